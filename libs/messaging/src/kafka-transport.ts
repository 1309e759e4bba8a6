import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { type ConsumerOptions, type Drain, FatalError, runConsumer, type RunningConsumer } from '@newsflow/kafka';
import { kafkaTransport } from './consume.ts';
import { subscriptionOf } from './subscriptions.ts';

export interface KafkaTransportOptions extends Omit<ConsumerOptions, 'group' | 'subscriptions'> {
  /** Names the consumer group: `names.group(service)`. */
  readonly service: string;
}

/**
 * Nest transport over the consumer runtime: every {@link Consume} method of the application is a subscription.
 * `close()` drains within `drainTimeoutMs`; in an application nothing that handlers need may be closed before
 * `onApplicationShutdown`, since Nest calls `onModuleDestroy` while they still run.
 */
export class KafkaTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = kafkaTransport;
  // Errors of handlers come here; else Nest would log them and that would be all.
  override readonly propagatesEventHandlerErrors = true;
  /** Rejects when the consumer is dead for good: the process has to end, and where nobody listens it does. */
  readonly failed: Promise<never>;
  readonly #fail: (error: unknown) => void;
  readonly #twice = new Set<string>();
  #consumer: RunningConsumer | undefined;

  constructor(readonly options: KafkaTransportOptions) {
    super();
    const { promise, reject } = Promise.withResolvers<never>();
    this.failed = promise;
    this.#fail = reject;
  }

  override addHandler(
    pattern: string,
    handler: MessageHandler,
    isEventHandler?: boolean,
    extras?: Record<string, unknown>,
  ): void {
    if (this.messageHandlers.has(this.normalizePattern(pattern))) this.#twice.add(pattern);
    super.addHandler(pattern, handler, isEventHandler, extras);
  }

  /** Calls back at once: joining may take until Kafka is there, see {@link ready}. With an error if the handlers are wrong. */
  listen(callback: (error?: unknown) => void): void {
    try {
      this.#consumer = this.#run();
    } catch (error) {
      callback(error);
      return;
    }
    this.#consumer.failed.catch(this.#fail);
    callback();
  }

  /** Stops fetching, lets handlers finish within the limit, commits, leaves the group. The second call waits for the first. */
  async close(): Promise<Drain> {
    return (await this.#consumer?.stop()) ?? { complete: true };
  }

  /** Joined the group and consuming. */
  ready(): boolean {
    return this.#consumer?.ready() ?? false;
  }

  on(): never {
    throw new Error('The Kafka transport has no events of its own: see failed and ready()');
  }

  unwrap(): never {
    throw new Error('The Kafka transport hands out no client of its own');
  }

  #run(): RunningConsumer {
    const { service, ...options } = this.options;
    const [twice] = this.#twice;
    if (twice !== undefined) throw new FatalError('TWO_HANDLERS', `Two handlers for the topic ${twice}`);
    const subscriptions = [...this.messageHandlers].map(([pattern, handler]) => subscriptionOf(pattern, handler));
    if (subscriptions.length === 0) throw new FatalError('NO_HANDLER', `${service} has no @Consume method`);
    return runConsumer({ ...options, group: options.names.group(service), subscriptions });
  }
}
