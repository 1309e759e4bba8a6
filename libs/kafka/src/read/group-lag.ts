import type { KafkaClient } from '../client.ts';
import { lagOf, type PartitionLag } from './partition-lag.ts';

/**
 * The lag in each partition of the topics that the group has committed, and of `subscribed`: what nobody has ever consumed is
 * behind too. Of the group's retry topics those partitions alone in which something waits.
 *
 * @param subscribed full names of topics that the group is meant to read
 */
export async function groupLag(
  client: KafkaClient,
  group: string,
  subscribed: readonly string[] = [],
): Promise<PartitionLag[]> {
  const admin = client.admin();
  const reader = client.reader();
  try {
    const existing = new Set(await admin.listTopics());
    const committed = (await admin.committedOffsets(group)).map(({ topic }) => topic);
    const isRetry = (topic: string): boolean => topic.startsWith(`${group}.retry.`);
    const retries = [...existing].filter(isRetry);
    const topics = new Set([...committed, ...subscribed, ...retries].filter((topic) => existing.has(topic)));
    const partitions = [];
    for (const topic of [...topics].sort()) {
      for (const { partition } of await admin.topicOffsets(topic)) partitions.push({ topic, partition });
    }
    const lags = await lagOf({ admin, reader }, group, partitions);
    return lags.filter(({ topic, lagRecords }) => lagRecords > 0 || !isRetry(topic));
  } finally {
    await reader.close();
  }
}
