import { type INestMicroservice, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CustomStrategy } from '@nestjs/microservices';
import { topicNames } from '@newsflow/contracts';
import { connectKafka, type KafkaClient, provisionTopics, readAll, type ReceivedRecord } from '@newsflow/kafka';
import { until } from '@newsflow/testing';
import { KafkaTransport, type KafkaTransportOptions } from './kafka-transport.ts';

let namespaces = 0;

export const text = ({ value }: ReceivedRecord): string => value?.toString() ?? '';

/** A namespace of its own on a broker, with Nest applications that are the service `store`. */
export class Rig {
  readonly names;
  readonly group;
  readonly client: KafkaClient;
  readonly #running: INestMicroservice[] = [];

  constructor(
    readonly brokers: readonly string[],
    readonly namespace = `m${process.pid}-${++namespaces}`,
  ) {
    this.names = topicNames(namespace);
    this.group = this.names.group('store');
    this.client = connectKafka({ brokers, clientId: namespace });
  }

  async provision(): Promise<this> {
    const { namespace } = this;
    await provisionTopics(this.client, { namespace, partitions: 1, replicationFactor: 1, groups: ['store'] });
    return this;
  }

  /** One of kafkajs as it is, which cannot read the compression of ours. */
  async plainTopic(): Promise<string> {
    const topic = `${this.namespace}.plain`;
    await this.client.admin().createTopics([{ topic, partitions: 1, replicationFactor: 1, config: {} }]);
    return topic;
  }

  async start(controller: Type, options: Partial<KafkaTransportOptions> = {}): Promise<KafkaTransport> {
    @Module({ controllers: [controller] })
    class App {}
    const { client, names } = this;
    const retry = { kind: 'blocking', backOff: { initialMs: 5, maxMs: 5 } } as const;
    const strategy = new KafkaTransport({ client, names, service: 'store', retry, ...options });
    const settings: Pick<CustomStrategy, 'strategy'> & { logger: false } = { strategy, logger: false };
    const app = await NestFactory.createMicroservice(App, settings);
    this.#running.push(app);
    await app.listen();
    return strategy;
  }

  /** To the topic of articles. */
  async produce(...values: (string | Buffer)[]): Promise<void> {
    const producer = this.client.producer();
    const records = values.map((value) => ({ key: 'k', value: Buffer.from(value) }));
    await producer.send(this.names.topic('article'), records);
    await producer.close();
  }

  /** Offset that a group has committed; -1 where there is none. */
  async committed(group = this.group, topic = this.names.topic('article')): Promise<number> {
    const offsets = await this.client.admin().committedOffsets(group);
    return Number(offsets.find((one) => one.topic === topic)?.offset ?? -1);
  }

  async committedUpTo(offset: number, group?: string, topic?: string): Promise<void> {
    await until(`offset ${offset} committed`, async () => (await this.committed(group, topic)) === offset);
  }

  read(topic: string): Promise<ReceivedRecord[]> {
    return readAll(this.client, topic);
  }

  deadLetters(): Promise<ReceivedRecord[]> {
    return this.read(this.names.deadLetter(this.group));
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.map((app) => app.close()));
  }
}
