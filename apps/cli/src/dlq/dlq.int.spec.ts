import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { headerText, topicNames } from '@newsflow/contracts';
import {
  type Admin,
  connectKafka,
  PoisonError,
  provisionTopics,
  type ReceivedRecord,
  runConsumer,
} from '@newsflow/kafka';
import { type Stack, startStack } from '@newsflow/stack';
import type { KafkaConnection } from '../connections.ts';
import { exitCode } from '../exit.ts';
import { services } from '../services.ts';
import { type Choice, choose, type OpenLetter } from './choose.ts';
import { DeadLetterTopic } from './dead-letter-topic.ts';
import { dropLetters } from './drop-letters.ts';
import { refusalOf, replayLetters } from './replay-letters.ts';

let stack: Stack;
let connection: KafkaConnection;
let namespaces = 0;
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  stack = await startStack();
});
beforeEach(async () => {
  const namespace = `dlq${++namespaces}`;
  const kafka = connectKafka({ brokers: stack.brokers, clientId: namespace });
  connection = { kafka, names: topicNames(namespace) };
  await provisionTopics(kafka, { namespace, partitions: 1, replicationFactor: 1, groups: services });
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(() => stack.stop());

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await wait(20);
}

/** A parser that refuses what is in `poison`, and the values of what it was given. */
function aParser(poison: Set<string>): { handled: ReceivedRecord[] } {
  const handled: ReceivedRecord[] = [];
  const { kafka: client, names } = connection;
  const consumer = runConsumer({
    client,
    names,
    group: names.group('parser'),
    // Transactions leave markers between dead letters.
    delivery: 'exactly-once',
    maxBatchRecords: 1,
    subscriptions: [
      {
        topic: 'raw-page',
        mode: 'single',
        handler: (record): Promise<undefined> => {
          const value = record.value?.toString() ?? '';
          if (poison.has(value))
            return Promise.reject<undefined>(new PoisonError(`BAD_${value.toUpperCase()}`, `bad ${value}`));
          handled.push(record);
          return Promise.resolve(undefined);
        },
      },
    ],
  });
  consumer.failed.catch(() => undefined);
  stops.push(() => consumer.stop());
  return { handled };
}

async function publish(topic: string, values: readonly string[], headers: Record<string, string> = {}): Promise<void> {
  const producer = connection.kafka.producer();
  await producer.send(
    topic,
    values.map((value) => ({ key: `key ${value}`, value: Buffer.from(value), headers })),
  );
  await producer.close();
}
const publishPages = (...values: string[]) =>
  publish(connection.names.topic('raw-page'), values, { ce_id: 'of the page' });

const open = async (choice: Choice = {}) => (await choose(connection, choice)).map(({ letter }) => letter);
const codes = async (choice?: Choice): Promise<(string | null)[]> => (await open(choice)).map(({ code }) => code);
const untilOpen = (letters: number) => until(async () => (await open()).length === letters);
async function count(letters: AsyncIterable<OpenLetter>): Promise<number> {
  const all: OpenLetter[] = [];
  for await (const letter of letters) all.push(letter);
  return all.length;
}
const replay = async (choice: Choice) => count(replayLetters(connection, await choose(connection, choice)));
const drop = async (choice: Choice) => count(dropLetters(await choose(connection, choice)));

describe('dead letters', () => {
  it('are listed with where they come from and why, the oldest first', async () => {
    aParser(new Set(['b', 'd']));
    await publishPages('a', 'b', 'c', 'd');
    await untilOpen(2);
    const [first] = await open();
    expect(first).toMatchObject({
      id: expect.stringMatching(/^parser:0:\d+$/u) as unknown,
      group: connection.names.group('parser'),
      topic: connection.names.topic('raw-page'),
      partition: 0,
      offset: '1',
      code: 'BAD_B',
      reason: 'bad b',
      attempts: 1,
      url: null,
    });
    expect(await codes({ reason: 'bad d' })).toEqual(['BAD_D']);
    expect(await codes({ group: 'store' })).toEqual([]);
    expect(await codes({ max: 1 })).toEqual(['BAD_B']);
  });

  it('are handled again by the group that failed, out of their order, as what they were, and are not listed any more', async () => {
    const poison = new Set(['a', 'b', 'c', 'd']);
    const { handled } = aParser(poison);
    await publishPages('a', 'b', 'c', 'd');
    await untilOpen(4);
    poison.clear();

    expect(await replay({ reason: 'BAD_C' })).toBe(1);
    await until(() => handled.length === 1);
    expect(handled[0]).toMatchObject({ topic: connection.names.topic('raw-page'), partition: 0, offset: '2' });
    expect(handled[0]?.key?.toString()).toBe('key c');
    const headers = handled[0]?.headers;
    expect([headerText(headers, 'ce_id'), headerText(headers, 'nf_replayed')]).toEqual(['of the page', '1']);
    expect(await codes()).toEqual(['BAD_A', 'BAD_B', 'BAD_D']);

    expect(await drop({ reason: 'BAD_A' })).toBe(1);
    expect(await codes()).toEqual(['BAD_B', 'BAD_D']);
    expect(await replay({})).toBe(2);
    expect(await codes()).toEqual([]);
    await until(() => handled.length === 3);
    expect(handled.map(({ value }) => value?.toString())).toEqual(['c', 'b', 'd']);
  });

  it('are settled by id, and each only as long as it is open', async () => {
    aParser(new Set(['a', 'b']));
    await publishPages('a', 'b');
    await untilOpen(2);
    const [, second] = await open();
    const ids = [second?.id ?? ''];
    expect(await drop({ ids })).toBe(1);
    expect(await codes()).toEqual(['BAD_A']);
    await expect(drop({ ids })).rejects.toMatchObject({ exit: exitCode.notFound });
  });

  it('that fail again and again are replayed five times, and once more if somebody insists', async () => {
    aParser(new Set(['a']));
    await publishPages('a');
    for (let replays = 0; replays < 5; replays += 1) {
      await until(async () => (await open())[0]?.replayed === replays);
      const [letter] = await open();
      expect(letter && refusalOf(letter, false)).toBeUndefined();
      expect(letter).toMatchObject({ offset: '0', attempts: 1 });
      await replay({});
    }
    await until(async () => (await open())[0]?.replayed === 5);
    const [letter] = await open();
    expect(letter && refusalOf(letter, false)).toContain('5 times');
    expect(letter && refusalOf(letter, true)).toBeUndefined();
  });

  it('stay settled where others settle at the same time, or overwrite what was settled with what they had read before', async () => {
    await publish(connection.names.deadLetter(connection.names.group('parser')), ['a', 'b', 'c', 'd']);
    const settlingOf = async (offset: string, to = connection) => {
      const topic = new DeadLetterTopic(to, 'parser');
      await topic.open();
      return topic.settling(0, [offset]);
    };
    const openOffsets = async () => (await choose(connection, {})).map(({ place }) => place.offset);
    const [first, second] = [await settlingOf('0'), await settlingOf('2')];
    await Promise.all([first(), second()]);
    expect(await openOffsets()).toEqual(['1', '3']);

    const admin = connection.kafka.admin();
    let overwrites = 1;
    const setOffsets: Admin['setOffsets'] = async (group, topic, offsets) => {
      await admin.setOffsets(group, topic, offsets);
      if (overwrites-- > 0) await admin.setOffsets(group, topic, [{ partition: 0, offset: '2', metadata: '' }]);
    };
    const kafka = { ...connection.kafka, admin: () => ({ ...admin, setOffsets }) };
    await (
      await settlingOf('3', { ...connection, kafka })
    )();
    expect(await openOffsets()).toEqual([]);
  });

  it('are not settled where too many open ones lie between them to be noted', async () => {
    const topic = connection.names.deadLetter(connection.names.group('parser'));
    const values = Array.from({ length: 2_500 }, (_, index) =>
      JSON.stringify({ sourceId: index % 2 ? 'odd' : 'even' }),
    );
    await publish(topic, values);
    await expect(drop({ source: 'odd' })).rejects.toMatchObject({
      exit: exitCode.partlyDone,
      message: expect.stringContaining('older ones first, from parser:0:0 on') as unknown,
    });
    expect(await open()).toHaveLength(2_500);
    expect(await drop({ source: 'odd', max: 500 })).toBe(500);
    expect(await drop({ source: 'even' })).toBe(1_250);
    expect(await open()).toHaveLength(750);
  });
});
