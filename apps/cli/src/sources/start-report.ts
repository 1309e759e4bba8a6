import type { StartKind } from '@newsflow/crawling';
import { FetchFailure } from '@newsflow/fetching';
import { CliError, exitCode } from '../exit.ts';
import { lookAt, newestOf } from './look-at.ts';
import type { PoliteFetcher } from './polite-fetcher.ts';

export interface StartToTest {
  readonly source: string | null;
  readonly kind: StartKind | null;
  readonly url: string;
  readonly delayMs: number | null;
}

/** What one start URL would bring. */
export interface Report {
  readonly source: string | null;
  readonly kind: StartKind | null;
  readonly url: string;
  /** `read` of a feed or sitemap, `fetched` of a page, else how the scraper would call its failure. */
  readonly outcome: string;
  readonly reason: string | null;
  readonly status: number | null;
  readonly pages: number;
  readonly sitemaps: number;
  /** Newest date that it states of its pages. */
  readonly newest: string | null;
  /** What the scraper would put up with. */
  readonly problems: readonly string[];
}

/** Fetches a start URL. Throws the reason of `signal`. */
export async function reportOn(fetcher: PoliteFetcher, start: StartToTest, signal: AbortSignal): Promise<Report> {
  const { source, url } = start;
  const nothing = { source, kind: start.kind, url, status: null, pages: 0, sitemaps: 0, newest: null, problems: [] };
  try {
    const { kind, answer, discovery } = await lookAt(fetcher, start, start.delayMs, signal);
    const { status } = answer;
    if (!discovery) return { ...nothing, kind, outcome: 'fetched', reason: null, status, pages: 1 };
    const pages = discovery.pages.length;
    const sitemaps = discovery.sitemaps.length;
    const problems = pages + sitemaps > 0 ? discovery.problems : ['it names no pages', ...discovery.problems];
    return {
      source,
      kind,
      url,
      outcome: 'read',
      reason: null,
      status,
      pages,
      sitemaps,
      newest: newestOf(discovery),
      problems,
    };
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    const status = /^http-(\d{3})$/.exec(error.reason)?.[1];
    return {
      ...nothing,
      outcome: error.outcome,
      reason: error.reason,
      status: status === undefined ? null : Number(status),
    };
  }
}

const worked = ({ outcome }: Report): boolean => outcome === 'read' || outcome === 'fetched';

/** The end of the command: null if every address can be used. */
export function failureOf(reports: readonly Report[]): CliError | null {
  const failed = reports.filter((result) => !worked(result));
  if (failed.length === 0) return null;
  const text = `${failed.length} of ${reports.length} addresses cannot be used`;
  if (failed.length < reports.length) return new CliError(exitCode.partlyDone, text);
  const refused = failed.every(({ outcome }) => outcome === 'refused-address');
  return new CliError(refused ? exitCode.refused : exitCode.failure, text);
}
