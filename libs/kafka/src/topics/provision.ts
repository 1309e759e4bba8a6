import { type ClusterTopic, clusterTopics } from '@newsflow/contracts';
import type { Admin, KafkaClient } from '../client.ts';

export interface ProvisionOptions {
  readonly namespace: string;
  /** Of topics that do not exist yet; an existing topic keeps its number. */
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Services whose groups get retry topics and a dead-letter topic: `parser`, … */
  readonly groups: readonly string[];
  /** Default: those of the contracts. */
  readonly retryDelaysMs?: readonly number[];
}

export interface Provisioned {
  readonly created: readonly string[];
  readonly existing: readonly string[];
  /** Existing topics whose size limit was below the catalogue's and has been raised. */
  readonly raised: readonly string[];
  /** Existing topics that the brokers compressed in a way that not every reader knows, and no longer do. */
  readonly recoded: readonly string[];
}

/**
 * Creates what is missing: the topics of the catalogue, and for each group its retry topics and its dead-letter topic. Idempotent. Of a topic that
 * exists nothing is changed but what would stop us: a size limit below the catalogue's, which would make records of ours
 * impossible to send, and a compression by the brokers that our client cannot read.
 * Rejects with the errors of {@link Admin}, each naming the topic.
 */
export async function provisionTopics(client: KafkaClient, options: ProvisionOptions): Promise<Provisioned> {
  const { namespace, partitions, replicationFactor, groups } = options;
  const admin = client.admin();
  const wanted = clusterTopics(namespace, groups, options.retryDelaysMs);
  const present = new Set(await admin.listTopics());
  const missing = wanted.filter(({ name }) => !present.has(name));
  const existing = wanted.filter(({ name }) => present.has(name));
  await admin.createTopics(missing.map(({ name, config }) => ({ topic: name, partitions, replicationFactor, config })));
  const mended = await mend(admin, existing);
  return { created: missing.map(({ name }) => name), existing: existing.map(({ name }) => name), ...mended };
}

/** As the producer sends it. */
const asSent = 'producer';
/** What brokers may be told to compress with and our client can read. */
const readable: readonly string[] = [asSent, 'uncompressed', 'gzip', 'zstd'];

async function mend(admin: Admin, existing: readonly ClusterTopic[]): Promise<Pick<Provisioned, 'raised' | 'recoded'>> {
  const raised: string[] = [];
  const recoded: string[] = [];
  const configs = await admin.topicConfigs(existing.map(({ name }) => name));
  for (const { name, maxMessageBytes } of existing) {
    const config = configs.get(name) ?? {};
    const tooSmall = !(Number(config['max.message.bytes']) >= maxMessageBytes);
    const foreign = !readable.includes(config['compression.type'] ?? asSent);
    if (tooSmall) raised.push(name);
    if (foreign) recoded.push(name);
    const changes = {
      ...(tooSmall ? { 'max.message.bytes': String(maxMessageBytes) } : {}),
      ...(foreign ? { 'compression.type': asSent } : {}),
    };
    if (tooSmall || foreign) await admin.alterTopicConfig(name, changes);
  }
  return { raised, recoded };
}
