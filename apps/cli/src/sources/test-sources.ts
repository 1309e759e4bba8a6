import { normalizeUrl } from '@newsflow/contracts';
import type { Source, StartKind } from '@newsflow/crawling';
import { FetchFailure } from '@newsflow/fetching';
import type { GlobalOptions } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { say, writeJson, writeList } from '../output.ts';
import { fetchSettings } from './fetch-settings.ts';
import { lookAt, newestOf } from './look-at.ts';
import { PoliteFetcher } from './polite-fetcher.ts';
import { readSourcesFile } from './read-sources.ts';
import { withStored } from './stored.ts';

interface StartToTest {
  readonly source: string | null;
  readonly kind: StartKind | null;
  readonly url: string;
  readonly delayMs: number | null;
}

/** What one start URL would bring. */
interface Report {
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

const startsOf = (sources: readonly Source[]): StartToTest[] =>
  sources.flatMap(({ id, delayMs, start }) => start.map((entry) => ({ source: id, delayMs, ...entry })));

async function report(fetcher: PoliteFetcher, start: StartToTest, signal: AbortSignal): Promise<Report> {
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

function exitOf(reports: readonly Report[]): CliError | null {
  const failed = reports.filter((result) => !worked(result));
  if (failed.length === 0) return null;
  const text = `${failed.length} of ${reports.length} addresses cannot be used`;
  if (failed.length < reports.length) return new CliError(exitCode.partlyDone, text);
  const refused = failed.every(({ outcome }) => outcome === 'refused-address');
  return new CliError(refused ? exitCode.refused : exitCode.failure, text);
}

async function chosen(target: string | undefined, file: string | undefined): Promise<StartToTest[]> {
  if ((target === undefined) === (file === undefined)) {
    throw new CliError(exitCode.usage, 'name the id of a source, an address, or a file with --file');
  }
  if (file !== undefined) return startsOf(await readSourcesFile(file));
  if (target !== undefined && /^https?:/i.test(target)) {
    return [{ source: null, kind: null, url: checkedUrl(target), delayMs: null }];
  }
  return withStored(async (stored) => startsOf([stored.source(await stored.find(target ?? ''))]));
}

/** Throws with exit code 2 for text that is no http(s) address. */
export function checkedUrl(text: string): string {
  try {
    normalizeUrl(text);
  } catch (error) {
    throw new CliError(exitCode.usage, (error as Error).message, { cause: error });
  }
  return text;
}

/** `newsflow sources test ID|URL|--file F`: fetches each start URL and says what would be found; writes nothing. */
export async function testSources(
  target: string | undefined,
  options: GlobalOptions & { file?: string },
  signal: AbortSignal,
): Promise<void> {
  const starts = await chosen(target, options.file);
  const fetcher = new PoliteFetcher(fetchSettings(process.env));
  const reports: Report[] = [];
  try {
    for (const start of starts) {
      const result = await report(fetcher, start, signal);
      reports.push(result);
      if (options.json) await writeJson(result);
      else for (const problem of result.problems) say(`${result.url}: ${problem}`);
    }
  } finally {
    await fetcher.close();
  }
  if (!options.json) {
    await writeList(
      reports,
      ['source', 'kind', 'outcome', 'reason', 'status', 'pages', 'sitemaps', 'newest', 'url'],
      false,
    );
  }
  const failure = exitOf(reports);
  if (failure) throw failure;
}
