import { describe, expect, it } from '@jest/globals';
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';
import './offset-recovery.ts';

/** A group at offset 7, whose leader tells another log at each refresh of the metadata; null: all partitions are given out anew. */
async function resets(...logs: ([earliest: number, latest: number] | null)[]): Promise<number> {
  let count = 0;
  let log = logs[0];
  const manager = {
    nextOffset: () => 7,
    setDefaultOffset: () => {
      count += 1;
      return Promise.resolve();
    },
  };
  const group = Object.assign(Object.create(ConsumerGroup.prototype) as ConsumerGroup, {
    preferredReadReplicasPerTopicPartition: {},
    logger: { error: () => undefined },
    cluster: {
      refreshMetadata: () => {
        const next = logs.shift();
        if (next === null) group.offsetManager = { ...manager };
        log = next ?? log;
        return Promise.resolve();
      },
      fetchTopicsOffset: ([{ fromBeginning }]: [{ fromBeginning: boolean }]) =>
        Promise.resolve([{ topic: 't', partitions: [{ partition: 0, offset: String(log?.[fromBeginning ? 0 : 1]) }] }]),
    },
    offsetManager: manager,
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

  it('is left alone once the partitions are given out anew: it may be that of another member', async () => {
    expect(await resets([8, 9], null)).toBe(0);
  });

  it('is given up if the log has gone beyond it, or never came as far', async () => {
    expect(await resets([8, 9])).toBe(1);
    expect(await resets([0, 3])).toBe(1);
  });
});
