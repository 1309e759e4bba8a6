import type { KafkaClient } from '../client.ts';

export interface PartitionLag {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly lagRecords: number;
  /** Age of the oldest record that is not committed; 0 where there is none. */
  readonly lagSeconds: number;
}

/** The lag of every partition that the group has committed, and of the other partitions of those topics. */
export function groupLag(client: KafkaClient, group: string): Promise<PartitionLag[]> {
  return Promise.reject(new Error(`not built yet: ${client.brokers.join()} ${group}`));
}
