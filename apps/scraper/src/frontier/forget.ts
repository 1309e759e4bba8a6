import { InvalidUrlError } from '@newsflow/contracts';
import { frontierId, type Start } from '@newsflow/crawling';
import type { mongo } from 'mongoose';
import type { FrontierDatabase } from './database.ts';
import type { UrlDocument, UrlKind } from './documents.ts';

export type UrlFilter = mongo.Filter<UrlDocument>;
export const discoveries = { $in: ['feed', 'sitemap'] as UrlKind[] };

/**
 * Forgets feeds and sitemaps, and the sitemaps that they name. Whoever else names one of them brings it back: a sitemap index is read
 * anew, a source is applied again. To be called in a transaction: a crash in between would leave a feed that somebody wants forgotten.
 * @param by the index that names them no more; null: that is not why
 */
export async function forgetWithin(
  session: mongo.ClientSession,
  { urls, sources }: FrontierDatabase,
  filter: UrlFilter,
  by: string | null,
): Promise<void> {
  const forgotten = new Set<string>();
  const namers = new Set<string>();
  for (let next: UrlFilter = { ...filter, kind: discoveries }; ;) {
    const found = await urls.find(next, { session, projection: { namedBy: 1 } }).toArray();
    // Indexes can name each other in a circle.
    const more = found.filter(({ _id }) => !forgotten.has(_id));
    if (more.length === 0) break;
    for (const { _id, namedBy = [] } of more) {
      forgotten.add(_id);
      for (const namer of namedBy) namers.add(namer);
    }
    next = { namedBy: { $in: more.map(({ _id }) => _id) } };
  }
  if (forgotten.size === 0) return;
  const others = [...namers].filter((namer) => namer !== by && !forgotten.has(namer));
  // Taken from whoever is reading it: what that one has named by now is forgotten here.
  await urls.updateMany({ _id: { $in: others } }, { $set: { content: null, lease: null } }, { session });
  await urls.deleteMany({ _id: { $in: [...forgotten] } }, { session });
  await applyAgain(sources, forgotten, session);
}

/** As {@link forgetWithin}, in a transaction of its own. */
export async function forget(frontier: FrontierDatabase, filter: UrlFilter): Promise<void> {
  await frontier.client.withSession((session) =>
    session.withTransaction(() => forgetWithin(session, frontier, filter, null)),
  );
}

/** Has the enabled sources that start from one of these URLs applied once more. */
export async function applyAgain(
  sources: FrontierDatabase['sources'],
  ids: ReadonlySet<string>,
  session?: mongo.ClientSession,
): Promise<void> {
  const options = session ? { session } : {};
  const enabled = await sources.find({ enabled: true }, { ...options, projection: { start: 1 } }).toArray();
  const starting = enabled.filter(({ start }) => startIds(start).some((id) => ids.has(id)));
  await sources.updateMany(
    { _id: { $in: starting.map(({ _id }) => _id) } },
    // The revision, too: another scraper may be applying the source right now.
    { $set: { pending: true }, $inc: { revision: 1 } },
    options,
  );
}

/** `_id` of what a source starts from, without addresses that are none: such a source cannot be followed, but left. */
export const startIds = (start: readonly Start[]): string[] =>
  start.flatMap(({ kind, url }) => {
    try {
      return [frontierId(kind, url)];
    } catch (error) {
      if (error instanceof InvalidUrlError) return [];
      throw error;
    }
  });
