import type { HandlerResult, ReceivedRecord } from '@newsflow/kafka';
import type { StoreDatabase } from '../database/database.ts';
import { guardOf } from '../writing/guards.ts';
import { keepsCurrent, newestWins } from '../writing/newest-wins.ts';
import { writeAll } from '../writing/write-all.ts';
import { decideCurrent, ofQuotations } from './decide-current.ts';
import { newestManifests } from './manifest.ts';
import { receive } from './received.ts';

/** Keeps the newest reading of each quotation. */
export async function storeQuotations(
  database: StoreDatabase,
  records: readonly ReceivedRecord[],
): Promise<HandlerResult> {
  const { events, failures } = receive('newsflow.quotation.changed.v1', records);
  const collection = database.target('quotations');
  const readings = events.map(({ record, data, tie }) => ({
    record,
    operation: newestWins(data.id, data, guardOf(data, tie), keepsCurrent),
  }));
  const refused = await writeAll(collection, readings);
  const pageIds = events.map(({ data }) => data.articleId);
  await decideCurrent(collection, (await newestManifests(database, pageIds)).map(ofQuotations));
  return { failures: [...failures, ...refused] };
}
