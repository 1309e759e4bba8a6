import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import kafkajs from 'kafkajs';
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';
import { aRecord, fine, recordingTelemetry, Rig, text, until } from '../rig.ts';
import { noTelemetry } from '../telemetry.ts';
import type { BatchHandler, SingleHandler } from '../subscription.ts';
import { groupLag } from '../read/group-lag.ts';

let stack: Stack;
let rig: Rig;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(() => {
  rig = new Rig(stack.brokers);
});
afterEach(() => rig.close());

const batch = (handler: BatchHandler) => ({ topic: 'raw-page' as const, mode: 'batch' as const, handler });
const single = (handler: SingleHandler) => ({ topic: 'raw-page' as const, mode: 'single' as const, handler });
/** As the broker sees it. */
async function membersOf({ brokers, group }: Rig): Promise<number> {
  const admin = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
  try {
    return (await admin.describeGroups([group])).groups[0]?.members.length ?? 0;
  } finally {
    await admin.disconnect();
  }
}
const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `r${index}`);

const lagging = async (rig: Rig): Promise<number> =>
  (await groupLag(rig.client, rig.group)).filter(({ lagRecords }) => lagRecords > 0).length;

/** A member that has fetched a record of each of four partitions and holds so many of them in its handler until released. */
async function fourHeld(rig: Rig, concurrentPartitions: number) {
  const kafka = new kafkajs.Kafka({ brokers: [...rig.brokers], logLevel: kafkajs.logLevel.NOTHING });
  const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  const send = async (partition: number, value: string): Promise<void> => {
    await producer.connect();
    await producer.send({ topic: rig.names.topic('raw-page'), messages: [{ partition, key: 'k', value }] });
    await producer.disconnect();
  };
  for (const partition of [0, 1, 2, 3]) await send(partition, 'first');
  const fetches = jest.spyOn(ConsumerGroup.prototype, 'fetch');
  const released = Promise.withResolvers<undefined>();
  const seen: number[] = [];
  const consumer = rig.consume(
    single(async ({ partition }) => {
      seen.push(partition);
      await released.promise;
    }),
    { concurrentPartitions },
  );
  await until('it holds them', () => seen.length === concurrentPartitions);
  const [group] = fetches.mock.contexts as ConsumerGroup[];
  fetches.mockRestore();
  return {
    consumer,
    seen,
    send,
    /** What kafkajs does when the leader of a partition has moved, whatever it handles of other leaders meanwhile. */
    joinAgain: () => group?.joinAndSync(),
    release: () => {
      released.resolve(undefined);
    },
  };
}

describe('a member of a group', () => {
  it('finishes the running handler when stopped, commits what it did and starts nothing new', async () => {
    await rig.provision();
    await rig.produce('raw-page', aRecord('a', 'k'), aRecord('b', 'k'));
    const running = Promise.withResolvers<undefined>();
    const end = Promise.withResolvers<undefined>();
    const seen: string[] = [];
    const consumer = rig.consume(
      single(async (record) => {
        seen.push(text(record));
        running.resolve(undefined);
        await end.promise;
      }),
    );
    await running.promise;
    const stopping = consumer.stop();
    expect(consumer.ready()).toBe(false);
    end.resolve(undefined);
    expect(await stopping).toEqual({ complete: true });
    expect(seen).toEqual(['a']);
    expect(await rig.committed('raw-page')).toBe(1);
  });

  it('gives up a handler that outlives the limit of draining, tells it so and commits nothing of it', async () => {
    await rig.provision();
    await rig.produce('raw-page', 'a');
    const running = Promise.withResolvers<undefined>();
    const aborted = Promise.withResolvers<undefined>();
    const consumer = rig.consume(
      single((_, { signal }) => {
        running.resolve(undefined);
        signal.addEventListener('abort', () => {
          aborted.resolve(undefined);
        });
        return aborted.promise;
      }),
      { drainTimeoutMs: 50 },
    );
    await running.promise;
    expect(await consumer.stop()).toEqual({ complete: false });
    await aborted.promise;
    expect(await rig.committed('raw-page')).toBe(-1);
  });

  it('commits what is done when stopped, though what one key has in its queue would take longer than the limit of draining', async () => {
    await rig.provision();
    await rig.produce('raw-page', ...numbers(100).map((value) => aRecord(value, 'hot')), aRecord('other'));
    const seen: string[] = [];
    const consumer = rig.consume(
      single(async (record) => {
        seen.push(text(record));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }),
      { drainTimeoutMs: 1_000, lanes: 2 },
    );
    await until('some are done', () => seen.length > 4);
    expect(await consumer.stop()).toEqual({ complete: true });
    const done = seen.filter((value) => value !== 'other').length;
    expect(await rig.committed('raw-page')).toBe(done);
  });

  it('leaves the group when stopped, so that nobody has to wait for its session to end', async () => {
    await rig.provision();
    const first = rig.consume(batch(() => fine));
    await first.joined;
    await until('a member', async () => (await membersOf(rig)) === 1);
    await first.stop();
    expect(await membersOf(rig)).toBe(0);
  });

  it('hands partitions over in a rebalance without loss, and repeats at most what was under way', async () => {
    await rig.provision(4);
    const seen: string[] = [];
    const slow = async (records: Parameters<BatchHandler>[0]): Promise<undefined> => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push(...records.map(text));
    };
    await rig.produce('raw-page', ...numbers(400));
    const first = rig.consume(batch(slow), { maxBatchRecords: 5 });
    await until('the first one works', () => seen.length > 20);
    const second = rig.consume(batch(slow), { maxBatchRecords: 5 });
    await second.joined;
    await until('all handled', () => new Set(seen).size === 400);
    await until('all committed', async () =>
      (await groupLag(rig.client, rig.group)).every(({ lagRecords }) => lagRecords === 0),
    );
    expect(first.ready() && second.ready()).toBe(true);
    expect(seen.length).toBeLessThan(400 + 4 * 5 * 3);
  });

  it('does not commit in a new generation what it did in an old one', async () => {
    await rig.provision(4);
    const old = await fourHeld(rig, 4);
    const theirs: number[] = [];
    const other = rig.consume(
      single(({ partition }) => {
        theirs.push(partition);
        return fine;
      }),
    );
    await until('it wants to join', async () => (await membersOf(rig)) === 2);
    await old.joinAgain();
    await other.joined;
    await until('the other one has what the old one works on', () => theirs.length === 2);
    const [lost = -1] = theirs;
    await old.send(lost, 'later');
    await until('the other one is ahead', async () => (await rig.committed('raw-page', lost)) === 2);
    old.release();
    await old.consumer.stop();
    expect(await rig.committed('raw-page', lost)).toBe(2);
  });

  it('does not hand out in a new generation what it fetched in an old one', async () => {
    await rig.provision(4);
    const old = await fourHeld(rig, 1);
    const { seen } = old;
    const [begun] = seen;
    const other = rig.consume(
      single(({ partition }) => {
        seen.push(partition);
        return fine;
      }),
    );
    await until('it wants to join', async () => (await membersOf(rig)) === 2);
    await old.joinAgain();
    await other.joined;
    await until('the other one has its share', () => seen.length === 3);
    await until('and committed it', async () => (await lagging(rig)) === 2);
    old.release();
    await until('all committed', async () => (await lagging(rig)) === 0);
    const waited = [0, 1, 2, 3].filter((partition) => partition !== begun);
    expect(waited.map((partition) => seen.filter((one) => one === partition).length)).toEqual([1, 1, 1]);
  });

  it('keeps its partition when a handler takes longer than a member may be silent', async () => {
    await rig.provision();
    await rig.produce('raw-page', 'a');
    const sessionTimeoutMs = 6_000;
    let calls = 0;
    rig.consume(
      single(async () => {
        calls += 1;
        // The broker's clock is what it is about, and it takes no shorter session.
        await new Promise((resolve) => setTimeout(resolve, sessionTimeoutMs + 500));
      }),
      { sessionTimeoutMs },
    );
    await until('committed', async () => (await rig.committed('raw-page')) === 1);
    expect(calls).toBe(1);
  });

  it('tells the lag of records that nobody handles, and their age', async () => {
    await rig.provision();
    const { telemetry, told } = recordingTelemetry();
    await rig.produce('raw-page', 'a', 'b');
    const release = Promise.withResolvers<undefined>();
    rig.consume(
      single(() => release.promise),
      { telemetry, lagIntervalMs: 50 },
    );
    const lags = told.lag as { topic: string; lagRecords: number; lagSeconds: number }[];
    const last = () => lags.findLast(({ topic }) => topic === rig.names.topic('raw-page'));
    await until('a lag that ages', () => last()?.lagRecords === 2 && (last()?.lagSeconds ?? 0) > 0.3);
    release.resolve(undefined);
    await until('none', () => last()?.lagRecords === 0 && last()?.lagSeconds === 0);
  });

  it('goes on where kafkajs gives up for good, without a coordinator of the group', async () => {
    const message = 'Failed to find group coordinator';
    await rig.provision();
    const seen: string[] = [];
    const fetches = jest.spyOn(ConsumerGroup.prototype, 'fetch');
    fetches.mockImplementationOnce(() => Promise.reject(new kafkajs.KafkaJSNonRetriableError(message)));
    const consumer = rig.consume(
      single((record) => {
        seen.push(text(record));
        return fine;
      }),
    );
    await until('it gave up', () => rig.lines.some((line) => line.includes(message)));
    fetches.mockRestore();
    await rig.produce('raw-page', 'a');
    await until('handled', () => seen.length === 1);
    expect(consumer.ready()).toBe(true);
  });

  it('waits for topics that do not exist yet', async () => {
    const consumer = rig.consume(batch(() => fine));
    await until('it says what is missing', () => rig.lines.some((line) => line.includes(rig.names.topic('raw-page'))));
    expect(consumer.ready()).toBe(false);
    await rig.provision();
    await consumer.joined;
    expect(consumer.ready()).toBe(true);
  });

  it('ends for good at an error of our own programme, which no new start would mend', async () => {
    await rig.provision();
    await rig.produce('raw-page', 'a');
    let calls = 0;
    const handled = (): never => {
      calls += 1;
      throw new TypeError('broken telemetry');
    };
    const consumer = rig.consume(
      batch(() => fine),
      { telemetry: { ...noTelemetry, handled } },
    );
    await expect(consumer.failed).rejects.toThrow('broken telemetry');
    expect(calls).toBe(1);
  });
});
