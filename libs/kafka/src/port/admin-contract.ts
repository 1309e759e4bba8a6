import { beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '@newsflow/stack';
import { KafkaUnreachableError } from '../errors.ts';
import { aRecord, until } from '../rig.ts';
import { type Bench, newName } from './bench.ts';

/** First of all: a broker that nobody has asked for a group yet. */
export function describeAdmin(bench: Bench): void {
  describe('the administration', () => {
    it('knows what a group has committed on a broker that has never been asked for one', async () => {
      const groups = Array.from({ length: 10 }, () => newName('group'));
      const committed = await Promise.all(groups.map((group) => bench.client.admin().committedOffsets(group)));
      expect(committed).toEqual(groups.map(() => []));
    });

    it('creates topics with their settings, and leaves one that exists as it is', async () => {
      const admin = bench.client.admin();
      const wanted = {
        topic: newName('topic'),
        partitions: 2,
        replicationFactor: 1,
        config: { 'retention.ms': '12345' },
      };
      await Promise.all([admin.createTopics([wanted]), admin.createTopics([wanted])]);
      await admin.createTopics([{ ...wanted, partitions: 5, config: {} }]);
      expect(await admin.listTopics()).toContain(wanted.topic);
      expect(await admin.topicOffsets(wanted.topic)).toEqual(
        [0, 1].map((partition) => ({ partition, low: '0', high: '0' })),
      );
      expect((await admin.topicConfigs([wanted.topic])).get(wanted.topic)).toMatchObject(wanted.config);
    });

    it('says what is wrong with a topic that cannot be created', async () => {
      const topic = newName('topic');
      const impossible = { topic, partitions: 1, replicationFactor: 3, config: {} };
      await expect(bench.client.admin().createTopics([impossible])).rejects.toMatchObject({
        name: 'FatalError',
        code: 'KAFKA_MISCONFIGURED',
        message: expect.stringContaining(topic) as unknown,
      });
    });

    it('changes the settings that it is told and keeps the others', async () => {
      const admin = bench.client.admin();
      const topic = await bench.topic(1, { 'retention.ms': '12345' });
      await admin.alterTopicConfig(topic, { 'max.message.bytes': '54321' });
      let config: Readonly<Record<string, string>> = {};
      await until('it is changed', async () => {
        config = (await admin.topicConfigs([topic])).get(topic) ?? {};
        return config['max.message.bytes'] === '54321';
      });
      expect(config).toMatchObject({ 'retention.ms': '12345' });
    });

    it('finds the offset of a time, and the end of the log for a later one', async () => {
      const topic = await bench.topic();
      await bench.send(topic, aRecord('before'));
      await until('the clock goes on', () => new Promise((resolve) => setTimeout(resolve, 5, true)));
      const time = new Date();
      await bench.send(topic, aRecord('after'), aRecord('later'));
      const admin = bench.client.admin();
      expect(await admin.offsetsAt(topic, time)).toEqual([{ partition: 0, offset: '1' }]);
      expect(await admin.offsetsAt(topic, new Date('1960-01-01'))).toEqual([{ partition: 0, offset: '0' }]);
      expect(await admin.offsetsAt(topic, new Date(Date.now() + 60_000))).toEqual([{ partition: 0, offset: '3' }]);
    });

    it('sets the offsets of a group that nobody is in, each with a note of up to 4,096 bytes', async () => {
      const [topic, group] = [await bench.topic(2), newName('group')];
      const admin = bench.client.admin();
      const offsets = [
        { partition: 0, offset: '7', metadata: 'x'.repeat(4096) },
        { partition: 1, offset: '9', metadata: '' },
      ];
      await admin.setOffsets(group, topic, offsets);
      expect(await admin.committedOffsets(group)).toEqual(offsets.map((offset) => ({ topic, ...offset })));
      await admin.setOffsets(group, topic, [{ partition: 0, offset: '5', metadata: 'y' }]);
      expect(await admin.committedOffsets(group)).toContainEqual({ topic, partition: 0, offset: '5', metadata: 'y' });
    });
  });

  describe('a client whose broker does not answer', () => {
    const lines: string[] = [];
    beforeEach(() => {
      lines.length = 0;
    });
    const away = async () =>
      bench.toNowhere(await freePort(), (level, message) => level !== 'debug' && lines.push(message));

    it('gives up after the time that it was given, having said a line a try', async () => {
      const client = await away();
      await expect(client.whenReachable({ giveUpAfterMs: 600 })).rejects.toBeInstanceOf(KafkaUnreachableError);
      expect(lines).toHaveLength(1);
    });

    it('waits no longer when it is told so', async () => {
      const client = await away();
      const controller = new AbortController();
      const waiting = client.whenReachable({ signal: controller.signal });
      await until('it has tried', () => lines.length === 1);
      const reason = new Error('enough');
      controller.abort(reason);
      await expect(waiting).rejects.toBe(reason);
    });

    it('is there at once where one answers', async () => {
      await expect(bench.client.whenReachable({ giveUpAfterMs: 0 })).resolves.toBeUndefined();
    });
  });
}
