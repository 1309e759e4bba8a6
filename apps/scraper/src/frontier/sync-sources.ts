import type { Source } from '@newsflow/crawling';
import type { FrontierDatabase } from './database.ts';
import { schedule } from './schedule.ts';

/**
 * Makes the sources of the frontier those of the file. Pages are asked for once; feeds and sitemaps that are new are due at once, others
 * keep their time. Sources that are gone from the file are disabled: what they have brought in so far is still fetched.
 */
export async function syncSources(frontier: FrontierDatabase, sources: readonly Source[]): Promise<void> {
  const { sources: collection, urls } = frontier;
  for (const { id, name, everyMs, delayMs, start } of sources) {
    const document = { name, everyMs, delayMs, start: [...start], enabled: true, origin: 'file' as const };
    await collection.updateOne({ _id: id }, { $set: document }, { upsert: true });
  }
  const ids = sources.map(({ id }) => id);
  await collection.updateMany({ origin: 'file', _id: { $nin: ids } }, { $set: { enabled: false } });
  const disabled = await collection.distinct('_id', { enabled: false });
  await urls.updateMany(
    { sourceId: { $in: disabled }, kind: { $in: ['feed', 'sitemap'] } },
    { $set: { nextAt: null } },
  );
  // Back in the file after it was gone.
  await urls.updateMany(
    { sourceId: { $in: ids }, kind: { $in: ['feed', 'sitemap'] }, nextAt: null },
    { $currentDate: { nextAt: true } },
  );
  await schedule(
    frontier,
    sources.flatMap(({ id, everyMs, delayMs, start }) =>
      start.map(({ kind, url }) => ({
        kind,
        url,
        sourceId: id,
        priority: 5,
        notBefore: null,
        request: null,
        everyMs: kind === 'page' ? null : everyMs,
        depth: 0,
        hostDelayMs: delayMs,
      })),
    ),
  );
}
