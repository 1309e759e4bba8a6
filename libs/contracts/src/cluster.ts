import {
  deadLetterRetentionMs,
  failureHeaderBytes,
  retryDelaysMs,
  retryRetentionMs,
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
  readonly resource: 'topic' | 'group' | 'transactionalId';
  /** The whole name; of transactional ids, one for each partition, how all of them begin. */
  readonly name: string;
  readonly pattern: 'literal' | 'prefix';
  readonly operation: 'Read' | 'Write' | 'Describe';
}

const catalogue: readonly TopicSpec[] = Object.values(topics);
const readBy = (service: string): readonly TopicSpec[] => catalogue.filter(({ readers }) => readers.includes(service));

/** How the outputs of a service and its offsets take effect: one after the other, or in one transaction, which needs a permission. */
export const deliveries: Readonly<Record<Service, 'at-least-once' | 'exactly-once'>> = {
  scraper: 'at-least-once',
  parser: 'exactly-once',
  store: 'at-least-once',
};

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
function failureTopic(name: string, service: string, retentionMs: number): ClusterTopic {
  const read = readBy(service);
  const sources = read.length > 0 ? read : catalogue;
  const maxMessageBytes = Math.max(...sources.map((source) => source.maxMessageBytes)) + failureHeaderBytes;
  const config = {
    ...compression,
    'cleanup.policy': 'delete',
    'retention.ms': String(retentionMs),
    'max.message.bytes': String(maxMessageBytes),
  };
  return { name, maxMessageBytes, config };
}

/**
 * Every topic of an installation: the catalogue, and for the group of each of these services the retry topics and the
 * dead-letter topic.
 */
export function clusterTopics(
  namespace: string,
  services: readonly string[],
  delaysMs: readonly number[] = retryDelaysMs,
): ClusterTopic[] {
  const names = topicNames(namespace);
  return [
    ...catalogue.map((spec) => eventTopic(spec, namespace)),
    ...services.flatMap((service) => {
      const group = names.group(service);
      return [
        ...delaysMs.map((delayMs) => failureTopic(names.retry(group, delayMs), service, retryRetentionMs)),
        failureTopic(names.deadLetter(group), service, deadLetterRetentionMs),
      ];
    }),
  ];
}

const rule = (resource: AccessRule['resource'], name: string, operation: AccessRule['operation']): AccessRule => ({
  resource,
  name,
  pattern: resource === 'transactionalId' ? 'prefix' : 'literal',
  operation,
});

/** The least that a service can work with. Producers are idempotent, which Kafka allows to whoever may write to any topic. */
export function accessOf(service: Service, namespace: string): AccessRule[] {
  const names = topicNames(namespace);
  const group = names.group(service);
  const read = readBy(service).map(({ id }) => rule('topic', names.topic(id), 'Read'));
  const written = catalogue
    .filter(({ writers }) => writers.includes(service))
    .map(({ id }) => rule('topic', names.topic(id), 'Write'));
  const retries = retryDelaysMs.map((delayMs) => names.retry(group, delayMs));
  const asConsumer = [
    rule('group', group, 'Read'),
    ...retries.flatMap((name) => [rule('topic', name, 'Read'), rule('topic', name, 'Write')]),
    rule('topic', names.deadLetter(group), 'Write'),
  ];
  return [
    ...read,
    ...written,
    ...(read.length > 0 ? asConsumer : []),
    ...(deliveries[service] === 'exactly-once' ? [rule('transactionalId', `${group}-`, 'Write')] : []),
  ];
}

/**
 * What the command line needs: to read every topic, to see what these services have still to do, to ask for fetches, to give
 * records back to a service for another try, and to keep in a group of its own which dead letters are settled.
 */
export function cliAccess(services: readonly Service[], namespace: string): AccessRule[] {
  const names = topicNames(namespace);
  const again = services.flatMap((service) =>
    retryDelaysMs.slice(0, 1).map((delayMs) => names.retry(names.group(service), delayMs)),
  );
  return [
    ...clusterTopics(namespace, services).map(({ name }) => rule('topic', name, 'Read')),
    ...[names.topic('fetch-request'), ...again].map((name) => rule('topic', name, 'Write')),
    ...services.map((service) => rule('group', names.group(service), 'Describe')),
    rule('group', names.group('dlq'), 'Read'),
  ];
}

/** What somebody needs who measures the lag of these services and nothing else. */
export function lagAccess(services: readonly Service[], namespace: string): AccessRule[] {
  const names = topicNames(namespace);
  return services.flatMap((service): AccessRule[] => [
    rule('group', names.group(service), 'Describe'),
    ...readBy(service).map(({ id }) => rule('topic', names.topic(id), 'Describe')),
  ]);
}
