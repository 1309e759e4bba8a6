import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { TopicNames } from '@newsflow/contracts';
import type { ConsumerOptions, KafkaClient } from '@newsflow/kafka';
import { kafkaTransport } from './consume.ts';

export interface KafkaTransportOptions extends Omit<ConsumerOptions, 'client' | 'group' | 'names' | 'subscriptions'> {
  readonly client: KafkaClient;
  readonly names: TopicNames;
  /** Names the consumer group: `names.group(service)`. */
  readonly service: string;
}

/** Nest transport over the consumer runtime: every `@Consume` method of the application is a subscription. */
export class KafkaTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = kafkaTransport;
  override readonly propagatesEventHandlerErrors = true;
  /** Rejects when the consumer is dead for good: the process has to end. */
  readonly failed: Promise<never> = new Promise(() => undefined);

  constructor(readonly options: KafkaTransportOptions) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    callback(new Error('not built yet'));
  }

  /** Drains and leaves the group. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Joined the group and consuming. */
  ready(): boolean {
    return false;
  }

  on(): never {
    throw new Error('The Kafka transport has no events of its own');
  }

  unwrap(): never {
    throw new Error('The Kafka transport hands out no client of its own');
  }
}
