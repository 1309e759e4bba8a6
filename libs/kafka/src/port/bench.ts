import { type Stack, startStack } from '@newsflow/stack';
import type { KafkaClient, KafkaSettings, Log } from '../client.ts';
import { type LossyKafka, lossyKafka } from '../lossy-kafka.ts';
import { readAll } from '../read/read-topic.ts';
import type { ReceivedRecord } from '../records.ts';

export type Connect = (settings: KafkaSettings) => KafkaClient;

export const user = { username: 'guest', password: 'only-here' };
let names = 0;
/** Of a topic, a group, a transactional id that nobody else uses. */
export const newName = (of: string): string => `${of}-${process.pid}-${++names}`;

/** A broker, the client that is put to the test on it, and what its tests do with both. */
export class Bench {
  #stack: Stack | undefined;
  #client: KafkaClient | undefined;
  #lossy: LossyKafka | undefined;

  constructor(readonly connect: Connect) {}

  async start(): Promise<void> {
    // Somebody else's broker has no logins of ours.
    const env = { ...process.env, NEWSFLOW_KAFKA_BROKERS: '' };
    this.#stack = await startStack({ env, logins: { [user.username]: user.password } });
    this.#client = this.connect({ brokers: this.stack.brokers, clientId: 'contract' });
    this.#lossy = await lossyKafka(this.stack.brokers);
  }

  async stop(): Promise<void> {
    await this.#lossy?.close();
    await this.#stack?.stop();
  }

  get stack(): Stack {
    return started(this.#stack);
  }

  /** By the straight way. */
  get client(): KafkaClient {
    return started(this.#client);
  }

  get lossy(): LossyKafka {
    return started(this.#lossy);
  }

  /** By the way on which answers get lost. */
  lossyClient(): KafkaClient {
    return this.connect({ brokers: this.lossy.brokers, clientId: 'behind losses' });
  }

  /** One that may do nothing unless it is allowed to. */
  guest(): KafkaClient {
    const sasl = { mechanism: 'plain', ...user } as const;
    return this.connect({ brokers: this.stack.loginBrokers, clientId: 'guest', sasl });
  }

  toNowhere(port: number, log: Log): KafkaClient {
    return this.connect({ brokers: [`127.0.0.1:${port}`], clientId: 'nowhere', log });
  }

  async topic(partitions = 1, config: Readonly<Record<string, string>> = {}): Promise<string> {
    const topic = newName('topic');
    await this.client.admin().createTopics([{ topic, partitions, replicationFactor: 1, config }]);
    return topic;
  }

  /** What read_committed readers see, partition by partition. */
  records(topic: string): Promise<ReceivedRecord[]> {
    return readAll(this.client, topic);
  }

  async send(topic: string, ...records: Parameters<ReturnType<KafkaClient['producer']>['send']>[1]): Promise<void> {
    const producer = this.client.producer();
    await producer.send(topic, records).finally(() => producer.close());
  }
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The bench has not been started');
  return part;
}
