import { type TopicId, topicNames } from '@newsflow/contracts';
import {
  connectKafka,
  groupLag,
  type KafkaClient,
  type OutgoingRecord,
  provisionTopics,
  readTopic,
} from '@newsflow/kafka';
import { startService } from '@newsflow/stack';
import { fileURLToPath } from 'node:url';
import type { Running } from './installation.ts';
import { waitFor } from './wait-for.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const storeTopics: readonly TopicId[] = ['article', 'quotation', 'market-quote', 'page-outcome'];
const sendAtOnce = 200;

interface Event {
  readonly topic: TopicId;
  readonly record: OutgoingRecord;
}

async function eventsOf(kafka: KafkaClient, namespace: string): Promise<Event[]> {
  const events: Event[] = [];
  for (const topic of storeTopics)
    for await (const record of readTopic(kafka, { topic: topicNames(namespace).topic(topic), from: 'earliest' }))
      events.push({ topic, record: { key: record.key, value: record.value, headers: record.headers } });
  return events;
}

/** Fisher and Yates, from a linear congruential generator (Numerical Recipes), so that a failure can be repeated. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const result = [...items];
  let state = seed >>> 0;
  for (let last = result.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

/**
 * Delivers every event of an installation to a new store of another namespace in the same Kafka and MongoDB: `times` times, shuffled
 * across all topics.
 * @returns the settings with which commands see the new store, and how many events it was given
 */
export async function deliverAgain(
  { brokers, mongodbUri }: Pick<Running, 'brokers' | 'mongodbUri'>,
  { times, seed }: { times: number; seed: number },
): Promise<{ env: Record<string, string>; delivered: number }> {
  const namespace = 'again';
  const names = topicNames(namespace);
  const kafka = connectKafka({ brokers, clientId: 'newsflow-e2e' });
  const events = await eventsOf(kafka, 'newsflow');
  const arrivals = shuffled(Array.from({ length: times }, () => events).flat(), seed);
  await provisionTopics(kafka, { namespace, partitions: 6, replicationFactor: 1, groups: ['store'] });
  const producer = kafka.producer();
  for (let at = 0; at < arrivals.length; at += sendAtOnce) {
    const byTopic = Map.groupBy(arrivals.slice(at, at + sendAtOnce), ({ topic }) => topic);
    for (const [topic, of] of byTopic)
      await producer.send(
        names.topic(topic),
        of.map(({ record }) => record),
      );
  }
  await producer.close();
  const uri = new URL(mongodbUri);
  uri.pathname = `/${namespace}`;
  const env = {
    NEWSFLOW_NAMESPACE: namespace,
    NEWSFLOW_KAFKA_BROKERS: brokers.join(','),
    NEWSFLOW_MONGODB_URI: uri.href,
  };
  const store = await startService({ name: 'store', root, env });
  const subscribed = storeTopics.map((topic) => names.topic(topic));
  try {
    await waitFor(
      'the second store to have read everything',
      async () => (await groupLag(kafka, names.group('store'), subscribed)).every(({ lagRecords }) => lagRecords === 0),
      300_000,
    );
  } finally {
    await store.stop();
  }
  return { env, delivered: arrivals.length };
}
