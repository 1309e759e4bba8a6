// One measured case of bench/messaging.mjs in a process of its own: node bench/messaging-cases.mjs CASE BROKERS NAMESPACE COUNT
// prints {events, cpuSeconds, wallSeconds} of the measured part alone.
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import { decodeEvent, encodeEvent, pageId, topicNames } from '@newsflow/contracts';

const [name, broker, namespace, countText] = process.argv.slice(2);
const count = Number(countText);
const names = topicNames(namespace);
// Importing @newsflow/kafka puts kafkajs right: the plain side gets a codec and nothing else.
const plain = name.startsWith('raw-');
if (plain) {
  const [compress, decompress] = [promisify(zstdCompress), promisify(zstdDecompress)];
  kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] = () => ({
    compress: ({ buffer }) => compress(buffer),
    decompress: (buffer) => decompress(buffer),
  });
}
const { connectKafka, groupLag, runConsumer } = plain ? {} : await import('@newsflow/kafka');
const client = connectKafka?.({ brokers: [broker], clientId: 'newsflow-bench' });
const raw = () =>
  new kafkajs.Kafka({
    brokers: [broker],
    clientId: 'raw',
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { initialRetryTime: 50 },
  });
const producerOptions = { allowAutoTopicCreation: false, createPartitioner: kafkajs.Partitioners.DefaultPartitioner };

/** CPU and wall time from the first call of the returned function to its second. */
function meter() {
  let start;
  return () => {
    if (!start) {
      start = { cpu: process.cpuUsage(), wall: performance.now() };
      return undefined;
    }
    const { user, system } = process.cpuUsage(start.cpu);
    return { cpuSeconds: (user + system) / 1e6, wallSeconds: (performance.now() - start.wall) / 1e3 };
  };
}

const once = () => {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
};

/** Measures from the start of the consumer: what the first fetch brings is decoded before anybody hears of it. */
function counting() {
  const tick = meter();
  tick();
  const done = once();
  let seen = 0;
  return {
    seen: (records) => {
      seen += records;
      if (seen >= count) done.resolve(tick());
    },
    end: async () => ({ events: count, ...(await done.promise) }),
  };
}

async function consumeRaw(handle) {
  const { seen, end } = counting();
  const consumer = raw().consumer({
    groupId: `${names.group('raw')}-${process.pid}`,
    maxWaitTimeInMs: 250,
    maxBytesPerPartition: 1024 * 1024,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [names.topic('article')], fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: 3,
    eachBatch: ({ batch }) => {
      for (const message of batch.messages) handle(message);
      seen(batch.messages.length);
      return Promise.resolve();
    },
  });
  const result = await end();
  await consumer.disconnect();
  return result;
}

async function consumeOurs(handle, options = {}) {
  const { seen, end } = counting();
  const consumer = runConsumer({
    client,
    names,
    group: `${names.group('ours')}-${process.pid}`,
    retryDelaysMs: [],
    subscriptions: [
      {
        topic: 'article',
        mode: 'batch',
        handler: (records) => {
          for (const record of records) handle(record);
          seen(records.length);
          return Promise.resolve(undefined);
        },
      },
    ],
    ...options,
  });
  const result = await end();
  await consumer.stop();
  return result;
}

/** Reads, makes one event of each, commits: until the group is behind no more. */
async function transform(delivery) {
  const group = `${names.group(delivery)}-${process.pid}`;
  const tick = meter();
  tick();
  const consumer = runConsumer({
    client,
    names,
    group,
    delivery,
    retryDelaysMs: [],
    subscriptions: [
      {
        topic: 'article',
        mode: 'batch',
        handler: (records) => {
          return Promise.resolve({ outputs: records.map((record) => ({ topic: 'quotation', record })) });
        },
      },
    ],
  });
  for (;;) {
    await delay(100);
    const lags = await groupLag(client, group, [names.topic('article')]);
    if (lags.length > 0 && lags.every(({ lagRecords }) => lagRecords === 0)) break;
  }
  const result = { events: count, ...tick() };
  await consumer.stop();
  return result;
}

async function slowHandler(lanes) {
  const { seen, end } = counting();
  const consumer = runConsumer({
    client,
    names,
    group: `${names.group('slow')}-${process.pid}`,
    retryDelaysMs: [],
    lanes,
    subscriptions: [
      {
        topic: 'takedown',
        mode: 'single',
        handler: async () => {
          await delay(20);
          seen(1);
        },
      },
    ],
  });
  const result = await end();
  await consumer.stop();
  return result;
}

/** So many records of 1 KiB with 1,000 keys, 500 a send, ten sends under way. */
async function send(sendSome) {
  const value = randomBytes(1024);
  const batches = Array.from({ length: count / 500 }, (_, batch) =>
    Array.from({ length: 500 }, (__, index) => ({ key: `k${(batch * 500 + index) % 1000}`, value })),
  );
  await sendSome(batches[0]);
  const tick = meter();
  tick();
  for (let at = 0; at < batches.length; at += 10) await Promise.all(batches.slice(at, at + 10).map(sendSome));
  return { events: count, ...tick() };
}

async function idle(seconds) {
  const producer = client.producer();
  await producer.send(names.topic('takedown'), [{ key: 'k', value: Buffer.from('x') }]);
  const consumer = runConsumer({
    client,
    names,
    group: `${names.group('idle')}-${process.pid}`,
    retryDelaysMs: [],
    subscriptions: [{ topic: 'source-health', mode: 'batch', handler: () => Promise.resolve(undefined) }],
  });
  await consumer.joined;
  await delay(3_000);
  const tick = meter();
  tick();
  await delay(seconds * 1_000);
  const result = { events: 0, ...tick() };
  await consumer.stop();
  await producer.close();
  return result;
}

const cases = {
  fill: async () => {
    const producer = client.producer();
    for (let at = 0; at < count; at += 1_000) {
      const records = Array.from({ length: Math.min(1_000, count - at) }, (_, index) => {
        const subject = pageId(`https://bench.example/${(at + index) % 5_000}`);
        return encodeEvent({
          type: 'newsflow.page.outcome.v1',
          id: `bench-${at + index}`,
          source: '/bench/parser',
          time: '2026-01-05T10:00:00.000Z',
          subject,
          data: {
            pageId: subject,
            url: 'https://bench.example/',
            version: 1,
            stage: 'scraper',
            outcome: 'fetched',
            reason: randomBytes(384).toString('hex'),
            at: '2026-01-05T10:00:00.000Z',
          },
        });
      });
      await producer.send(names.topic('article'), records);
    }
    const slow = Array.from({ length: 1_000 }, (_, index) => ({
      key: `k${index % 100}`,
      value: Buffer.from(`${index}`),
    }));
    await producer.send(names.topic('takedown'), slow);
    await producer.close();
    return { events: count, cpuSeconds: 0, wallSeconds: 0 };
  },
  'raw-noop': () => consumeRaw(() => undefined),
  'ours-noop': () => consumeOurs(() => undefined),
  'raw-decode': () => consumeRaw((message) => decodeEvent({ ...message, headers: message.headers ?? {} })),
  'ours-decode': () => consumeOurs((record) => decodeEvent(record)),
  'at-least-once': () => transform('at-least-once'),
  'exactly-once': () => transform('exactly-once'),
  sequential: () => slowHandler(1),
  lanes: () => slowHandler(16),
  'raw-send': async () => {
    const producer = raw().producer({ ...producerOptions, idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    const topic = names.topic('market-quote');
    const result = await send((messages) =>
      producer.send({ topic, acks: -1, compression: kafkajs.CompressionTypes.ZSTD, messages }),
    );
    await producer.disconnect();
    return result;
  },
  'ours-send': async () => {
    const producer = client.producer();
    const result = await send((records) => producer.send(names.topic('market-quote'), records));
    await producer.close();
    return result;
  },
  idle: () => idle(20),
  'one-send': async () => {
    const producer = client.producer();
    await producer.send(names.topic('market-quote'), [{ key: 'k', value: Buffer.from('x') }]);
    const records = Array.from({ length: count }, (_, index) => ({ key: `k${index % 1000}`, value: Buffer.from('x') }));
    const tick = meter();
    tick();
    await producer.send(names.topic('market-quote'), records);
    const result = { events: count, ...tick() };
    await producer.close();
    return result;
  },
  'raw-one-send': async () => {
    const producer = raw().producer({ ...producerOptions, idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    const topic = names.topic('market-quote');
    await producer.send({ topic, messages: [{ key: 'k', value: 'x' }] });
    const messages = Array.from({ length: count }, (_, index) => ({ key: `k${index % 1000}`, value: 'x' }));
    const tick = meter();
    tick();
    await producer.send({ topic, acks: -1, compression: kafkajs.CompressionTypes.ZSTD, messages });
    const result = { events: count, ...tick() };
    await producer.disconnect();
    return result;
  },
};

console.log(JSON.stringify(await cases[name]()));
process.exit(0);
