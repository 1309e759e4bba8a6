import type { KafkaSettings, NotedOffset } from '../client.ts';
import { clusterOf } from './cluster.ts';

/** Generation and member of a commit by nobody in the group, which the broker takes as long as the group has no members. */
const nobody = { groupGenerationId: -1, memberId: '' };

/** `admin.setOffsets` of kafkajs joins the group for it, seeks, and leaves the metadata out. */
export async function setOffsets(
  settings: KafkaSettings,
  group: string,
  topic: string,
  partitions: readonly NotedOffset[],
): Promise<void> {
  const cluster = clusterOf(settings);
  try {
    await cluster.connect();
    const coordinator = await cluster.findGroupCoordinator({ groupId: group });
    await coordinator.offsetCommit({ groupId: group, ...nobody, topics: [{ topic, partitions: [...partitions] }] });
  } finally {
    await cluster.disconnect().catch(() => undefined);
  }
}
