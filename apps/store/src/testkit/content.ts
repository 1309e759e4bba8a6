import type { StoreDatabase } from '../database/database.ts';
import { type CollectionName, schemas } from '../schema/schemas.ts';

/** Everything that the store holds but the time of writing, for tests that compare two stores. */
export async function contentOf(database: StoreDatabase): Promise<Record<string, Record<string, unknown>[]>> {
  const collections = Object.keys(schemas) as CollectionName[];
  const documents = collections.map(async (name) => {
    const found = database.target(name).find({}, { projection: { storedAt: 0 } });
    return [name, await found.sort({ _id: 1 }).toArray()] as const;
  });
  return Object.fromEntries(await Promise.all(documents));
}
