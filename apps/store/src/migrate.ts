import { mongodbDatabase } from '@newsflow/contracts';
import { ConfigurationError, readSettings } from '@newsflow/runtime';
import { StoreDatabase } from './database/database.ts';

/** The migrations as a step of their own (a job before a roll-out); the store does them at its start, too. */
async function run(): Promise<void> {
  const settings = readSettings('store', process.env);
  const database = new StoreDatabase(settings.mongodbUri, mongodbDatabase(settings));
  try {
    const done = await database.open();
    console.log(done.length === 0 ? 'The database is up to date.' : `Migrated: ${done.join(', ')}`);
  } finally {
    await database.close();
  }
}

try {
  await run();
} catch (error) {
  const problems =
    error instanceof ConfigurationError ? error.problems : [error instanceof Error ? error.message : String(error)];
  for (const problem of problems) console.error(`newsflow-store: ${problem}`);
  process.exitCode = 1;
}
