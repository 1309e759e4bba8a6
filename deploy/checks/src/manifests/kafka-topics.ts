import { clusterTopics, services } from '@newsflow/contracts';
import type { Installation } from './installation.ts';

/** Strimzi's `KafkaTopic` for every topic of the contract, dead letters too. */
export function kafkaTopics({ namespace, kafka, topics }: Installation) {
  return clusterTopics(namespace, services).map(({ name, config }) => ({
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'KafkaTopic',
    metadata: { name, namespace: kafka.namespace, labels: { 'strimzi.io/cluster': kafka.cluster } },
    spec: {
      partitions: topics.partitions,
      replicas: topics.replicas,
      config: { ...config, 'min.insync.replicas': String(topics.minInsyncReplicas) },
    },
  }));
}
