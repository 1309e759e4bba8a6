import type { TopicNames } from '@newsflow/contracts';
import type { FetchedBatch, KafkaClient, TopicRecords } from '../client.ts';
import { PoisonError } from '../errors.ts';
import { bare, deadLetterRecord, retryRecord, withoutValue } from '../handle/failure-record.ts';
import type { Delayed, Failed } from '../handle/failed.ts';
import type { Settled } from '../handle/settle.ts';
import type { OutgoingRecord } from '../records.ts';

export interface DeliveryOptions {
  readonly client: KafkaClient;
  readonly names: TopicNames;
  readonly group: string;
}

/** Offsets of a part of a batch: of its first record, and where the group goes on behind its last. */
export interface Range {
  readonly first: string;
  readonly next: string;
}

export interface Signals {
  /** Others own the partition. */
  readonly lost: AbortSignal;
  /** The time for draining is over. */
  readonly abandoned: AbortSignal;
}

/** How what the handlers gave and the group's offset take effect: the outputs first, or all of it at once. */
export interface Delivery {
  /**
   * The offset up to which everything has taken effect already: what lies below is not handled again.
   * Rejects as {@link complete}.
   */
  startOf(batch: FetchedBatch): Promise<bigint>;
  /**
   * Resolves when all is published and the offset committed. Rejects with UnavailableError or FatalError, with PoisonError
   * when the broker refuses an output as too large (nothing is committed then), with MembershipError when the group wants
   * this member to join again, with the signals' reason.
   */
  complete(batch: FetchedBatch, settled: Settled, range: Range, signals: Signals): Promise<void>;
  /** Lets go of what belongs to other partitions than these. */
  assigned(partitions: readonly { readonly topic: string; readonly partition: number }[]): void;
  /** The committed offset is no longer in the log: the next batch begins where the log does. */
  offsetReset(topic: string, partition: number): void;
  close(): Promise<void>;
}

type Shrink = (record: OutgoingRecord) => OutgoingRecord;
/** For topics of failures that take less than they should. The original stays where it came from. */
const shrinks: readonly Shrink[] = [(record) => record, withoutValue, bare];

/** Publishes with the first form of a failure that is taken. Rejects as `publish` does with the last one. */
export async function firstThatFits(
  publish: (shrink: Shrink) => Promise<void>,
  forms: 'all' | 'unshrunk' = 'all',
): Promise<void> {
  const tried = forms === 'all' ? shrinks : shrinks.slice(0, 1);
  for (const shrink of tried) {
    try {
      await publish(shrink);
      return;
    } catch (error) {
      if (!(error instanceof PoisonError) || shrink === tried.at(-1)) throw error;
    }
  }
}

export function outputsOf({ outputs }: Settled, { names }: DeliveryOptions): TopicRecords[] {
  const byTopic = Map.groupBy(outputs, ({ topic }) => topic);
  return [...byTopic].map(([topic, of]) => ({
    topic: names.topic(topic),
    records: of.map(({ record }) => record),
  }));
}

/** To its retry topic or, made smaller or for good, to the dead letters: nothing can be tried again without its value. */
export function failureOf(failed: Failed | Delayed, shrink: Shrink, options: DeliveryOptions): TopicRecords {
  const { names, group } = options;
  if ('delayMs' in failed && shrink === shrinks[0])
    return { topic: names.retry(group, failed.delayMs), records: [retryRecord(group, failed, Date.now())] };
  return { topic: names.deadLetter(group), records: [shrink(deadLetterRecord(group, failed))] };
}
