import type { Db } from 'mongodb';
import type { StoredHost, StoredUrl } from '../frontier/documents.ts';
import { nextFetch } from '../frontier/next-fetch.ts';
import type { Stage } from './stage.ts';

/** As a stage, but no record says so. */
export interface FrontierStage extends Pick<Stage, 'stage' | 'outcome' | 'reason'> {
  /** When the newest try ended; null: there was none. */
  readonly at: string | null;
  readonly topic: null;
  readonly partition: null;
  readonly offset: null;
  readonly traceId: null;
}

/** What the frontier has in mind with a URL; undefined: nothing, whatever became of it before is in the topics. */
export function frontierStage(url: StoredUrl, host: StoredHost | undefined, now: Date): FrontierStage | undefined {
  const { failure, failures, last } = url;
  const { nextAt, state } = nextFetch(url.nextAt, host, now);
  const when = nextAt?.toISOString() ?? state;
  if (when === null) return undefined;
  const reason = failure
    ? `attempt ${failures + 1} of ${failure.attempts}: ${when}; last failure: ${failure.reason}`
    : `next fetch: ${when}`;
  return {
    stage: 'frontier',
    outcome: failure ? 'retrying' : 'waiting',
    reason: last ? `${reason}; last outcome: ${[last.outcome, last.reason ?? []].flat().join(' ')}` : reason,
    at: (failure ?? last)?.at.toISOString() ?? null,
    topic: null,
    partition: null,
    offset: null,
    traceId: null,
  };
}

/** Of the page with this id, and of the feed or sitemap at the same address. */
export async function frontierStages(db: Db, id: string): Promise<FrontierStage[]> {
  const ids = [id, `feed:${id}`, `sitemap:${id}`];
  const urls = await db
    .collection<StoredUrl>('urls')
    .find({ _id: { $in: ids } })
    .toArray();
  const hosts = db.collection<StoredHost>('hosts');
  const stages = urls.map(async (url) =>
    frontierStage(url, (await hosts.findOne({ _id: url.host })) ?? undefined, new Date()),
  );
  return (await Promise.all(stages)).filter((stage) => stage !== undefined);
}
