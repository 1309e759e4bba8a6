import { setTimeout as wait } from 'node:timers/promises';
import type { Admin, KafkaClient } from '../client.ts';
import type { ReceivedRecord } from '../records.ts';

/** Where to begin in one partition; in one that is not named, or where this is no longer in the log: at its beginning. */
interface Start {
  readonly partition: number;
  readonly offset: string;
}

export interface ReadOptions {
  /** Full name. */
  readonly topic: string;
  readonly from: 'earliest' | 'latest' | Date | readonly Start[];
  /** Ends before the first record at or after this time, where it does not follow. Default: at the log's end. */
  readonly until?: Date;
  /** False: ends at what is the log's end at the start. True: goes on until the caller leaves the loop or aborts. */
  readonly follow?: boolean;
  readonly max?: number;
  /** Default: all. */
  readonly partitions?: readonly number[];
  readonly signal?: AbortSignal;
}

interface Range {
  readonly partition: number;
  next: bigint;
  readonly end: bigint;
}

const pollMs = 200;

/**
 * Records without a consumer group, read_committed; in order within a partition; partition after partition, or, where it
 * follows, one read of each in turn, so that a busy one does not keep the others waiting.
 * Rejects with UnavailableError `TOPIC_MISSING` for an unknown topic.
 */
export async function* readTopic(
  client: KafkaClient,
  options: ReadOptions,
): AsyncGenerator<ReceivedRecord, void, void> {
  const { topic, follow = false, max = Infinity, signal } = options;
  if (max <= 0) return;
  const ranges = await rangesOf(client.admin(), options);
  const reader = client.reader();
  let given = 0;
  try {
    for (;;) {
      let idle = true;
      for (const range of ranges) {
        while (follow || range.next < range.end) {
          if (signal?.aborted === true) return;
          const { records, nextOffset, atEnd } = await reader.read(topic, range.partition, range.next.toString());
          for (const record of records) {
            if (!follow && BigInt(record.offset) >= range.end) break;
            idle = false;
            yield record;
            given += 1;
            if (given >= max) return;
          }
          range.next = BigInt(nextOffset);
          if (follow || atEnd || records.length === 0) break;
        }
      }
      if (!follow && ranges.every(({ next, end }) => next >= end)) return;
      if (idle) await wait(pollMs, undefined, signal ? { signal } : {}).catch(() => undefined);
    }
  } finally {
    await reader.close();
  }
}

/** All that is in a topic now, for those who can hold it. Rejects as {@link readTopic}. */
export async function readAll(client: KafkaClient, topic: string): Promise<ReceivedRecord[]> {
  const records: ReceivedRecord[] = [];
  for await (const record of readTopic(client, { topic, from: 'earliest' })) records.push(record);
  return records;
}

async function rangesOf(admin: Admin, { topic, from, until, partitions }: ReadOptions): Promise<Range[]> {
  const all = await admin.topicOffsets(topic);
  const wanted = partitions ? all.filter(({ partition }) => partitions.includes(partition)) : all;
  const at = async (time: Date): Promise<readonly Start[]> => admin.offsetsAt(topic, time);
  const starts = typeof from === 'string' ? [] : from instanceof Date ? await at(from) : from;
  const ends = until ? await at(until) : [];
  const offsetIn = (offsets: readonly Start[], partition: number, otherwise: string): bigint =>
    BigInt(offsets.find((one) => one.partition === partition)?.offset ?? otherwise);
  return wanted.map(({ partition, low, high }) => {
    const next = offsetIn(starts, partition, from === 'latest' || from instanceof Date ? high : low);
    return { partition, next: next > BigInt(low) ? next : BigInt(low), end: offsetIn(ends, partition, high) };
  });
}
