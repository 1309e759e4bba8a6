import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LogReader } from '../client.ts';
import { aRecord, text } from '../rig.ts';
import { type Bench, newName } from './bench.ts';

export function describeReader(bench: Bench): void {
  describe('a reader', () => {
    let reader: LogReader;
    let topic: string;
    beforeEach(async () => {
      reader = bench.client.reader();
      topic = await bench.topic();
    });
    afterEach(() => reader.close());

    it('reads on from any offset to the end of the log', async () => {
      expect(await reader.read(topic, 0, '0')).toEqual({ records: [], nextOffset: '0', atEnd: true });
      await bench.send(topic, aRecord('a'), aRecord('b'), aRecord('c'));
      const { records, ...rest } = await reader.read(topic, 0, '1');
      expect(records.map(text)).toEqual(['b', 'c']);
      expect(records[0]).toMatchObject({ topic, partition: 0, offset: '1', key: Buffer.from('b') });
      expect(rest).toEqual({ nextOffset: '3', atEnd: true });
    });

    it('says that there is more where there is', async () => {
      const large = Array.from({ length: 3 }, () => ({ key: 'k', value: randomBytes(600_000) }));
      await bench.send(topic, ...large);
      expect(await reader.read(topic, 0, '0', { maxBytes: 700_000 })).toMatchObject({ nextOffset: '1', atEnd: false });
    });

    it('waits for what is written, as long as it is told to', async () => {
      const read = reader.read(topic, 0, '0', { maxWaitMs: 20_000 });
      await bench.send(topic, aRecord('a'));
      expect((await read).records.map(text)).toEqual(['a']);
    });

    it('passes over what is no event, stops before an open transaction, and goes on once that has ended', async () => {
      const [id, group] = [newName('id'), newName('group')];
      const offset = (next: number) => ({ group, topic, partition: 0, offset: String(next) });
      const first = await bench.client.transactionalProducer(id);
      await first.transact([{ topic, records: [aRecord('a')] }], offset(1));
      await first.close();
      const broken = await bench.lossyClient().transactionalProducer(id);
      bench.lossy.lose('commitInTransaction', Infinity);
      await expect(broken.transact([{ topic, records: [aRecord('open')] }], offset(2))).rejects.toThrow();
      bench.lossy.lose('commitInTransaction', 0);
      await broken.close();
      await bench.send(topic, aRecord('behind it'));
      // A record and the end of its transaction.
      const before = await reader.read(topic, 0, '0');
      expect(before).toMatchObject({ records: [{ offset: '0' }], nextOffset: '2', atEnd: true });
      expect(await bench.client.admin().topicOffsets(topic)).toEqual([{ partition: 0, low: '0', high: '2' }]);
      await (await bench.client.transactionalProducer(id)).close();
      const { records, nextOffset, atEnd } = await reader.read(topic, 0, before.nextOffset);
      expect([records.map(text), nextOffset, atEnd]).toEqual([['behind it'], '5', true]);
    });

    it('says which topic is missing', async () => {
      await expect(reader.read('no-such-topic', 0, '0')).rejects.toMatchObject({
        code: 'TOPIC_MISSING',
        message: expect.stringContaining('no-such-topic') as unknown,
      });
    });
  });
}
