import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type TopicId, topicNames } from '@newsflow/contracts';
import { connectKafka, groupLag, type KafkaClient, provisionTopics, readTopic } from '@newsflow/kafka';
import { createLogger, readSettings, type RunningService, startService } from '@newsflow/runtime';
import { type Stack, startStack } from '@newsflow/stack';
import { aHistory, anArticle, anEvent, type HistoryEvent, randomOf } from '@newsflow/testing';
import { StoreDatabase } from './database/database.ts';
import { store } from './store.ts';
import { contentOf } from './testkit/content.ts';
import { deliver } from './testkit/deliver.ts';

let stack: Stack;
let client: KafkaClient;
let namespace: string;
let names: ReturnType<typeof topicNames>;
let service: RunningService | undefined;
let namespaces = 0;
const log: { msg: string; level: string }[] = [];

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(async () => {
  namespaces += 1;
  namespace = `s${process.pid}-${namespaces}`;
  names = topicNames(namespace);
  client = connectKafka({ brokers: stack.brokers, clientId: namespace });
  await provisionTopics(client, { namespace, partitions: 3, replicationFactor: 1, groups: ['store'] });
  log.length = 0;
});
afterEach(async () => {
  await service?.stop();
  service = undefined;
});

/** Every test has a database of its own. */
function databaseUri(): string {
  const uri = new URL(stack.mongodbUri);
  uri.pathname = `/${namespace}`;
  return uri.href;
}

async function start(): Promise<RunningService> {
  const settings = readSettings('store', {
    NEWSFLOW_NAMESPACE: namespace,
    NEWSFLOW_KAFKA_BROKERS: stack.brokers.join(','),
    NEWSFLOW_MONGODB_URI: databaseUri(),
    NEWSFLOW_HTTP_PORT: '0',
  });
  const destination = { write: (line: string) => void log.push(JSON.parse(line) as (typeof log)[number]) };
  service = await startService(store, settings, createLogger({ service: 'store', level: 'info', destination }));
  service.failed.catch((error: unknown) => void log.push({ level: 'fatal', msg: String(error) }));
  return service;
}

/** Waits for a state, not for a time; the test's own limit ends it. */
async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Every topic that was sent to has been consumed to its end. */
const caughtUp = async (...topics: TopicId[]): Promise<boolean> => {
  const lags = await groupLag(client, names.group('store'));
  return topics.every((topic) => {
    const ofTopic = lags.filter((lag) => lag.topic === names.topic(topic));
    return ofTopic.length > 0 && ofTopic.every(({ lagRecords }) => lagRecords === 0);
  });
};
const notReady = async ({ url }: RunningService): Promise<string[]> => {
  const answer = (await (await fetch(`${url}/health/ready`)).json()) as { notReady: { name: string }[] };
  return answer.notReady.map(({ name }) => name);
};

async function send(events: readonly HistoryEvent[]): Promise<void> {
  const producer = client.producer();
  const byTopic = Map.groupBy(events, ({ topic }) => topic);
  for (const [topic, some] of byTopic)
    await producer.send(
      names.topic(topic),
      some.map(({ record }) => record),
    );
  await producer.close();
}

async function deadLetters(): Promise<string[]> {
  const reasons: string[] = [];
  for await (const { headers } of readTopic(client, {
    topic: names.deadLetter(names.group('store')),
    from: 'earliest',
  })) {
    reasons.push(String(headers['nf_error_code']));
  }
  return reasons;
}

/** The service's database as a second client sees it. */
async function stored<T>(read: (database: StoreDatabase) => Promise<T>, name = namespace): Promise<T> {
  const database = new StoreDatabase(stack.mongodbUri, name);
  try {
    await database.open();
    return await read(database);
  } finally {
    await database.close();
  }
}

it('loses nothing and puts nothing aside when MongoDB goes away in the middle', async () => {
  const random = randomOf(1);
  const events = aHistory(random, { pages: 12, fetches: 3, parsers: 2 });
  const arrivals = random.shuffled([...events, ...events, ...events]);
  const middle = Math.floor(arrivals.length / 2);

  const running = await start();
  await send(arrivals.slice(0, middle));
  await until(async () => (await notReady(running)).length === 0);
  await stack.mongodb.stop();
  await send(arrivals.slice(middle));
  await until(async () => (await notReady(running)).includes('mongodb'));
  expect((await fetch(`${running.url}/health/live`)).status).toBe(200);
  await until(() => Promise.resolve(log.some(({ msg }) => msg.startsWith('consumption pauses'))));
  await stack.mongodb.start();
  await until(() => caughtUp('article', 'quotation', 'market-quote', 'page-outcome'));

  expect(await deadLetters()).toEqual([]);
  const expected = await stored(async (database) => {
    for (let at = 0; at < events.length; at += 50) await deliver(database, events.slice(at, at + 50));
    return await contentOf(database);
  }, `${namespace}-ordered`);
  expect(await stored(contentOf)).toEqual(expected);
  expect(log.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
});

it('starts before MongoDB does: alive, not ready, then at work', async () => {
  const article: HistoryEvent = {
    topic: 'article',
    record: anEvent('newsflow.article.changed.v1', anArticle().id, anArticle()),
  };
  await send([article]);
  await stack.mongodb.stop();
  const running = await start();
  await until(() => Promise.resolve(log.some(({ msg }) => msg.startsWith('MongoDB migrations: waiting'))));
  expect((await fetch(`${running.url}/health/live`)).status).toBe(200);
  expect(await notReady(running)).toEqual(expect.arrayContaining(['service', 'mongodb', 'kafka']));
  await stack.mongodb.start();
  await until(async () => (await notReady(running)).length === 0);
  await until(() => caughtUp('article'));
  expect(await stored(async (database) => database.collection('articles').countDocuments())).toBe(1);
});

it('puts an invalid event aside with its reason and stores those beside it', async () => {
  const good = [1, 2, 3].map((number): HistoryEvent => {
    const article = anArticle({ url: `https://gazette.example/${number}` });
    return { topic: 'article', record: anEvent('newsflow.article.changed.v1', article.id, article) };
  });
  const bad = good.map(({ topic, record }) => ({ topic, record: { ...record, value: Buffer.from('{"id":1}') } }));
  await start();
  await send([...bad.slice(0, 1), ...good]);
  await until(() => caughtUp('article'));
  expect(await deadLetters()).toEqual(['INVALID_EVENT']);
  expect(await stored(async (database) => database.collection('articles').countDocuments())).toBe(3);
});

it('builds the indexes that people need, once', async () => {
  const indexes = await stored(async (database) => {
    const found = await database.target('quotations').indexes();
    return found.map(({ key }) => Object.keys(key).join());
  });
  expect(indexes).toEqual(['_id', 'articleId', 'speaker.canonicalName']);
  const again = new StoreDatabase(stack.mongodbUri, namespace);
  expect(await again.open()).toEqual([]);
  await again.close();
});
