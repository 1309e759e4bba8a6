import kafkajs, { type Cluster } from 'kafkajs';
import type { KafkaSettings } from '../client.ts';
import { newKafka, retryQuickly } from './kafka.ts';

/** kafkajs hands its cluster object to partition assigners: the way to ask brokers without joining a group. */
export function clusterOf(settings: KafkaSettings): Cluster {
  let found: Cluster | undefined;
  newKafka(settings, { retry: retryQuickly }).consumer({
    groupId: 'none',
    allowAutoTopicCreation: false,
    partitionAssigners: [
      ({ cluster, groupId, logger }) => {
        found = cluster;
        return kafkajs.PartitionAssigners.roundRobin({ cluster, groupId, logger });
      },
    ],
  });
  if (!found) throw new Error('kafkajs made no cluster');
  return found;
}
