import { frontierId, type StoredSource } from '@newsflow/crawling';
import type { mongo } from 'mongoose';
import type { FrontierDatabase } from '../frontier/database.ts';
import type { UrlDocument } from '../frontier/documents.ts';
import { changeDelay } from '../frontier/host-delays.ts';
import { isDependencyFailure } from '../frontier/mongodb-failure.ts';
import { schedule } from '../frontier/schedule.ts';

type UrlFilter = mongo.Filter<UrlDocument>;
const discoveries = { $in: ['feed', 'sitemap'] as ('feed' | 'sitemap')[] };

/** Has hosts come up at once; whoever leases one finds out what is really due there. */
async function wakeHostsOf({ urls, hosts }: FrontierDatabase, filter: UrlFilter): Promise<void> {
  const names = await urls.distinct('host', filter);
  await hosts.updateMany({ _id: { $in: names } }, [
    { $set: { nextAt: { $max: ['$restUntil', { $min: ['$nextAt', '$$NOW'] }] }, woken: true } },
  ]);
}

/** Asks for the start URLs, and has the feeds, sitemaps and pages of before go on. */
async function follow(frontier: FrontierDatabase, { _id, everyMs, delayMs, start }: StoredSource): Promise<void> {
  const { urls, sources } = frontier;
  const listed = start.map(({ kind, url }) => frontierId(kind, url));
  const hasSitemaps = start.some(({ kind }) => kind === 'sitemap');
  // A start URL may have been another's before, such as this source's under an older id.
  const others = await sources.distinct('_id', { enabled: true });
  await urls.updateMany({ _id: { $in: listed }, sourceId: { $nin: others } }, { $set: { sourceId: _id } });
  const own = { sourceId: _id, kind: discoveries };
  const dropped = hasSitemaps ? { depth: 0, _id: { $nin: listed } } : { _id: { $nin: listed } };
  await urls.updateMany({ ...own, ...dropped, nextAt: { $type: 'date' } }, { $set: { nextAt: null } });
  const kept: UrlFilter = { ...own, $or: [{ _id: { $in: listed } }, ...(hasSitemaps ? [{ depth: { $gt: 0 } }] : [])] };
  await urls.updateMany(kept, [
    {
      $set: {
        everyMs,
        nextAt: { $min: [{ $ifNull: ['$nextAt', '$$NOW'] }, { $add: ['$$NOW', everyMs] }] },
      },
    },
  ]);
  const resting: UrlFilter = { sourceId: _id, kind: 'page', revisitMs: { $ne: null }, nextAt: null };
  await urls.updateMany(resting, [{ $set: { nextAt: { $add: ['$$NOW', '$revisitMs'] }, revisit: true } }]);
  await changeDelay(frontier.hosts, _id, delayMs);
  await wakeHostsOf(frontier, { sourceId: _id, nextAt: { $type: 'date' } });
  await schedule(
    frontier,
    start.map(({ kind, url }) => ({
      kind,
      url,
      sourceId: _id,
      priority: 5,
      notBefore: null,
      request: null,
      everyMs: kind === 'page' ? null : everyMs,
      depth: 0,
      hostDelayMs: delayMs,
    })),
  );
}

/**
 * Nothing more of a source is looked for or visited again. Pages that were found, but never fetched, or asked for still are. What a fetch
 * that is going on plans after this is left when it is due (`Revisits.isSuspended`).
 */
async function leave({ urls, hosts }: FrontierDatabase, { _id }: StoredSource): Promise<void> {
  const due = { sourceId: _id, nextAt: { $type: 'date' as const } };
  await urls.updateMany({ ...due, kind: discoveries }, { $set: { nextAt: null } });
  await urls.updateMany({ ...due, kind: 'page', revisit: true }, { $set: { nextAt: null } });
  await changeDelay(hosts, _id, null);
}

/**
 * Has the frontier follow the sources as they are stored now. Idempotent; any number of scrapers may do it at the same time.
 * @param onUnusable told of a stored source that no command and no file can have written, such as one with an address that is none; it
 * stays pending
 * Rejects as MongoDB does.
 */
export async function applySources(
  frontier: FrontierDatabase,
  onUnusable: (id: string, error: unknown) => void,
): Promise<void> {
  const { sources } = frontier;
  for (const source of await sources.find({ pending: true }).toArray()) {
    const { _id, revision, enabled } = source;
    try {
      await (enabled ? follow : leave)(frontier, source);
    } catch (error) {
      if (isDependencyFailure(error)) throw error;
      onUnusable(_id, error);
      continue;
    }
    const { matchedCount } = await sources.updateOne({ _id, revision }, { $set: { pending: false } });
    // Overtaken by a later change, which another scraper may have applied before this one was done: once more.
    if (matchedCount === 0) await sources.updateOne({ _id }, { $set: { pending: true } });
  }
}
