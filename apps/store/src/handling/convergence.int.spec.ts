import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topicNames } from '@newsflow/contracts';
import type { HandlerResult, ReceivedRecord } from '@newsflow/kafka';
import { type Stack, startStack } from '@newsflow/stack';
import { aHistory, type HistoryEvent, randomOf } from '@newsflow/testing';
import { StoreDatabase } from '../database/database.ts';
import { type CollectionName, schemas } from '../schema/schemas.ts';
import { storeArticles } from './store-articles.ts';
import { storeMarketQuotes } from './store-market-quotes.ts';
import { storeOutcomes } from './store-outcomes.ts';
import { storeQuotations } from './store-quotations.ts';

const handlers = {
  article: storeArticles,
  quotation: storeQuotations,
  'market-quote': storeMarketQuotes,
  'page-outcome': storeOutcomes,
};
type Topic = keyof typeof handlers;
const names = topicNames('newsflow');

const received = ({ topic, record }: HistoryEvent): ReceivedRecord => ({
  topic: names.topic(topic),
  partition: 0,
  offset: '0',
  timestamp: '0',
  key: Buffer.from(record.key),
  value: record.value,
  headers: record.headers,
});

let stack: Stack;
const open: StoreDatabase[] = [];
beforeAll(async () => {
  stack = await startStack();
});
afterAll(async () => {
  await Promise.all(open.map((database) => database.close()));
  await stack.stop();
});

async function database(name: string): Promise<StoreDatabase> {
  const opened = new StoreDatabase(stack.mongodbUri, name);
  open.push(opened);
  await opened.open();
  return opened;
}

/** Everything but the time of writing. */
async function content(of: StoreDatabase): Promise<Record<string, unknown[]>> {
  const collections = Object.keys(schemas) as CollectionName[];
  const documents = collections.map(async (name) => [
    name,
    await of
      .target(name)
      .find({}, { projection: { storedAt: 0 } })
      .sort({ _id: 1 })
      .toArray(),
  ]);
  return Object.fromEntries(await Promise.all(documents)) as Record<string, unknown[]>;
}

/** The four topics at the same time, as their partitions are consumed. */
async function deliver(to: StoreDatabase, events: readonly HistoryEvent[]): Promise<void> {
  const results = (Object.keys(handlers) as Topic[]).map(async (topic): Promise<HandlerResult> => {
    const batch = events.filter((event) => event.topic === topic).map(received);
    return batch.length === 0 ? {} : await handlers[topic](to, batch);
  });
  for (const { failures } of await Promise.all(results)) expect(failures ?? []).toEqual([]);
}

describe('the store converges', () => {
  it.each(Array.from({ length: 8 }, (_, seed) => seed))(
    'to the content of one delivery in order, when everything comes three times, shuffled, through concurrent writers (seed %d)',
    async (seed) => {
      const random = randomOf(seed);
      const events = aHistory(random, { pages: 6, fetches: 3, parsers: 3 });
      const ordered = await database(`ordered-${seed}`);
      for (let at = 0; at < events.length; at += 10) await deliver(ordered, events.slice(at, at + 10));

      const writers = await Promise.all([1, 2, 3, 4].map(() => database(`shuffled-${seed}`)));
      const arrivals = random.shuffled([...events, ...events, ...events]);
      await Promise.all(
        writers.map(async (writer) => {
          while (arrivals.length > 0) await deliver(writer, arrivals.splice(0, 1 + random.below(30)));
        }),
      );

      const expected = await content(ordered);
      expect(Object.values(expected).every((documents) => documents.length > 0)).toBe(true);
      expect(await content(writers[0] ?? ordered)).toEqual(expected);
    },
  );
});
