import kafkajs, {
  type Message,
  type Producer as KafkajsProducer,
  type RecordMetadata,
  type Transaction,
} from 'kafkajs';
import type { KafkaSettings, TopicRecords } from '../client.ts';
import { UnavailableError } from '../errors.ts';
import type { OutgoingRecord, Position } from '../records.ts';
import { kafkaFailure } from './kafka-failure.ts';
import { newKafka, requestTimeoutMs } from './kafka.ts';

export interface Transactions {
  readonly transactionalId: string;
  /** After this long without an end the broker takes a transaction back. */
  readonly transactionTimeout: number;
}

/** kafkajs fails at a header without a value, again and again. */
const message = ({ key, value, headers = {} }: OutgoingRecord): Message => ({
  key,
  value,
  headers: Object.fromEntries(Object.entries(headers).filter(([, header]) => header !== undefined)),
});

/**
 * One idempotent producer of kafkajs, for one request at a time and until its first failure.
 *
 * Both are vital. When an answer is lost kafkajs winds its sequence numbers back: the next request with another content
 * gets the numbers of one that is in the log already, and the broker acknowledges it as a duplicate without writing it.
 * Retries inside one request repeat the same content.
 *
 * Even they are not safe where there are several brokers: what one of them has acknowledged goes out again, under new sequence
 * numbers, when its partition moves between two tries to a broker that has not. It is in the log twice then. A transaction
 * therefore has one try, and whoever began it begins anew; elsewhere that is a repetition as any other (at least once), but
 * the numbers may have been wound back behind it: see {@link spent}.
 */
export class Sender {
  readonly #partitions = new WeakMap<Message, number>();
  #spent = false;
  /** Why the last try failed. */
  #failure = '';
  readonly #producer: KafkajsProducer;

  private constructor(settings: KafkaSettings, transactions: Transactions | undefined) {
    const onSendFailed = (reason: string): void => {
      this.#failure = reason;
    };
    this.#producer = newKafka(settings, { onSendFailed }).producer({
      ...transactions,
      idempotent: true,
      allowAutoTopicCreation: false,
      createPartitioner: () => {
        const choose = kafkajs.Partitioners.DefaultPartitioner();
        return (args) => {
          // kafkajs asks again at each try, before anything goes out: a record without a key would go elsewhere then.
          const known = this.#partitions.get(args.message);
          if (known !== undefined) {
            this.#spent = true;
            if (transactions)
              throw new kafkajs.KafkaJSNonRetriableError(`${this.#failure} (within a transaction there is one try)`);
            return known;
          }
          const partition = choose(args);
          this.#partitions.set(args.message, partition);
          return partition;
        };
      },
    });
  }

  static async connect(settings: KafkaSettings, transactions?: Transactions): Promise<Sender> {
    const sender = new Sender(settings, transactions);
    try {
      await sender.#producer.connect();
      return sender;
    } catch (error) {
      await sender.close();
      throw kafkaFailure('Connect to produce', error);
    }
  }

  /** A request took more than one try: the next one belongs to another sender. */
  get spent(): boolean {
    return this.#spent;
  }

  /** The first one makes the id its own. */
  transaction(): Promise<Transaction> {
    return this.#producer.transaction();
  }

  /** The positions of each request's records. After a rejection this sender must not be used again. */
  async send(requests: readonly TopicRecords[], transaction?: Transaction): Promise<Position[][]> {
    const sent = requests.map(({ topic, records }) => ({ topic, messages: records.map(message) }));
    const acknowledged = await (transaction ?? this.#producer)
      .sendBatch({
        acks: -1,
        timeout: requestTimeoutMs,
        compression: kafkajs.CompressionTypes.ZSTD,
        topicMessages: sent.map((one) => ({ ...one })),
      })
      .catch((error: unknown) => {
        throw kafkaFailure(`Send to ${requests.map(({ topic }) => topic).join(', ')}`, error);
      });
    return this.#positions(sent, acknowledged);
  }

  /**
   * The broker answers with the first offset of each partition. A partition without an answer was not written: kafkajs
   * forgets it when its leader moves, between two tries, to a broker that has answered already.
   */
  #positions(
    sent: readonly { topic: string; messages: readonly Message[] }[],
    acknowledged: RecordMetadata[],
  ): Position[][] {
    const next = new Map(
      acknowledged.map(({ topicName, partition, baseOffset }) => [`${topicName} ${partition}`, baseOffset]),
    );
    return sent.map(({ topic, messages }) =>
      messages.map((one) => {
        const partition = this.#partitions.get(one);
        const offset = next.get(`${topic} ${String(partition)}`);
        if (partition === undefined || offset === undefined) {
          throw new UnavailableError('SEND_UNCERTAIN', `${topic}: no acknowledgement for a record of this request`);
        }
        next.set(`${topic} ${partition}`, (BigInt(offset) + 1n).toString());
        return { topic, partition, offset };
      }),
    );
  }

  async close(): Promise<void> {
    await this.#producer.disconnect().catch(() => undefined);
  }
}
