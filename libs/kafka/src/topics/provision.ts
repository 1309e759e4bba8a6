import { type ClusterTopic, clusterTopics } from '@newsflow/contracts';
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

/**
 * Creates what is missing: the topics of the catalogue and a dead-letter topic for each group. Idempotent. Of a topic that
 * exists nothing is changed but a size limit below the catalogue's, which would make records of ours impossible to send.
 * Rejects with the errors of {@link Admin}, each naming the topic.
 */
export async function provisionTopics(client: KafkaClient, options: ProvisionOptions): Promise<Provisioned> {
  const { namespace, partitions, replicationFactor, groups } = options;
  const admin = client.admin();
  const wanted = clusterTopics(namespace, groups);
  const present = new Set(await admin.listTopics());
  const missing = wanted.filter(({ name }) => !present.has(name));
  const existing = wanted.filter(({ name }) => present.has(name));
  await admin.createTopics(missing.map(({ name, config }) => ({ topic: name, partitions, replicationFactor, config })));
  const raised = await raiseLimits(admin, existing);
  return { created: missing.map(({ name }) => name), existing: existing.map(({ name }) => name), raised };
}

async function raiseLimits(admin: Admin, existing: readonly ClusterTopic[]): Promise<string[]> {
  const raised: string[] = [];
  const configs = await admin.topicConfigs(existing.map(({ name }) => name));
  for (const { name, maxMessageBytes } of existing) {
    if (Number(configs.get(name)?.['max.message.bytes']) >= maxMessageBytes) continue;
    await admin.alterTopicConfig(name, { 'max.message.bytes': String(maxMessageBytes) });
    raised.push(name);
  }
  return raised;
}
