import type { FetchedBatch, Producer } from '../client.ts';
import { waited } from '../handle/back-off.ts';
import type { Failed } from '../handle/failed.ts';
import type { Settled } from '../handle/settle.ts';
import { MembershipError } from '../membership-error.ts';
import {
  type Delivery,
  type DeliveryOptions,
  failureOf,
  firstThatFits,
  outputsOf,
  type Range,
  type Signals,
} from './delivery.ts';

const commitTries = 4;
const commitPauseMs = 250;

/** Outputs and failures to their topics; when all are acknowledged, the offset. */
export class AtLeastOnce implements Delivery {
  readonly #producer: Producer;

  constructor(readonly options: DeliveryOptions) {
    this.#producer = options.client.producer();
  }

  startOf(): Promise<bigint> {
    return Promise.resolve(0n);
  }

  async complete(batch: FetchedBatch, settled: Settled, { next }: Range, signals: Signals): Promise<void> {
    const sends = [
      ...outputsOf(settled, this.options).map(({ topic, records }) => this.#producer.send(topic, records)),
      ...[...settled.deadLetters, ...settled.retries].map((failed) => this.#sendFailure(failed)),
    ];
    // All have ended before anything is decided, so that no send of an earlier try is still under way in the next.
    const ends = await Promise.allSettled(sends);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    signals.lost.throwIfAborted();
    await commit(batch, next, signals.abandoned);
  }

  assigned(): void {
    // The one producer serves all partitions.
  }

  offsetReset(): void {
    // Starts where the batch does.
  }

  close(): Promise<void> {
    return this.#producer.close();
  }

  #sendFailure(failed: Failed): Promise<void> {
    return firstThatFits(async (shrink) => {
      const { topic, records } = failureOf(failed, shrink, this.options);
      await this.#producer.send(topic, records);
    });
  }
}

async function commit(batch: FetchedBatch, next: string, abandoned: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await batch.commit(next);
      return;
    } catch (error) {
      const mayPass = error instanceof MembershipError && error.kind === 'unreachable' && attempt < commitTries;
      if (!mayPass || !(await waited(commitPauseMs, abandoned))) throw error;
    }
  }
}
