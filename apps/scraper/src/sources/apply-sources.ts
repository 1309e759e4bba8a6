import { frontierId, type StoredSource } from '@newsflow/crawling';
import type { FrontierDatabase } from '../frontier/database.ts';
import { applyAgain, discoveries, forget, startIds, type UrlFilter } from '../frontier/forget.ts';
import { changeDelay } from '../frontier/host-delays.ts';
import { isDependencyFailure } from '../frontier/mongodb-failure.ts';
import { schedule } from '../frontier/schedule.ts';

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
  // A start URL may have been another's before, such as this source's under an older id.
  const others = await sources.distinct('_id', { enabled: true });
  await urls.updateMany({ _id: { $in: listed }, sourceId: { $nin: others } }, { $set: { sourceId: _id } });
  await forget(frontier, { sourceId: _id, depth: 0, _id: { $nin: listed } });
  await urls.updateMany({ sourceId: _id, kind: discoveries }, [
    { $set: { everyMs, nextAt: { $min: ['$nextAt', { $add: ['$$NOW', everyMs] }] } } },
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
async function leave(frontier: FrontierDatabase, { _id, start }: StoredSource): Promise<void> {
  const { urls, hosts, sources } = frontier;
  await forget(frontier, { sourceId: _id });
  const revisits: UrlFilter = { sourceId: _id, kind: 'page', revisit: true, nextAt: { $type: 'date' } };
  await urls.updateMany(revisits, { $set: { nextAt: null } });
  await changeDelay(hosts, _id, null);
  // What others start from as well is theirs now: its feeds are forgotten above, its pages are kept.
  await applyAgain(sources, new Set(startIds(start)));
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
