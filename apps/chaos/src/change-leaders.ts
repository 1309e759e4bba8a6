import { Kafka, logLevel } from 'kafkajs';

/**
 * Puts another replica first for each partition, also of the topics in which brokers keep offsets and transactions; the brokers make
 * the first one the leader within a second or two. The port of @newsflow/kafka has no use for that.
 */
export async function changeLeaders(brokers: readonly string[]): Promise<void> {
  const admin = new Kafka({ clientId: 'newsflow-chaos', brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: await admin.listTopics() });
    await admin.alterPartitionReassignments({
      topics: topics.map(({ name, partitions }) => ({
        topic: name,
        partitionAssignment: partitions.map(({ partitionId, leader, replicas }) => {
          const others = replicas.filter((replica) => replica !== leader);
          return { partition: partitionId, replicas: [...others, leader] };
        }),
      })),
    });
  } finally {
    await admin.disconnect();
  }
}
