import { headerText, type TopicNames } from '@newsflow/contracts';
import { FatalError, PoisonError } from '../errors.ts';
import type { Attempt } from '../handle/failed.ts';
import { failureHeaders } from '../handle/failure-record.ts';
import type { ReceivedRecord } from '../records.ts';
import type { Handling, Subscription } from '../subscription.ts';

/** What a group consumes: its own topics, and its retry topics with what the records in them were before. */
export class Sources {
  readonly #handlings: ReadonlyMap<string, Handling>;
  /** By name of a retry topic: its delay. */
  readonly #delaysMs: ReadonlyMap<string, number>;

  constructor(
    names: TopicNames,
    group: string,
    subscriptions: readonly Subscription[],
    retryDelaysMs: readonly number[],
  ) {
    for (const { topic, retry } of subscriptions) {
      const unknown = retry?.kind === 'delayed' && retry.delaysMs?.find((delayMs) => !retryDelaysMs.includes(delayMs));
      if (unknown)
        throw new FatalError('UNKNOWN_DELAY', `${topic}: ${group} has no retry topic for a delay of ${unknown} ms`);
    }
    this.#handlings = new Map(subscriptions.map((subscription) => [names.topic(subscription.topic), subscription]));
    this.#delaysMs = new Map(retryDelaysMs.map((delayMs) => [names.retry(group, delayMs), delayMs]));
  }

  get topics(): string[] {
    return [...this.#handlings.keys(), ...this.#delaysMs.keys()];
  }

  /** undefined for a topic that the group does not consume. */
  attempt(record: ReceivedRecord): Attempt | undefined {
    const handling = this.#handlings.get(record.topic);
    if (handling) return { record, offset: record.offset, handling, tries: 0 };
    const delayMs = this.#delaysMs.get(record.topic);
    return delayMs === undefined ? undefined : this.#again(record, delayMs);
  }

  /** A record of a retry topic as it was before: the same place in the same topic, so that it gives the same events. */
  #again(record: ReceivedRecord, delayMs: number): Attempt {
    const header = (name: string): string => headerText(record.headers, name) ?? '';
    const topic = header('nf_original_topic');
    const handling = this.#handlings.get(topic);
    const partition = Number(header('nf_original_partition') || NaN);
    const offset = header('nf_original_offset');
    if (!handling || !Number.isInteger(partition) || !/^\d+$/u.test(offset))
      return { record, offset: record.offset, handling: refusal, tries: 0, due: { atMs: 0, atMostMs: delayMs } };
    const firstFailureAt = new Date(header('nf_first_failure'));
    return {
      offset: record.offset,
      handling,
      tries: Math.max(0, Math.trunc(Number(header('nf_attempt'))) || 0),
      ...(Number.isNaN(firstFailureAt.getTime()) ? {} : { firstFailureAt }),
      due: { atMs: Date.parse(header('nf_not_before')) || 0, atMostMs: delayMs },
      record: {
        ...record,
        topic,
        partition,
        offset,
        timestamp: header('nf_original_timestamp') || record.timestamp,
        headers: Object.fromEntries(Object.entries(record.headers).filter(([name]) => !failureHeaders.has(name))),
      },
    };
  }
}

/** Somebody else's record in a retry topic: nobody can say which handler it is for. */
const refusal: Handling = {
  mode: 'single',
  handler: ({ topic }) =>
    Promise.reject<undefined>(
      new PoisonError('NOT_A_RETRY', `${topic}: a record that does not say where it comes from`),
    ),
};
