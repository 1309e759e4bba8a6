import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { GroupOffset, TransactionalProducer } from '../client.ts';
import { aRecord, text, until } from '../rig.ts';
import { type Bench, newName } from './bench.ts';

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `r${index}`);

export function describeTransactionalProducer(bench: Bench): void {
  describe('a transactional producer', () => {
    let id: string;
    let group: string;
    /** Of the records that it makes something of. */
    let source: string;
    let topic: string;
    beforeEach(async () => {
      [id, group] = [newName('id'), newName('group')];
      [source, topic] = [await bench.topic(), await bench.topic()];
    });
    const offset = (next: number): GroupOffset => ({ group, topic: source, partition: 0, offset: String(next) });
    const values = async (): Promise<string[]> => (await bench.records(topic)).map(text);
    const committed = async () => (await bench.client.admin().committedOffsets(group)).map((one) => one.offset);
    /** Values and offsets, once there are so many values: a commit is acknowledged before its markers are in every partition. */
    const found = async (count: number): Promise<string[][]> => {
      await until(`${count} records can be read`, async () => (await values()).length >= count);
      return [await values(), await committed()];
    };
    const sends = (...records: string[]) => [{ topic, records: records.map((value) => aRecord(value)) }];

    it('writes its records and the offset of its group', async () => {
      const producer = await bench.client.transactionalProducer(id);
      const positions = await producer.transact(sends('a', 'b'), offset(2));
      await producer.transact(sends('c'), offset(3));
      await producer.close();
      expect(positions).toEqual([[0, 1].map((at) => ({ topic, partition: 0, offset: String(at) }))]);
      expect(await found(3)).toEqual([['a', 'b', 'c'], ['3']]);
    });

    it('sends one record to two topics, and more than one request takes', async () => {
      const producer = await bench.client.transactionalProducer(id);
      const records = numbers(2_500).map((value) => aRecord(value, 'k'));
      const topics = [topic, await bench.topic()];
      const positions = await producer.transact(
        topics.map((to) => ({ topic: to, records })),
        offset(1),
      );
      await producer.close();
      expect(positions.map((of) => of.map(({ offset: at }) => at))).toEqual(
        topics.map(() => numbers(2_500).map((n) => n.slice(1))),
      );
      for (const to of topics) expect((await bench.records(to)).map(text)).toEqual(numbers(2_500));
    });

    it('of which a record is refused has written nothing, and its successor goes on', async () => {
      const narrow = await bench.topic(1, { 'max.message.bytes': '10000' });
      const producer = await bench.client.transactionalProducer(id);
      const large = { topic: narrow, records: [{ key: 'k', value: randomBytes(10_001) }] };
      const failing = producer.transact([...sends(...numbers(3_000)), large], offset(1));
      await expect(failing).rejects.toMatchObject({ name: 'PoisonError', code: 'RECORD_TOO_LARGE' });
      await producer.close();
      const successor = await bench.client.transactionalProducer(id);
      expect(await found(0)).toEqual([[], []]);
      await successor.transact(sends('a'), offset(1));
      await successor.close();
      expect(await found(1)).toEqual([['a'], ['1']]);
    });

    it('is refused once another one has its id, and says so', async () => {
      const first = await bench.client.transactionalProducer(id);
      const second: TransactionalProducer = await bench.client.transactionalProducer(id);
      await expect(first.transact(sends('late'), offset(1))).rejects.toMatchObject({ code: 'PRODUCER_FENCED' });
      await expect(first.transact([], offset(1))).rejects.toThrow();
      await second.transact(sends('in time'), offset(2));
      await Promise.all([first.close(), second.close()]);
      expect(await found(1)).toEqual([['in time'], ['2']]);
    });

    it.each(['commitInTransaction', 'endTransaction'] as const)(
      'whose answer to %s was lost rejects; its successor finds all of it or nothing',
      async (request) => {
        const producer = await bench.lossyClient().transactionalProducer(id);
        bench.lossy.lose(request, Infinity);
        const unsure = producer.transact(sends('a'), offset(1));
        await expect(unsure).rejects.toMatchObject({ name: 'UnavailableError' });
        bench.lossy.lose(request, 0);
        await producer.close();
        await (await bench.client.transactionalProducer(id)).close();
        const done = request === 'endTransaction';
        expect(await found(done ? 1 : 0)).toEqual(done ? [['a'], ['1']] : [[], []]);
      },
    );

    it('that is not allowed to have its id says so', async () => {
      await expect(bench.guest().transactionalProducer(id)).rejects.toMatchObject({
        name: 'FatalError',
        code: 'KAFKA_REFUSED',
      });
    });
  });
}
