import type { SourceHealth } from '@newsflow/contracts';

/** How the fetches of a source have gone lately. */
export interface HealthState {
  readonly status: SourceHealth['status'];
  /** Of all its feeds, sitemaps and pages, in a row. */
  readonly failures: number;
  /** Feeds and sitemaps whose last fetch failed, with their own failures in a row: pages that still answer do not make up for them. */
  readonly broken: readonly { readonly url: string; readonly failures: number }[];
  readonly lastSuccessAt: Date | null;
  /** Of the last failure; null while healthy. */
  readonly reason: string | null;
}

/** The end of one fetch for a source. */
export interface FetchEnd {
  readonly kind: 'page' | 'feed' | 'sitemap';
  readonly url: string;
  /** Of a page as in its outcome; of a feed or sitemap `read` where it brought something new. */
  readonly outcome: string;
  readonly reason: string | null;
  readonly at: Date;
}

/** Failures are counted after all tries of a fetch: one is trouble enough for a feed, of pages it takes some. */
const degradedAfter = 3;
const failingAfter = 10;
/** Without any of its feeds a source brings nothing new. */
const feedsFailingAfter = 3;

const successes = new Set(['read', 'fetched', 'unchanged', 'not-modified']);
export const noHealth: HealthState = {
  status: 'healthy',
  failures: 0,
  broken: [],
  lastSuccessAt: null,
  reason: null,
};

/** A page that is gone, refused or no page says nothing about its site; a feed that is gone does. */
const verdictOf = ({ kind, outcome }: Pick<FetchEnd, 'kind' | 'outcome'>): 'success' | 'failure' | 'neither' =>
  successes.has(outcome) ? 'success' : kind === 'page' && outcome !== 'failed' ? 'neither' : 'failure';

/** Fetches of one URL in a row that failed, after one more has ended. */
export const failuresAfter = (before: number, end: Pick<FetchEnd, 'kind' | 'outcome'>): number =>
  verdictOf(end) === 'failure' ? before + 1 : 0;

/**
 * The state of an enabled source after one more fetch has ended. A source that was disabled begins anew.
 * @param feeds addresses of the feeds and sitemaps that the source starts from; null state: nothing has been fetched before
 */
export function healthAfter(before: HealthState | null, end: FetchEnd, feeds: readonly string[]): HealthState {
  const state = before === null || before.status === 'disabled' ? noHealth : before;
  const verdict = verdictOf(end);
  const others = state.broken.filter(({ url }) => url !== end.url && feeds.includes(url));
  const ownFailures = state.broken.find(({ url }) => url === end.url)?.failures ?? 0;
  const isBroken = verdict === 'failure' && feeds.includes(end.url);
  const broken = isBroken ? [...others, { url: end.url, failures: ownFailures + 1 }] : others;
  const failures = verdict === 'success' ? 0 : state.failures + (verdict === 'failure' ? 1 : 0);
  const dead = broken.filter((feed) => feed.failures >= feedsFailingAfter);
  const status =
    failures >= failingAfter || (feeds.length > 0 && dead.length === feeds.length)
      ? 'failing'
      : failures >= degradedAfter || broken.length > 0
        ? 'degraded'
        : 'healthy';
  const reason = verdict === 'failure' ? `${end.url}: ${end.reason ?? end.outcome}` : state.reason;
  return {
    status,
    failures,
    broken,
    lastSuccessAt: verdict === 'success' ? end.at : state.lastSuccessAt,
    reason: status === 'healthy' && failures === 0 ? null : reason,
  };
}

/** What is told about a state: the failures in a row are those of the source as a whole, or of its worst feed. */
export function healthEvent(sourceId: string, state: HealthState, at: Date): SourceHealth {
  const { status, failures, broken, lastSuccessAt, reason } = state;
  return {
    sourceId,
    status,
    at: at.toISOString(),
    consecutiveFailures: Math.max(failures, ...broken.map((feed) => feed.failures)),
    ...(lastSuccessAt === null ? {} : { lastSuccessAt: lastSuccessAt.toISOString() }),
    reason: status === 'healthy' ? null : reason,
  };
}
