import type { Connection } from 'mongoose';
import { schemas } from './schemas.ts';

interface Migration {
  readonly id: string;
  /** May run twice, also at the same time: two stores can start together, and a process can die before it is recorded. */
  readonly up: (connection: Connection) => Promise<void>;
}

async function createIndexes(connection: Connection): Promise<void> {
  for (const [collection, schema] of Object.entries(schemas)) {
    const database = connection.db;
    const indexes = schema.indexes().map(([key]) => ({ key: key as Record<string, 1 | -1> }));
    if (database && indexes.length > 0) await database.collection(collection).createIndexes(indexes);
  }
}

/** In order; one that was released is never changed: a change is a new one at the end. */
const migrations: readonly Migration[] = [{ id: '001-indexes', up: createIndexes }];

/** Brings the database to the shape that this version of the store needs. Returns the ids of what was done now. */
export async function migrate(connection: Connection): Promise<string[]> {
  const applied = connection.collection<{ _id: string; appliedAt: Date }>('migrations');
  const done = new Set((await applied.find().toArray()).map(({ _id }) => _id));
  const todo = migrations.filter(({ id }) => !done.has(id));
  for (const { id, up } of todo) {
    await up(connection);
    await applied.updateOne({ _id: id }, { $setOnInsert: { appliedAt: new Date() } }, { upsert: true });
  }
  return todo.map(({ id }) => id);
}
