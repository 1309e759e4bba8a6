import type { HandlerResult, ReceivedRecord } from '@newsflow/kafka';
import type { StoreDatabase } from '../database/database.ts';
import { guardOf } from '../writing/guards.ts';
import { keepsCurrent, newestWins } from '../writing/newest-wins.ts';
import { writeAll } from '../writing/write-all.ts';
import { decideCurrent, ofMarketQuotes } from './decide-current.ts';
import { manifestsOfFetches } from './manifest.ts';
import { receive } from './received.ts';

/** Keeps each ticker row of each fetch as the newest parser reads it. */
export async function storeMarketQuotes(
  database: StoreDatabase,
  records: readonly ReceivedRecord[],
): Promise<HandlerResult> {
  const { events, failures } = receive('newsflow.market-quote.observed.v1', records);
  const collection = database.target('marketQuotes');
  const readings = events.map(({ record, data, tie }) => ({
    record,
    operation: newestWins(data.id, data, guardOf(data, tie), keepsCurrent),
  }));
  const refused = await writeAll(collection, readings);
  const fetches = events.map(({ data }) => data);
  await decideCurrent(collection, (await manifestsOfFetches(database, fetches)).map(ofMarketQuotes));
  return { failures: [...failures, ...refused] };
}
