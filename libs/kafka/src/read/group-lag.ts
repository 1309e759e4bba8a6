import type { KafkaClient } from '../client.ts';
import { lagOf, type PartitionLag } from './partition-lag.ts';

/** The lag in each partition of the topics of which the group has committed anything; none for an unknown group. */
export async function groupLag(client: KafkaClient, group: string): Promise<PartitionLag[]> {
  const admin = client.admin();
  const reader = client.reader();
  try {
    const topics = new Set((await admin.committedOffsets(group)).map(({ topic }) => topic));
    const partitions = [];
    for (const topic of [...topics].sort()) {
      for (const { partition } of await admin.topicOffsets(topic)) partitions.push({ topic, partition });
    }
    return await lagOf({ admin, reader }, group, partitions);
  } finally {
    await reader.close();
  }
}
