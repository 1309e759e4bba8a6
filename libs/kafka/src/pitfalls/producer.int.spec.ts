import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import { connectKafka } from '../connect.ts';
import { type LossyKafka, lossyKafka } from '../lossy-kafka.ts';
import type { Position } from '../records.ts';
import { aRecord, Rig, text } from '../rig.ts';
import { plainKafka } from './plain-kafkajs.ts';

let stack: Stack;
let lossy: LossyKafka;
let rig: Rig;
let topic: string;

beforeAll(async () => {
  stack = await startStack();
  lossy = await lossyKafka(stack.brokers);
});
afterAll(async () => {
  await lossy.close();
  await stack.stop();
});
beforeEach(async () => {
  // More than a record is tried: plain kafkajs takes one after the other for one without a key.
  rig = await new Rig(stack.brokers).provision(6);
  topic = rig.names.topic('article');
  // A partition that has just been created refuses its first record now and then.
  await rig.produce('article', ...Array.from({ length: 30 }, (_, index) => aRecord('before', `k${index}`)));
});

/** Values and places of what was written since. */
async function written(): Promise<{ value: string; place: string }[]> {
  const records = (await rig.read(topic)).filter((record) => text(record) !== 'before');
  return records.map((record) => ({ value: text(record), place: placeOf(record) }));
}
const placeOf = (at: Position | undefined): string => (at ? `${at.partition} ${at.offset}` : 'nowhere');
const values = async (): Promise<string[]> => (await written()).map(({ value }) => value);
const ours = () => connectKafka({ brokers: lossy.brokers, clientId: 'ours' }).producer();

describe('K1: the send after one whose answers were lost', () => {
  it('K1 is acknowledged by plain kafkajs and is not in the log', async () => {
    const producer = plainKafka(lossy.brokers).producer({ idempotent: true, retry: { retries: 1 } });
    const send = (value: string) => producer.send({ topic, messages: [{ key: 'k', value }] });
    await producer.connect();
    await send('first');
    lossy.lose('produce', 2);
    await expect(send('answer lost')).rejects.toThrow();
    await expect(send('acknowledged')).resolves.toBeDefined();
    await producer.disconnect();
    expect(await values()).toEqual(['first', 'answer lost']);
  });

  it('K1 lies here where the acknowledgement says', async () => {
    const producer = ours();
    await producer.send(topic, [aRecord('first', 'k')]);
    lossy.lose('produce', Infinity);
    await expect(producer.send(topic, [aRecord('answer lost', 'k')])).rejects.toThrow();
    lossy.lose('produce', 0);
    const [position] = await producer.send(topic, [aRecord('acknowledged', 'k')]);
    await producer.close();
    expect(await written()).toContainEqual({ value: 'acknowledged', place: placeOf(position) });
  });
});

describe('K11: a record without a key that is sent again', () => {
  it('K11 lies in two partitions with plain kafkajs, idempotent as the producer is', async () => {
    const producer = plainKafka(lossy.brokers).producer({ idempotent: true });
    await producer.connect();
    lossy.lose('produce', 1);
    await producer.send({ topic, messages: [{ value: 'once' }] });
    await producer.disconnect();
    expect(lossy.lost()).toBe(1);
    expect(await values()).toEqual(['once', 'once']);
  });

  it('K11 stays here in the partition that was chosen first', async () => {
    const producer = ours();
    await producer.send(topic, [aRecord('first', 'k')]);
    lossy.lose('produce', 1);
    const [position] = await producer.send(topic, [{ key: null, value: Buffer.from('once') }]);
    await producer.close();
    expect(lossy.lost()).toBe(1);
    const once = (await written()).filter(({ value }) => value === 'once');
    expect(once).toEqual([{ value: 'once', place: placeOf(position) }]);
  });
});
