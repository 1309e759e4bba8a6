import type { Admin, LogReader, PartitionOffsets } from '../client.ts';

export interface PartitionLag {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly lagRecords: number;
  /** Age of the oldest record that is not committed; 0 where there is none. */
  readonly lagSeconds: number;
}

export interface LagSource {
  readonly admin: Admin;
  readonly reader: LogReader;
}

interface Partition {
  readonly topic: string;
  readonly partition: number;
}

const keyOf = ({ topic, partition }: Partition): string => `${topic} ${partition}`;
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Counts what a read_committed consumer could get; an offset that retention has overtaken counts from the log's start. */
export async function lagOf(
  { admin, reader }: LagSource,
  group: string,
  partitions: readonly Partition[],
): Promise<PartitionLag[]> {
  const committed = new Map((await admin.committedOffsets(group)).map((one) => [keyOf(one), BigInt(one.offset)]));
  const ends = new Map<string, PartitionOffsets>();
  for (const topic of new Set(partitions.map((one) => one.topic))) {
    for (const offsets of await admin.topicOffsets(topic)) ends.set(keyOf({ topic, ...offsets }), offsets);
  }
  const lags: PartitionLag[] = [];
  for (const { topic, partition } of partitions) {
    const end = ends.get(keyOf({ topic, partition }));
    if (!end) continue;
    const position = larger(committed.get(keyOf({ topic, partition })) ?? 0n, BigInt(end.low));
    const lagRecords = Number(larger(BigInt(end.high) - position, 0n));
    const lagSeconds = lagRecords === 0 ? 0 : await ageSeconds(reader, topic, partition, position);
    lags.push({ group, topic, partition, lagRecords, lagSeconds });
  }
  return lags;
}

async function ageSeconds(reader: LogReader, topic: string, partition: number, offset: bigint): Promise<number> {
  const { records } = await reader.read(topic, partition, offset.toString(), { maxBytes: 1 });
  const oldest = records[0];
  // Only transaction markers or aborted records up to here: nothing waits.
  return oldest ? Math.max(0, (Date.now() - Number(oldest.timestamp)) / 1_000) : 0;
}
