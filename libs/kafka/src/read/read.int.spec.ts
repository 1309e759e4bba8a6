import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import kafkajs from 'kafkajs';
import { Rig, text, until } from '../rig.ts';
import { groupLag } from './group-lag.ts';
import { type ReadOptions, readTopic } from './read-topic.ts';

let stack: Stack;
let rig: Rig;
let topic: string;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(async () => {
  rig = await new Rig(stack.brokers).provision(2);
  topic = rig.names.topic('article');
});

async function read(options: Partial<ReadOptions> = {}): Promise<string[]> {
  const values: string[] = [];
  for await (const record of readTopic(rig.client, { topic, from: 'earliest', ...options })) values.push(text(record));
  return values;
}

describe('reading a topic', () => {
  it('ends at the end of the log, an empty one included', async () => {
    expect(await read()).toEqual([]);
    await rig.produce('article', 'a', 'b', 'c');
    expect((await read()).sort()).toEqual(['a', 'b', 'c']);
    expect(await read({ from: 'latest' })).toEqual([]);
    expect(await read({ max: 2 })).toHaveLength(2);
    expect(await read({ max: 0 })).toEqual([]);
  });

  it('reads the partitions it is told', async () => {
    await rig.produce('article', 'a', 'b', 'c', 'd', 'e');
    const halves = [await read({ partitions: [0] }), await read({ partitions: [1] })];
    expect(halves.flat().sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(halves.map((half) => half.length)).not.toContain(5);
  });

  it('starts at a time', async () => {
    await rig.produce('article', 'before');
    await until('the clock goes on', () => new Promise((resolve) => setTimeout(resolve, 5, true)));
    const now = new Date();
    await rig.produce('article', 'after');
    expect(await read({ from: now })).toEqual(['after']);
  });

  it('ends before a time, and starts at an offset that is still in the log', async () => {
    const one = { partitions: [0] };
    await rig.produce('article', 'a', 'b', 'c', 'd', 'e');
    const all = await read(one);
    await until('the clock goes on', () => new Promise((resolve) => setTimeout(resolve, 5, true)));
    const now = new Date();
    await rig.produce('article', 'f', 'g', 'h', 'i');
    expect(await read({ ...one, until: now })).toEqual(all);
    expect(await read({ ...one, until: now, from: [{ partition: 0, offset: '1' }] })).toEqual(all.slice(1));
    expect(await read({ ...one, until: now, from: [{ partition: 1, offset: '1' }] })).toEqual(all);
    expect(await read({ ...one, until: now, from: [{ partition: 0, offset: '-5' }] })).toEqual(all);
  });

  it('follows the log until told to stop', async () => {
    await rig.produce('article', 'a');
    const controller = new AbortController();
    const values: string[] = [];
    for await (const record of readTopic(rig.client, {
      topic,
      from: 'earliest',
      follow: true,
      signal: controller.signal,
    })) {
      values.push(text(record));
      if (values.length === 1) await rig.produce('article', 'b');
      if (values.length === 2) controller.abort();
    }
    expect(values).toEqual(['a', 'b']);
  });

  it('follows all partitions in turn, however much lies in one of them', async () => {
    const records = Array.from({ length: 80 }, (_, index) => ({ key: `k${index}`, value: randomBytes(100_000) }));
    await rig.produce('article', ...records);
    const partitions: number[] = [];
    for await (const { partition } of readTopic(rig.client, { topic, from: 'earliest', follow: true, max: 80 }))
      partitions.push(partition);
    expect(partitions.indexOf(1)).toBeLessThan(partitions.lastIndexOf(0));
  });

  it('shows neither an aborted nor an unfinished transaction, and ends nevertheless', async () => {
    const kafka = new kafkajs.Kafka({ brokers: [...stack.brokers], logLevel: kafkajs.logLevel.NOTHING });
    const createPartitioner = kafkajs.Partitioners.DefaultPartitioner;
    const producer = kafka.producer({ transactionalId: rig.namespace, maxInFlightRequests: 1, createPartitioner });
    await producer.connect();
    const send = async (value: string) => {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ key: 'k', value }] });
      return transaction;
    };
    await (await send('aborted')).abort();
    await (await send('committed')).commit();
    const open = await send('open');
    expect(await read()).toEqual(['committed']);
    await open.abort();
    await producer.disconnect();
  });

  it('says which topic is missing', async () => {
    await expect(read({ topic: 'no-such-topic' })).rejects.toMatchObject({
      code: 'TOPIC_MISSING',
      message: expect.stringContaining('no-such-topic') as unknown,
    });
  });
});

describe('the lag of a group', () => {
  it('is nothing for an unknown group', async () => {
    expect(await groupLag(rig.client, 'nobody')).toEqual([]);
  });

  it('counts what is not committed in each partition of its topics, and tells the age of the oldest', async () => {
    await rig.produce('article', 'a', 'b', 'c', 'd', 'e');
    const admin = new kafkajs.Kafka({ brokers: [...stack.brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.setOffsets({ groupId: rig.group, topic, partitions: [{ partition: 0, offset: '1' }] });
    await admin.disconnect();
    const lags = await groupLag(rig.client, rig.group);
    expect(lags.map(({ partition }) => partition)).toEqual([0, 1]);
    expect(lags.reduce((sum, { lagRecords }) => sum + lagRecords, 0)).toBe(4);
    expect(lags.every(({ lagSeconds }) => lagSeconds > 0 && lagSeconds < 60)).toBe(true);
  });
});
