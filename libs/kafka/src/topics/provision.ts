import { deadLetterRetentionMs, failureHeaderBytes, topicNames, topics, type TopicSpec } from '@newsflow/contracts';
import type { Admin, KafkaClient } from '../client.ts';

export interface ProvisionOptions {
  readonly namespace: string;
  /** Of topics that do not exist yet; an existing topic keeps its number. */
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Services whose groups get a dead-letter topic: `parser`, … */
  readonly groups: readonly string[];
}

export interface Provisioned {
  readonly created: readonly string[];
  readonly existing: readonly string[];
  /** Existing topics whose size limit was below the catalogue's and has been raised. */
  readonly raised: readonly string[];
}

interface Wanted {
  readonly topic: string;
  readonly maxMessageBytes: number;
  readonly config: Readonly<Record<string, string>>;
}

const catalogue: readonly TopicSpec[] = Object.values(topics);

// A producer of another codec (snappy, lz4) would block a kafkajs consumer for ever: the broker recompresses.
const compression = { 'compression.type': 'zstd' };

function wantedTopic({ cleanup, retentionMs, maxMessageBytes }: TopicSpec, topic: string): Wanted {
  const config = {
    ...compression,
    'cleanup.policy': cleanup,
    'max.message.bytes': String(maxMessageBytes),
    ...(retentionMs === null ? {} : { 'retention.ms': String(retentionMs) }),
  };
  return { topic, maxMessageBytes, config };
}

/** Takes the largest record that the service reads, and the headers that tell why it failed. */
function wantedDeadLetters(service: string, topic: string): Wanted {
  const read = catalogue.filter(({ readers }) => readers.includes(service));
  const sources = read.length > 0 ? read : catalogue;
  const maxMessageBytes = Math.max(...sources.map((source) => source.maxMessageBytes)) + failureHeaderBytes;
  const config = {
    ...compression,
    'cleanup.policy': 'delete',
    'retention.ms': String(deadLetterRetentionMs),
    'max.message.bytes': String(maxMessageBytes),
  };
  return { topic, maxMessageBytes, config };
}

/**
 * Creates what is missing: the topics of the catalogue and a dead-letter topic for each group. Idempotent. Of a topic that
 * exists nothing is changed but a size limit below the catalogue's, which would make records of ours impossible to send.
 * Rejects with the errors of {@link Admin}, each naming the topic.
 */
export async function provisionTopics(client: KafkaClient, options: ProvisionOptions): Promise<Provisioned> {
  const { namespace, partitions, replicationFactor, groups } = options;
  const names = topicNames(namespace);
  const admin = client.admin();
  const wanted = [
    ...catalogue.map((spec) => wantedTopic(spec, names.topic(spec.id))),
    ...groups.map((service) => wantedDeadLetters(service, names.deadLetter(names.group(service)))),
  ];
  const present = new Set(await admin.listTopics());
  const missing = wanted.filter(({ topic }) => !present.has(topic));
  const existing = wanted.filter(({ topic }) => present.has(topic));
  await admin.createTopics(missing.map(({ topic, config }) => ({ topic, partitions, replicationFactor, config })));
  const raised = await raiseLimits(admin, existing);
  return { created: missing.map(({ topic }) => topic), existing: existing.map(({ topic }) => topic), raised };
}

async function raiseLimits(admin: Admin, existing: readonly Wanted[]): Promise<string[]> {
  const raised: string[] = [];
  const configs = await admin.topicConfigs(existing.map(({ topic }) => topic));
  for (const { topic, maxMessageBytes } of existing) {
    if (Number(configs.get(topic)?.['max.message.bytes']) >= maxMessageBytes) continue;
    await admin.alterTopicConfig(topic, { 'max.message.bytes': String(maxMessageBytes) });
    raised.push(topic);
  }
  return raised;
}
