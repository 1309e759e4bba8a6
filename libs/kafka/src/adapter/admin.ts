import { setTimeout as wait } from 'node:timers/promises';
import kafkajs, { type Admin as KafkajsAdmin } from 'kafkajs';
import type { Admin, KafkaSettings, TopicToCreate } from '../client.ts';
import { FatalError, UnavailableError } from '../errors.ts';
import { kafkaFailure, protocolError } from './kafka-failure.ts';
import { newKafka, retryQuickly } from './kafka.ts';
import { untilPassed } from './passing.ts';
import { setOffsets } from './set-offsets.ts';

const topicResource = kafkajs.ConfigResourceTypes.TOPIC;
const { TOPIC_CONFIG } = kafkajs.ConfigSource;

interface Entry {
  readonly name: string;
  readonly value: string;
  /** Set on the topic itself, not a default of the broker. */
  readonly own: boolean;
}

async function describe(admin: KafkajsAdmin, topics: readonly string[]): Promise<Map<string, Entry[]>> {
  if (topics.length === 0) return new Map();
  const resources = topics.map((name) => ({ type: topicResource, name }));
  const described = await admin.describeConfigs({ includeSynonyms: false, resources });
  return new Map(
    described.resources.map(({ resourceName, configEntries }) => [
      resourceName,
      configEntries.map((entry) => ({
        name: entry.configName,
        value: entry.configValue,
        own: entry.configSource === TOPIC_CONFIG,
      })),
    ]),
  );
}

const valuesOf = (entries: readonly Entry[]): Record<string, string> =>
  Object.fromEntries(entries.map(({ name, value }) => [name, value]));
const configEntries = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

/** Creates them in one request. kafkajs gathers what goes wrong with several topics in one error. */
async function create(admin: KafkajsAdmin, topics: readonly TopicToCreate[]): Promise<void> {
  const wanted = topics.map(({ topic, partitions, replicationFactor, config }) => ({
    topic,
    numPartitions: partitions,
    replicationFactor,
    configEntries: configEntries(config),
  }));
  if (wanted.length === 0) return;
  try {
    await admin.createTopics({ waitForLeaders: false, topics: wanted });
  } catch (error) {
    const errors: unknown[] = error instanceof kafkajs.KafkaJSAggregateError ? error.errors : [error];
    const other = errors.find((one) => protocolError(one) !== 'TOPIC_ALREADY_EXISTS');
    if (other !== undefined) throw kafkaFailure(`Create ${topicOf(other)}`, other);
  }
  await leaders(
    admin,
    topics.map(({ topic }) => topic),
  );
}

const topicOf = (error: unknown): string => {
  const { topic } = error as { topic?: unknown };
  return typeof topic === 'string' ? `topic ${topic}` : 'topics';
};

const leaderTries = 100;
const leaderPauseMs = 50;

/** kafkajs' own wait gives up at a broker that has not heard of the topic yet, which is normal right after its creation. */
async function leaders(admin: KafkajsAdmin, topics: string[]): Promise<void> {
  if (topics.length === 0) return;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { topics: found } = await admin.fetchTopicMetadata({ topics });
      if (found.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return;
    } catch (error) {
      if (attempt >= leaderTries || kafkaFailure('', error) instanceof FatalError) throw error;
    }
    if (attempt >= leaderTries)
      throw new UnavailableError('NO_LEADER', `No leader for a partition of ${topics.join(', ')}`);
    await wait(leaderPauseMs);
  }
}

export function kafkajsAdmin(settings: KafkaSettings): Admin {
  async function once<T>(work: (admin: KafkajsAdmin) => Promise<T>): Promise<T> {
    const admin = newKafka(settings, { retry: retryQuickly }).admin();
    try {
      await admin.connect();
      return await work(admin);
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }

  const connected = <T>(doing: string, work: (admin: KafkajsAdmin) => Promise<T>): Promise<T> =>
    untilPassed(doing, () => once(work));

  return {
    listTopics: () => connected('List topics', (admin) => admin.listTopics()),
    createTopics: (topics) => connected('Create topics', (admin) => create(admin, topics)),
    topicConfigs: (topics) =>
      connected(`Describe ${topics.join(', ')}`, async (admin) => {
        const described = await describe(admin, topics);
        return new Map([...described].map(([topic, entries]) => [topic, valuesOf(entries)]));
      }),
    alterTopicConfig: (topic, changes) =>
      connected(`Alter topic ${topic}`, async (admin) => {
        // The request replaces the whole configuration: what is not listed falls back to the broker's default.
        const entries = (await describe(admin, [topic])).get(topic) ?? [];
        const merged = configEntries({ ...valuesOf(entries.filter(({ own }) => own)), ...changes });
        const resources = [{ type: topicResource, name: topic, configEntries: merged }];
        await admin.alterConfigs({ validateOnly: false, resources });
      }),
    topicOffsets: (topic) =>
      connected(`Offsets of topic ${topic}`, async (admin) =>
        (await admin.fetchTopicOffsets(topic))
          .map(({ partition, low, high }) => ({ partition, low, high }))
          .sort((a, b) => a.partition - b.partition),
      ),
    offsetsAt: (topic, time) =>
      connected(`Offsets of topic ${topic}`, (admin) =>
        // Negative times mean the ends of the log to a broker.
        admin.fetchTopicOffsetsByTimestamp(topic, Math.max(0, time.getTime())),
      ),
    committedOffsets: (group) =>
      connected(`Offsets of group ${group}`, async (admin) =>
        (await admin.fetchOffsets({ groupId: group })).flatMap(({ topic, partitions }) =>
          partitions
            .filter(({ offset }) => !offset.startsWith('-'))
            .map(({ partition, offset, metadata }) => ({ topic, partition, offset, metadata: metadata ?? '' })),
        ),
      ),
    setOffsets: (group, topic, offsets) =>
      untilPassed(`Set offsets of group ${group}`, () => setOffsets(settings, group, topic, offsets)),
  };
}
