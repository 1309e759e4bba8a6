import { type RecordToSend, type TopicId, topicNames } from '@newsflow/contracts';
import type { Failure, HandlerResult, ReceivedRecord } from '@newsflow/kafka';
import type { StoreDatabase } from '../database/database.ts';
import { storeArticles } from '../handling/store-articles.ts';
import { storeMarketQuotes } from '../handling/store-market-quotes.ts';
import { storeOutcomes } from '../handling/store-outcomes.ts';
import { storeQuotations } from '../handling/store-quotations.ts';

const handlers: Readonly<
  Partial<Record<TopicId, (database: StoreDatabase, records: readonly ReceivedRecord[]) => Promise<HandlerResult>>>
> = {
  article: storeArticles,
  quotation: storeQuotations,
  'market-quote': storeMarketQuotes,
  'page-outcome': storeOutcomes,
};
const names = topicNames('newsflow');

interface Sent {
  readonly topic: TopicId;
  readonly record: RecordToSend;
}

const received = ({ topic, record }: Sent): ReceivedRecord => ({
  topic: names.topic(topic),
  partition: 0,
  offset: '0',
  timestamp: '0',
  ...record,
  key: Buffer.from(record.key),
});

/** Gives events to the handlers without Kafka; the four topics at the same time, as their partitions are consumed. */
export async function deliver(to: StoreDatabase, events: readonly Sent[]): Promise<Failure[]> {
  const topics = [...new Set(events.map(({ topic }) => topic))];
  const results = topics.map(async (topic) => {
    const batch = events.filter((event) => event.topic === topic).map(received);
    return await handlers[topic]?.(to, batch);
  });
  return (await Promise.all(results)).flatMap((result) => result?.failures ?? []);
}
