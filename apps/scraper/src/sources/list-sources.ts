import { saysTheSame, type Source, sourceChange, storedFields } from '@newsflow/crawling';
import type { FrontierDatabase } from '../frontier/database.ts';

/**
 * Makes the sources of MongoDB those of the file, as far as the file has a say: it adds and changes what it lists, and disables sources
 * that it once listed and no longer does. What an operator added or disabled stays so. Idempotent, also for several scrapers at once; one
 * that changes nothing writes nothing.
 */
export async function listSources(
  { sources: collection }: FrontierDatabase,
  sources: readonly Source[],
): Promise<void> {
  for (const source of sources) {
    const known = await collection.findOne({ _id: source.id });
    if (known?.origin === 'file' && saysTheSame(known, source)) continue;
    await collection.updateOne(
      { _id: source.id },
      {
        ...sourceChange({ ...storedFields(source), origin: 'file' }),
        $setOnInsert: { enabled: true, disabledBy: null },
      },
      { upsert: true },
    );
  }
  const ids = sources.map(({ id }) => id);
  await collection.updateMany(
    { _id: { $in: ids }, disabledBy: 'file' },
    sourceChange({ enabled: true, disabledBy: null }),
  );
  await collection.updateMany(
    { _id: { $nin: ids }, origin: 'file', disabledBy: { $ne: 'file' } },
    sourceChange({ enabled: false, disabledBy: 'file' }),
  );
}
