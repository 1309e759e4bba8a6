import type { FetchedBatch, TopicRecords, TransactionalProducer } from '../client.ts';
import { UnavailableError } from '../errors.ts';
import { MembershipError } from '../membership-error.ts';
import type { Settled } from '../handle/settle.ts';
import {
  type Delivery,
  type DeliveryOptions,
  failureOf,
  firstThatFits,
  outputsOf,
  type Range,
  type Signals,
} from './delivery.ts';
import { transactSpans } from './transact-spans.ts';

interface Partition {
  readonly topic: string;
  readonly partition: number;
}

/** A partition whose transactional id is ours. */
interface Owned {
  readonly producer: TransactionalProducer;
  /** Up to here everything has taken effect. As long as the id is ours nobody else moves it. */
  position: bigint;
}

const keyOf = ({ topic, partition }: Partition): string => `${topic} ${partition}`;

/**
 * Outputs, failures and the offset in one transaction, with a transactional id for each input partition.
 *
 * The broker does not compare an offset in a transaction with the generation of the group (kafkajs has no KIP-447), so a
 * member that lost the partition without noticing could commit. What keeps it from doing harm is the order in which a
 * partition is taken over, by whomever: make the id ours, which ends what the one before had begun and fences it off; then
 * read the group's offset; then handle what lies behind it. Every transaction thus begins where the one before ended. For
 * the same reason no offset of these partitions is ever committed outside a transaction.
 */
export class ExactlyOnce implements Delivery {
  readonly #owned = new Map<string, Owned>();
  /** Partitions whose committed offset is no longer in the log: what is fetched counts until the next transaction. */
  readonly #reset = new Set<string>();

  /** The furthest position of each partition that this process knows of. */
  readonly #seen = new Map<string, bigint>();
  /** Positions behind that which were read once. */
  readonly #doubted = new Map<string, bigint>();

  constructor(readonly options: DeliveryOptions) {}

  async startOf(batch: FetchedBatch): Promise<bigint> {
    const { position } = await this.#own(batch);
    return this.#reset.has(keyOf(batch)) ? 0n : position;
  }

  async complete(batch: FetchedBatch, settled: Settled, range: Range, signals: Signals): Promise<void> {
    const outputs = outputsOf(settled, this.options);
    const failures = [...settled.deadLetters, ...settled.retries];
    // Whose fault it is that the broker refuses a transaction as too large shows only where it is of one record alone.
    const alone = settled.done === 1 && failures.length > 0;
    await firstThatFits(
      async (shrink) => {
        const put = failures.map((failed) => failureOf(failed, shrink, this.options));
        await this.#transact(batch, [...outputs, ...put], range, signals);
      },
      alone ? 'all' : 'unshrunk',
    );
  }

  assigned(partitions: readonly Partition[]): void {
    const kept = new Set(partitions.map(keyOf));
    for (const key of this.#owned.keys()) if (!kept.has(key)) void this.#letGo(key);
  }

  offsetReset(topic: string, partition: number): void {
    this.#reset.add(keyOf({ topic, partition }));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#owned.keys()].map((key) => this.#letGo(key)));
  }

  async #transact(
    batch: FetchedBatch,
    records: readonly TopicRecords[],
    { first, next }: Range,
    signals: Signals,
  ): Promise<void> {
    const { group } = this.options;
    const { topic, partition } = batch;
    const key = keyOf(batch);
    // To take it over now would fence whoever it belongs to.
    if (batch.isLost())
      throw new MembershipError('fenced', `${topic}[${partition}] was handed on while it was worked on`, {
        cause: undefined,
      });
    const owned = await this.#own(batch);
    if (BigInt(first) < owned.position && !this.#reset.has(key))
      throw new UnavailableError('TAKEN_OVER', `${topic}[${partition}]: ${first} was handled by another member`);
    signals.lost.throwIfAborted();
    signals.abandoned.throwIfAborted();
    try {
      await transactSpans(group, records, (spanned) =>
        owned.producer.transact(spanned, { group, topic, partition, offset: next }),
      );
    } catch (error) {
      // Its close waits for answers that may never come; the next one with its id ends what it has begun.
      void this.#letGo(key);
      throw error;
    }
    owned.position = BigInt(next);
    this.#seen.set(key, owned.position);
    this.#reset.delete(key);
    batch.advance(next);
  }

  /** Takes the partition over unless it is ours. */
  async #own({ topic, partition }: Partition): Promise<Owned> {
    const key = keyOf({ topic, partition });
    const known = this.#owned.get(key);
    if (known) return known;
    const { client, names, group } = this.options;
    const producer = await client.transactionalProducer(names.transactionalId(group, topic, partition));
    try {
      const committed = await client.admin().committedOffsets(group);
      const found = committed.find((one) => one.topic === topic && one.partition === partition);
      const position = BigInt(found?.offset ?? 0);
      this.#doubt(key, position);
      const owned = { producer, position };
      this.#owned.set(key, owned);
      this.#seen.set(key, position);
      return owned;
    } catch (error) {
      await producer.close();
      throw error;
    }
  }

  /**
   * A coordinator that has been replaced and does not know it yet answers from before what this process has done. What it says
   * again, after a pause, is so: the topic was made anew, or its log lost.
   */
  #doubt(key: string, position: bigint): void {
    const isBehind = position < (this.#seen.get(key) ?? 0n) && !this.#reset.has(key);
    if (isBehind && this.#doubted.get(key) !== position) {
      this.#doubted.set(key, position);
      throw new UnavailableError('POSITION_STALE', `${key}: the group's offset ${position} is behind what is done`);
    }
    this.#doubted.delete(key);
  }

  async #letGo(key: string): Promise<void> {
    const owned = this.#owned.get(key);
    this.#owned.delete(key);
    await owned?.producer.close();
  }
}
