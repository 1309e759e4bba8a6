import {
  deadLetterRetentionMs,
  failureHeaderBytes,
  type Service,
  topicNames,
  topics,
  type TopicSpec,
} from './topics.ts';

/** What an installation needs of a Kafka cluster: concrete topics with their settings, and who may do what with them. */

export interface ClusterTopic {
  readonly name: string;
  readonly maxMessageBytes: number;
  /** Settings of the topic by Kafka's names; replication is the cluster's matter and not among them. */
  readonly config: Readonly<Record<string, string>>;
}

/** One permission, by the words of Kafka's ACLs. Read and Write include Describe. */
export interface AccessRule {
  readonly resource: 'topic' | 'group';
  /** The whole name, never a prefix. */
  readonly name: string;
  readonly operation: 'Read' | 'Write' | 'Describe';
}

const catalogue: readonly TopicSpec[] = Object.values(topics);
const readBy = (service: string): readonly TopicSpec[] => catalogue.filter(({ readers }) => readers.includes(service));

// A producer of another codec (snappy, lz4) would block a kafkajs consumer for ever: the broker recompresses.
const compression = { 'compression.type': 'zstd' };

function eventTopic({ id, cleanup, retentionMs, maxMessageBytes }: TopicSpec, namespace: string): ClusterTopic {
  const config = {
    ...compression,
    'cleanup.policy': cleanup,
    'max.message.bytes': String(maxMessageBytes),
    ...(retentionMs === null ? {} : { 'retention.ms': String(retentionMs) }),
  };
  return { name: topicNames(namespace).topic(id), maxMessageBytes, config };
}

/** Takes the largest record that the service reads, and the headers that tell why it failed. */
function deadLetterTopic(service: string, namespace: string): ClusterTopic {
  const names = topicNames(namespace);
  const read = readBy(service);
  const sources = read.length > 0 ? read : catalogue;
  const maxMessageBytes = Math.max(...sources.map((source) => source.maxMessageBytes)) + failureHeaderBytes;
  const config = {
    ...compression,
    'cleanup.policy': 'delete',
    'retention.ms': String(deadLetterRetentionMs),
    'max.message.bytes': String(maxMessageBytes),
  };
  return { name: names.deadLetter(names.group(service)), maxMessageBytes, config };
}

/** Every topic of an installation: the catalogue, and a dead-letter topic for the group of each of these services. */
export function clusterTopics(namespace: string, services: readonly string[]): ClusterTopic[] {
  return [
    ...catalogue.map((spec) => eventTopic(spec, namespace)),
    ...services.map((service) => deadLetterTopic(service, namespace)),
  ];
}

/** The least that a service can work with. Producers are idempotent, which Kafka allows to whoever may write to any topic. */
export function accessOf(service: Service, namespace: string): AccessRule[] {
  const names = topicNames(namespace);
  const group = names.group(service);
  const read = readBy(service).map(({ id }): AccessRule => ({
    resource: 'topic',
    name: names.topic(id),
    operation: 'Read',
  }));
  const written = catalogue
    .filter(({ writers }) => writers.includes(service))
    .map(({ id }): AccessRule => ({ resource: 'topic', name: names.topic(id), operation: 'Write' }));
  const asConsumer: readonly AccessRule[] = [
    { resource: 'group', name: group, operation: 'Read' },
    { resource: 'topic', name: names.deadLetter(group), operation: 'Write' },
  ];
  return [...read, ...written, ...(read.length > 0 ? asConsumer : [])];
}

/** What somebody needs who measures the lag of these services and nothing else. */
export function lagAccess(services: readonly Service[], namespace: string): AccessRule[] {
  const names = topicNames(namespace);
  return services.flatMap((service): AccessRule[] => [
    { resource: 'group', name: names.group(service), operation: 'Describe' },
    ...readBy(service).map(({ id }): AccessRule => ({
      resource: 'topic',
      name: names.topic(id),
      operation: 'Describe',
    })),
  ]);
}
