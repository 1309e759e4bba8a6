import { setTimeout as wait } from 'node:timers/promises';
import ConsumerGroup, { type PartitionOfGroup } from 'kafkajs/src/consumer/consumerGroup.js';

const looks = 4;
const betweenLooksMs = 500;

async function inLog(
  { cluster, offsetManager }: ConsumerGroup,
  { topic, partition }: PartitionOfGroup,
): Promise<boolean> {
  await cluster.refreshMetadata();
  const at = async (fromBeginning: boolean): Promise<bigint> => {
    const [found] = await cluster.fetchTopicsOffset([{ topic, partitions: [{ partition }], fromBeginning }]);
    return BigInt(found?.partitions[0]?.offset ?? -1);
  };
  const position = BigInt(offsetManager?.nextOffset(topic, partition).toString() ?? -1);
  return (await at(true)) <= position && position <= (await at(false));
}

const recover = ConsumerGroup.prototype.recoverFromOffsetOutOfRange;

/**
 * The original takes any such answer for the loss of the log and begins anew. A former leader that has just come back and
 * does not know it yet answers so, too: the position is given up only if it stays outside of what the leader has.
 */
ConsumerGroup.prototype.recoverFromOffsetOutOfRange = async function (this: ConsumerGroup, error): Promise<void> {
  const { offsetManager } = this;
  for (let look = 1; look <= looks; look += 1) {
    const fine = await inLog(this, error).catch(() => false);
    // The group has given out its partitions anew meanwhile: this one may be somebody else's, and the offset with it.
    if (fine || this.offsetManager !== offsetManager) return;
    if (look < looks) await wait(betweenLooksMs);
  }
  if (this.offsetManager !== offsetManager) return;
  await recover.call(this, error);
};
