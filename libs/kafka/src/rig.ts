import { topicNames, type TopicId } from '@newsflow/contracts';
import type { KafkaClient, Log } from './client.ts';
import { connectKafka } from './connect.ts';
import type { ConsumerOptions, RunningConsumer } from './consume/options.ts';
import { runConsumer } from './consume/run-consumer.ts';
import { readAll } from './read/read-topic.ts';
import type { OutgoingRecord, ReceivedRecord } from './records.ts';
import type { RetryPolicy, Subscription } from './subscription.ts';
import { noTelemetry, type ConsumerTelemetry } from './telemetry.ts';
import { provisionTopics } from './topics/provision.ts';

export { until } from '@newsflow/testing';

let namespaces = 0;
/** Of the retry topics of a rig. */
export const quickDelaysMs = [50, 150];
/** A policy under which nothing waits long. */
export const inPlace = (attempts = 5): RetryPolicy => ({
  kind: 'blocking',
  attempts,
  backOff: { initialMs: 5, maxMs: 20 },
});

export const text = (record: ReceivedRecord): string => record.value?.toString() ?? '';
export const fine: Promise<undefined> = Promise.resolve(undefined);
export const failing = (error: Error): Promise<never> => Promise.reject(error);
export const aRecord = (value: string, key = value): OutgoingRecord => ({ key, value: Buffer.from(value) });

/** A telemetry that keeps what it was told, as `name key=value …`. */
export function recordingTelemetry(): {
  telemetry: ConsumerTelemetry;
  told: Record<keyof ConsumerTelemetry, unknown[]>;
} {
  const names = Object.keys(noTelemetry) as (keyof ConsumerTelemetry)[];
  const told = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    keyof ConsumerTelemetry,
    unknown[]
  >;
  const telemetry = Object.fromEntries(names.map((name) => [name, (event: unknown) => told[name].push(event)]));
  return { telemetry: telemetry as unknown as ConsumerTelemetry, told };
}

/** A namespace of its own on a broker, with the group `parser`, and what tests do with it. */
export class Rig {
  readonly names;
  readonly group;
  readonly client: KafkaClient;
  readonly lines: string[] = [];
  readonly #running: RunningConsumer[] = [];
  readonly #producer;

  constructor(
    readonly brokers: readonly string[],
    readonly namespace = `t${process.pid}-${++namespaces}`,
  ) {
    this.names = topicNames(namespace);
    this.group = this.names.group('parser');
    const log: Log = (level, message) => {
      if (level !== 'debug') this.lines.push(`${level} ${message}`);
    };
    this.client = connectKafka({ brokers, clientId: namespace, log });
    this.#producer = this.client.producer();
  }

  async provision(partitions = 1): Promise<this> {
    await provisionTopics(this.client, {
      namespace: this.namespace,
      partitions,
      replicationFactor: 1,
      groups: ['parser'],
      retryDelaysMs: quickDelaysMs,
    });
    return this;
  }

  async produce(topic: TopicId, ...values: (string | OutgoingRecord)[]): Promise<void> {
    const records = values.map((value) => (typeof value === 'string' ? aRecord(value) : value));
    await this.#producer.send(this.names.topic(topic), records);
  }

  consume(
    subscription: Subscription | readonly Subscription[],
    options: Partial<ConsumerOptions> = {},
  ): RunningConsumer {
    const { client, names, group } = this;
    const subscriptions = 'topic' in subscription ? [subscription] : subscription;
    const consumer = runConsumer({
      client,
      names,
      group,
      subscriptions,
      retryDelaysMs: quickDelaysMs,
      pauseBackOff: { initialMs: 20, maxMs: 50 },
      ...options,
    });
    this.#running.push(consumer);
    return consumer;
  }

  /** Offset committed by the group; -1 where there is none. */
  async committed(topic: TopicId, partition = 0): Promise<number> {
    const offsets = await this.client.admin().committedOffsets(this.group);
    const found = offsets.find((one) => one.topic === this.names.topic(topic) && one.partition === partition);
    return Number(found?.offset ?? -1);
  }

  read(topic: string): Promise<ReceivedRecord[]> {
    return readAll(this.client, topic);
  }

  deadLetters(): Promise<ReceivedRecord[]> {
    return this.read(this.names.deadLetter(this.group));
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.map((consumer) => consumer.stop()));
    await this.#producer.close();
  }
}
