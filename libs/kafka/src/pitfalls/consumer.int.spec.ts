import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import type { Consumer, ConsumerConfig, ConsumerCrashEvent } from 'kafkajs';
import { protocolError } from '../adapter/kafka-failure.ts';
import { groupLag } from '../read/group-lag.ts';
import { aRecord, fine, recordingTelemetry, Rig, text, until } from '../rig.ts';
import type { SingleHandler } from '../subscription.ts';
import { groupsLoaded, plainKafka } from './plain-kafkajs.ts';

let stack: Stack;
let rig: Rig;
/** Resolved, it lets go of what is stuck. */
let stuckHandler: PromiseWithResolvers<undefined>;
let topic: string;
let plainConsumers: Consumer[];

beforeAll(async () => {
  stack = await startStack();
  await groupsLoaded(new Rig(stack.brokers).client);
});
afterAll(() => stack.stop());
beforeEach(async () => {
  stuckHandler = Promise.withResolvers<undefined>();
  rig = await new Rig(stack.brokers).provision();
  topic = rig.names.topic('raw-page');
  plainConsumers = [];
});
afterEach(async () => {
  stuckHandler.resolve(undefined);
  await Promise.all(plainConsumers.map((consumer) => consumer.disconnect()));
  await rig.close();
});

async function plainConsumer(config: Partial<ConsumerConfig> = {}, fromBeginning = true) {
  const consumer = plainKafka(stack.brokers).consumer({ groupId: rig.group, maxWaitTimeInMs: 100, ...config });
  plainConsumers.push(consumer);
  const crashes: ConsumerCrashEvent['payload'][] = [];
  consumer.on(consumer.events.CRASH, ({ payload }) => crashes.push(payload));
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning });
  return { consumer, crashes };
}
const single = (handler: SingleHandler) => ({ topic: 'raw-page' as const, mode: 'single' as const, handler });

describe('K2: a handler that is stuck while the group goes on without its member', () => {
  const rebalanceTimeout = 1_000;

  it('K2 ends a consumer of plain kafkajs for good in a process that lives on, after its effect came a second time', async () => {
    const begun = Promise.withResolvers<undefined>();
    const effects: string[] = [];
    const member = async (name: string, goOn: Promise<undefined>) => {
      const { consumer, crashes } = await plainConsumer({ rebalanceTimeout });
      await consumer.run({
        autoCommit: false,
        eachMessage: async ({ partition, message: { offset } }) => {
          begun.resolve(undefined);
          await goOn;
          effects.push(name);
          await consumer.commitOffsets([{ topic, partition, offset: String(Number(offset) + 1) }]);
        },
      });
      return { consumer, crashes };
    };
    await rig.produce('raw-page', 'a');
    const stuck = await member('stuck', stuckHandler.promise);
    await begun.promise;
    const other = await member('other', fine);
    await until('the other one has committed', async () => (await rig.committed('raw-page')) === 1);
    stuckHandler.resolve(undefined);
    await until('it has crashed', () => stuck.crashes.length > 0);
    expect(effects).toEqual(['other', 'stuck']);
    expect(stuck.crashes).toMatchObject([{ restart: false }]);
    expect(protocolError(stuck.crashes[0]?.error)).toBe('UNKNOWN_MEMBER_ID');
    await other.consumer.disconnect();
    const admin = plainKafka(stack.brokers).admin();
    const { groups } = await admin.describeGroups([rig.group]);
    await admin.disconnect();
    expect(groups[0]?.members).toEqual([]);
  });

  it('K2 is told here, commits nothing, and its member joins again', async () => {
    await rig.produce('raw-page', 'a');
    const calls: string[] = [];
    let lost = false;
    const stuck = rig.consume(
      single(async (_, { signal }) => {
        calls.push('stuck');
        signal.addEventListener('abort', () => {
          lost = true;
        });
        await stuckHandler.promise;
      }),
      { rebalanceTimeoutMs: rebalanceTimeout },
    );
    await until('the handler is stuck', () => calls.length === 1);
    const other = rig.consume(
      single(() => {
        calls.push('other');
        return fine;
      }),
      { rebalanceTimeoutMs: rebalanceTimeout },
    );
    await until('committed by the other one', async () => (await rig.committed('raw-page')) === 1);
    await until('the stuck one is told', () => lost);
    stuckHandler.resolve(undefined);
    await other.stop();
    await rig.produce('raw-page', 'b');
    await until('the second record', async () => (await rig.committed('raw-page')) === 2);
    expect(stuck.ready()).toBe(true);
    expect(calls).toEqual(['stuck', 'other', 'stuck']);
  });
});

describe('K12: a committed offset that is no longer in the log', () => {
  /** The group has handled one of five records; retention has taken three away. */
  async function overtaken(): Promise<void> {
    await rig.produce('raw-page', ...['a', 'b', 'c', 'd', 'e'].map((value) => aRecord(value)));
    await rig.client.admin().setOffsets(rig.group, topic, [{ partition: 0, offset: '1', metadata: '' }]);
    const admin = plainKafka(stack.brokers).admin();
    // Only then does it know the topic.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '3' }] });
    await admin.disconnect();
  }

  it('K12 makes plain kafkajs pass over what is still there, and tell nobody', async () => {
    await overtaken();
    const { consumer, crashes } = await plainConsumer({}, false);
    const seen: string[] = [];
    await consumer.run({
      eachMessage: ({ message: { value } }) => {
        seen.push(String(value));
        return fine;
      },
    });
    await until('it sees something', async () => {
      await rig.produce('raw-page', 'later');
      return seen.length > 0;
    });
    expect(new Set(seen)).toEqual(new Set(['later']));
    expect(crashes).toEqual([]);
  });

  it('K12 makes a consumer here begin where the log does, and say so', async () => {
    await overtaken();
    const { telemetry, told } = recordingTelemetry();
    const seen: string[] = [];
    rig.consume(
      single((record) => {
        seen.push(text(record));
        return fine;
      }),
      { telemetry },
    );
    await until('committed', async () => (await rig.committed('raw-page')) === 5);
    expect(seen).toEqual(['d', 'e']);
    expect(told.offsetReset).toEqual([{ group: rig.group, topic, partition: 0 }]);
  });
});

describe('K15: a log that ends in the marker of a transaction', () => {
  async function transaction(ending: 'commit' | 'abort', ...values: string[]): Promise<void> {
    const producer = plainKafka(stack.brokers).producer({ transactionalId: rig.namespace, maxInFlightRequests: 1 });
    await producer.connect();
    const begun = await producer.transaction();
    await begun.send({ topic, messages: values.map((value) => ({ key: 'k', value })) });
    await begun[ending]();
    await producer.disconnect();
  }

  it('K15 leaves a lag of one for ever with plain kafkajs', async () => {
    await transaction('commit', 'a', 'b', 'c', 'd', 'e');
    const { consumer } = await plainConsumer();
    const ends: string[] = [];
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { lastOffset } }) => ends.push(lastOffset));
    await consumer.run({ eachMessage: () => fine });
    // The second is of the marker alone: it has been seen, and there is nothing left to come.
    await until('it is at the end', () => ends.length === 2);
    expect(ends[1]).toBe('5');
    expect(await rig.committed('raw-page')).toBe(5);
    expect(await groupLag(rig.client, rig.group)).toMatchObject([{ lagRecords: 1 }]);
  });

  it('K15 leaves no lag here, nor does a transaction that was taken back', async () => {
    const { telemetry, told } = recordingTelemetry();
    const seen: string[] = [];
    await transaction('commit', 'a', 'b', 'c', 'd', 'e');
    rig.consume(
      single((record) => {
        seen.push(text(record));
        return fine;
      }),
      { telemetry, lagIntervalMs: 100 },
    );
    await until('committed beyond the marker', async () => (await rig.committed('raw-page')) === 6);
    await transaction('abort', 'f');
    await until('and beyond the next', async () => (await rig.committed('raw-page')) === 8);
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await groupLag(rig.client, rig.group)).toEqual([
      { group: rig.group, topic, partition: 0, lagRecords: 0, lagSeconds: 0 },
    ]);
    await until('told so', () => JSON.stringify(told.lag.at(-1) ?? '').includes('"lagRecords":0'));
  });
});
