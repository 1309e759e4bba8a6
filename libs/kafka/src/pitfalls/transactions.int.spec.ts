import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import type { Producer } from 'kafkajs';
import { protocolError } from '../adapter/kafka-failure.ts';
import { type LossyKafka, lossyKafka } from '../lossy-kafka.ts';
import type { ReceivedRecord } from '../records.ts';
import { fine, recordingTelemetry, Rig, text, until } from '../rig.ts';
import { groupsLoaded, plainKafka } from './plain-kafkajs.ts';

let stack: Stack;
let lossy: LossyKafka;
let rig: Rig;
/** Resolved, it lets go of what is stuck. */
let stuckHandler: PromiseWithResolvers<undefined>;
/** Everything in it goes through the lossy way. */
let behind: Rig;
let pages: string;
let articles: string;

beforeAll(async () => {
  stack = await startStack();
  await groupsLoaded(new Rig(stack.brokers).client);
  lossy = await lossyKafka(stack.brokers);
});
afterAll(async () => {
  await lossy.close();
  await stack.stop();
});
beforeEach(async () => {
  stuckHandler = Promise.withResolvers<undefined>();
  rig = await new Rig(stack.brokers).provision();
  behind = new Rig(lossy.brokers, rig.namespace);
  pages = rig.names.topic('raw-page');
  articles = rig.names.topic('article');
});
afterEach(async () => {
  stuckHandler.resolve(undefined);
  await behind.close();
  await rig.close();
});

const anArticle = ({ value }: { value: Buffer | null }) => `article of ${String(value)}`;
const transforming = (records: readonly ReceivedRecord[]) =>
  Promise.resolve({
    outputs: records.map((record) => ({
      topic: 'article' as const,
      record: { key: text(record), value: Buffer.from(anArticle(record)), headers: {} },
    })),
  });
const consume = (on: Rig, handler = transforming, options = {}) =>
  on.consume({ topic: 'raw-page', mode: 'batch', handler }, { delivery: 'exactly-once', ...options });
const committed = (offset: number) =>
  until(`${offset} is committed`, async () => (await rig.committed('raw-page')) === offset);
const readArticles = async (): Promise<string[]> => (await rig.read(articles)).map(text);

async function plainProducer(
  transactionalId: string = randomUUID(),
  brokers: readonly string[] = stack.brokers,
): Promise<Producer> {
  const producer = plainKafka(brokers).producer({ transactionalId, idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  return producer;
}
const moved = (offset: number) => ({
  consumerGroupId: rig.group,
  topics: [{ topic: pages, partitions: [{ partition: 0, offset: String(offset) }] }],
});

describe('K3: a transaction that moves an offset right after the one before', () => {
  it('K3 is refused by plain kafkajs, sooner or later', async () => {
    const producer = await plainProducer();
    const refusals: (string | undefined)[] = [];
    for (let offset = 1; offset <= 200 && refusals.length === 0; offset += 1) {
      const transaction = await producer.transaction();
      try {
        await transaction.sendOffsets(moved(offset));
        await transaction.commit();
      } catch (error) {
        refusals.push(protocolError(error));
      }
    }
    await producer.disconnect();
    expect(refusals).toEqual(['CONCURRENT_TRANSACTIONS']);
  });

  it('K3 is never refused here', async () => {
    const producer = await rig.client.transactionalProducer('mover');
    for (let next = 1; next <= 40; next += 1)
      await producer.transact([], { group: rig.group, topic: pages, partition: 0, offset: String(next) });
    await producer.close();
    expect(await rig.committed('raw-page')).toBe(40);
  });
});

describe('K4: a connection that ends in the middle of a commit', () => {
  it('K4 leaves a producer of plain kafkajs of no use for ever', async () => {
    const producer = await plainProducer(randomUUID(), lossy.brokers);
    const transaction = await producer.transaction();
    await transaction.send({ topic: articles, messages: [{ key: 'k', value: 'a' }] });
    lossy.lose('endTransaction', 1);
    await expect(transaction.commit()).rejects.toThrow();
    await expect(transaction.commit()).rejects.toThrow(/ended|COMMITTING/u);
    await expect(transaction.abort()).rejects.toThrow(/ended|COMMITTING/u);
    await expect(producer.transaction()).rejects.toThrow(/COMMITTING/u);
    await producer.disconnect();
  });

  it('K4 costs a consumer here neither its work nor an event', async () => {
    consume(behind);
    await rig.produce('raw-page', 'a');
    await committed(1);
    lossy.lose('endTransaction', 1);
    await rig.produce('raw-page', 'b');
    await committed(2);
    await rig.produce('raw-page', 'c');
    await committed(3);
    expect(lossy.lost()).toBe(1);
    expect(await readArticles()).toEqual(['article of a', 'article of b', 'article of c']);
  });
});

/** A process that has written something in a transaction and is gone. */
async function abandon(transactionalId: string): Promise<void> {
  const producer = await plainProducer(transactionalId);
  const transaction = await producer.transaction();
  await transaction.send({ topic: articles, messages: [{ key: 'k', value: 'left behind' }] });
  await producer.disconnect();
}

describe('K5: what a process that died in a transaction has left behind', () => {
  it('K5 hides from readers what its successor commits, whose id with plain kafkajs is a new one', async () => {
    const abandoned = randomUUID();
    await abandon(abandoned);
    const successor = await plainProducer();
    const transaction = await successor.transaction();
    await transaction.send({ topic: articles, messages: [{ key: 'k', value: 'article of a' }] });
    await transaction.commit();
    await successor.disconnect();
    expect(await readArticles()).toEqual([]);
    // What hides it ends with the transaction that was left open.
    await (await rig.client.transactionalProducer(abandoned)).close();
    expect(await readArticles()).toEqual(['article of a']);
  });

  it('K5 is ended here when the partition is taken over', async () => {
    await abandon(rig.names.transactionalId(rig.group, pages, 0));
    await rig.produce('raw-page', 'a');
    consume(rig);
    await committed(1);
    expect(await readArticles()).toEqual(['article of a']);
  });
});

/** So that a member which is stuck does not notice that the group goes on without it. */
const unnoticed = { sessionTimeoutMs: 60_000, rebalanceTimeoutMs: 1_000 };

describe('K6: a member that has lost its partition without noticing', () => {
  it('K6 commits its outputs a second time with plain kafkajs', async () => {
    const member = async (begun: () => void, goOn: Promise<unknown>) => {
      const producer = await plainProducer();
      const { sessionTimeoutMs: sessionTimeout, rebalanceTimeoutMs: rebalanceTimeout } = unnoticed;
      const timeouts = { sessionTimeout, rebalanceTimeout, maxWaitTimeInMs: 100 };
      const consumer = plainKafka(stack.brokers).consumer({ groupId: rig.group, ...timeouts });
      await consumer.connect();
      await consumer.subscribe({ topics: [pages], fromBeginning: true });
      const ended = Promise.withResolvers<undefined>();
      await consumer.run({
        autoCommit: false,
        eachMessage: async ({ message }) => {
          begun();
          await goOn;
          const transaction = await producer.transaction();
          await transaction.send({ topic: articles, messages: [{ key: 'k', value: anArticle(message) }] });
          await transaction.sendOffsets(moved(1));
          await transaction.commit();
          ended.resolve(undefined);
        },
      });
      const leave = () => Promise.all([consumer.disconnect(), producer.disconnect()]);
      return { ended: ended.promise, leave };
    };
    await rig.produce('raw-page', 'a');
    const begun = Promise.withResolvers<undefined>();
    const stuck = await member(() => {
      begun.resolve(undefined);
    }, stuckHandler.promise);
    await begun.promise;
    const other = await member(() => undefined, fine);
    await other.ended;
    stuckHandler.resolve(undefined);
    await stuck.ended;
    await Promise.all([other.leave(), stuck.leave()]);
    expect(await readArticles()).toEqual(['article of a', 'article of a']);
  });

  it('K6 is fenced off here', async () => {
    await rig.produce('raw-page', 'a');
    const begun = Promise.withResolvers<undefined>();
    const { telemetry, told } = recordingTelemetry();
    const stuck = async (records: readonly ReceivedRecord[]) => {
      begun.resolve(undefined);
      await stuckHandler.promise;
      return transforming(records);
    };
    consume(rig, stuck, { ...unnoticed, telemetry });
    await begun.promise;
    consume(rig, transforming, unnoticed);
    await committed(1);
    stuckHandler.resolve(undefined);
    await until('its transaction has ended', () => told.paused.length + told.progressed.length > 0);
    expect(told.paused).toMatchObject([{ code: 'PRODUCER_FENCED' }]);
    expect(await readArticles()).toEqual(['article of a']);
  });
});

describe('K17: interleaved transactions that are taken back in another order than they began', () => {
  beforeEach(async () => {
    const secondId = randomUUID();
    const producers = [await plainProducer(), await plainProducer(secondId)];
    const [first, second] = await Promise.all(producers.map((producer) => producer.transaction()));
    for (const value of ['1', '2', '3'])
      for (const transaction of [first, second])
        await transaction?.send({ topic: pages, messages: [{ key: 'k', value }] });
    await second?.abort();
    // The broker writes the marker after its answer, and before it gives the id away.
    await (await rig.client.transactionalProducer(secondId)).close();
    await first?.abort();
    await Promise.all(producers.map((producer) => producer.disconnect()));
    await rig.produce('raw-page', 'after');
  });

  it('K17 show records that never took effect to readers of plain kafkajs', async () => {
    const seen: string[] = [];
    const consumer = plainKafka(stack.brokers).consumer({ groupId: rig.group, maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topics: [pages], fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message: { value } }) => {
        seen.push(String(value));
        return fine;
      },
    });
    await until('the end is read', () => seen.includes('after'));
    await consumer.disconnect();
    expect(seen.length).toBeGreaterThan(1);
  });

  it('K17 show nothing to readers and consumers here', async () => {
    const seen: string[] = [];
    const consumed = (records: readonly ReceivedRecord[]) => {
      seen.push(...records.map(text));
      return transforming([]);
    };
    consume(rig, consumed);
    await committed(9);
    expect(seen).toEqual(['after']);
    expect((await rig.read(pages)).map(text)).toEqual(['after']);
  });
});
