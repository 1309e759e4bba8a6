import { describe, expect, it } from '@jest/globals';
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';
import './offset-recovery.ts';

/** A group at offset 7, whose leader tells another log at each refresh of the metadata. */
async function resets(...logs: [earliest: number, latest: number][]): Promise<number> {
  let count = 0;
  let log = logs[0];
  const group = Object.assign(Object.create(ConsumerGroup.prototype) as ConsumerGroup, {
    preferredReadReplicasPerTopicPartition: {},
    logger: { error: () => undefined },
    cluster: {
      refreshMetadata: () => {
        log = logs.shift() ?? log;
        return Promise.resolve();
      },
      fetchTopicsOffset: ([{ fromBeginning }]: [{ fromBeginning: boolean }]) =>
        Promise.resolve([{ topic: 't', partitions: [{ partition: 0, offset: String(log?.[fromBeginning ? 0 : 1]) }] }]),
    },
    offsetManager: {
      nextOffset: () => 7,
      setDefaultOffset: () => {
        count += 1;
        return Promise.resolve();
      },
    },
  });
  await group.recoverFromOffsetOutOfRange({ topic: 't', partition: 0 });
  return count;
}

describe('an offset that a broker calls out of range', () => {
  it('is kept if it lies in the log of the leader', async () => {
    expect(await resets([0, 9])).toBe(0);
    expect(await resets([0, 7])).toBe(0);
  });

  it('is kept if the broker only did not know yet that it is behind', async () => {
    expect(await resets([0, 3], [0, 9])).toBe(0);
  });

  it('is given up if the log has gone beyond it, or never came as far', async () => {
    expect(await resets([8, 9])).toBe(1);
    expect(await resets([0, 3])).toBe(1);
  });
});
