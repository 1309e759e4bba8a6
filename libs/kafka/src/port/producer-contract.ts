import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Producer } from '../client.ts';
import type { ReceivedRecord } from '../records.ts';
import { aRecord, text } from '../rig.ts';
import type { Bench } from './bench.ts';

const placeOf = ({ partition, offset }: Pick<ReceivedRecord, 'partition' | 'offset'>) => `${partition} ${offset}`;

export function describeProducer(bench: Bench): void {
  describe('a producer', () => {
    let producer: Producer;
    let topic: string;
    beforeEach(async () => {
      producer = bench.client.producer();
      topic = await bench.topic(3);
    });
    afterEach(() => producer.close());
    const values = async (): Promise<string[]> => (await bench.records(topic)).map(text);

    it('gives the position of each record, in order', async () => {
      const records = Array.from({ length: 2_500 }, (_, index) => aRecord(`r${index}`, `k${index % 7}`));
      const positions = await producer.send(topic, records);
      const found = new Map((await bench.records(topic)).map((record) => [placeOf(record), text(record)]));
      expect(positions.map((position) => found.get(placeOf(position)))).toEqual(
        records.map(({ value }) => value?.toString()),
      );
    });

    it('passes on keys, headers, empty and missing values as they are', async () => {
      const headers = { one: 'a', two: ['b', Buffer.from([0xff])], none: undefined };
      await producer.send(topic, [
        { key: 'k', value: Buffer.alloc(0), headers },
        { key: Buffer.from('k'), value: null },
      ]);
      const [empty, missing] = await bench.records(topic);
      expect(empty).toMatchObject({ key: Buffer.from('k'), value: Buffer.alloc(0) });
      expect(empty?.headers).toEqual({ one: Buffer.from('a'), two: [Buffer.from('b'), Buffer.from([0xff])] });
      expect(missing).toMatchObject({ key: Buffer.from('k'), value: null, headers: {} });
    });

    it('keeps the order of one key over many concurrent sends', async () => {
      const sent = Array.from({ length: 300 }, (_, index) => `r${index}`);
      await Promise.all(sent.map((value) => producer.send(topic, [aRecord(value, 'one key')])));
      expect(await values()).toEqual(sent);
    });

    it('sends more than the limit of a topic takes at once, in parts', async () => {
      const records = Array.from({ length: 40 }, (_, index) => ({
        key: 'k',
        value: randomBytes(100_000),
        headers: { index: `${index}` },
      }));
      const narrow = await bench.topic(1, { 'max.message.bytes': '1000000' });
      await producer.send(narrow, records);
      expect(await bench.records(narrow)).toHaveLength(40);
    });

    it('refuses only the record that is too large, not what was sent beside it', async () => {
      const narrow = await bench.topic(1, { 'max.message.bytes': '10000' });
      const small = [producer.send(topic, [aRecord('a')]), producer.send(topic, [aRecord('b')])];
      const large = producer.send(narrow, [{ key: 'k', value: randomBytes(10_001) }]);
      const last = producer.send(topic, [aRecord('c')]);
      await expect(large).rejects.toMatchObject({ name: 'PoisonError', code: 'RECORD_TOO_LARGE' });
      await Promise.all([...small, last]);
      expect(new Set(await values())).toEqual(new Set(['a', 'b', 'c']));
    });

    it('says which topic is missing, and goes on afterwards', async () => {
      await expect(producer.send('no-such-topic', [aRecord('a')])).rejects.toMatchObject({
        name: 'UnavailableError',
        code: 'TOPIC_MISSING',
        message: expect.stringContaining('no-such-topic') as unknown,
      });
      await producer.send(topic, [aRecord('b')]);
      expect(await values()).toEqual(['b']);
    });

    it('that is not allowed to write says so', async () => {
      const refused = bench.guest().producer();
      await expect(refused.send(topic, [aRecord('a')])).rejects.toMatchObject({
        name: 'FatalError',
        code: 'KAFKA_REFUSED',
      });
      await refused.close();
    });

    it('loses no acknowledged write among those that follow one whose answers were all lost', async () => {
      const behind = bench.lossyClient().producer();
      await behind.send(topic, [aRecord('first', 'k')]);
      bench.lossy.lose('produce', Infinity);
      const acknowledged: string[] = [];
      const rejected: string[] = [];
      const sends = Array.from({ length: 60 }, async (_, index) => {
        for (let turn = 0; turn < index; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        try {
          await behind.send(topic, [aRecord(`r${index}`, 'k')]);
          acknowledged.push(`r${index}`);
        } catch {
          rejected.push(`r${index}`);
          bench.lossy.lose('produce', 0);
        }
      });
      await Promise.all(sends);
      await behind.close();
      expect(rejected).not.toEqual([]);
      expect(acknowledged).not.toEqual([]);
      const there = new Set(await values());
      expect(acknowledged.filter((value) => !there.has(value))).toEqual([]);
    });

    it('waits at its close for what is under way, and takes nothing more', async () => {
      let ended = 0;
      const sends = ['a', 'b', 'c'].map((value) => producer.send(topic, [aRecord(value)]).finally(() => (ended += 1)));
      await producer.close();
      expect(ended).toBe(3);
      await expect(producer.send(topic, [aRecord('d')])).rejects.toMatchObject({ name: 'UnavailableError' });
      await Promise.all(sends);
      expect((await values()).sort()).toEqual(['a', 'b', 'c']);
    });

    it('fails while the broker is away and sends again when it is back', async () => {
      await producer.send(topic, [aRecord('a')]);
      await bench.stack.kafka.stop();
      await expect(producer.send(topic, [aRecord('b')])).rejects.toMatchObject({ name: 'UnavailableError' });
      await bench.stack.kafka.start();
      await producer.send(topic, [aRecord('c')]);
      expect(await values()).toEqual(expect.arrayContaining(['a', 'c']));
    });
  });
}
