import type { KafkaClient } from '../client.ts';
import type { ReceivedRecord } from '../records.ts';

export interface ReadOptions {
  /** Full name. */
  readonly topic: string;
  readonly from: 'earliest' | 'latest' | Date;
  /** False: ends at what is the log's end at the start. True: goes on until the caller leaves the loop or aborts. */
  readonly follow?: boolean;
  readonly max?: number;
  /** Default: all. */
  readonly partitions?: readonly number[];
  readonly signal?: AbortSignal;
}

/** Records without a consumer group, read_committed; in order within a partition. */
export async function* readTopic(
  client: KafkaClient,
  options: ReadOptions,
): AsyncGenerator<ReceivedRecord, void, void> {
  yield await Promise.reject<ReceivedRecord>(new Error(`not built yet: ${client.brokers.join()} ${options.topic}`));
}
