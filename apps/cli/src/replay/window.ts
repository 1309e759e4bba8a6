import { setTimeout as wait } from 'node:timers/promises';
import type { Admin, OutgoingRecord, Producer } from '@newsflow/kafka';
import { CliError, exitCode } from '../exit.ts';

export interface WindowOptions {
  readonly admin: Pick<Admin, 'committedOffsets'>;
  readonly producer: Pick<Producer, 'send'>;
  readonly topic: string;
  /** That handles what is published. */
  readonly group: string;
  /** Most records that wait for the group at any time. */
  readonly limit: number;
  /** Gives up where the group has handled nothing for so long. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

const pollMs = 250;

export const endedEarly = (): CliError => new CliError(exitCode.partlyDone, 'ended before all was done');

/** Publishes to a topic at the rate at which a group handles it, so that what the group reads besides is not starved. */
export class Window {
  /** By partition: offsets that the group has not passed. */
  readonly #waiting = new Map<number, bigint[]>();
  #open = 0;
  #progressAt = performance.now();
  #looking: Promise<void> | undefined;

  constructor(private readonly options: WindowOptions) {}

  /**
   * Waits for room, then resolves once the records are acknowledged. Throws with exit code 7 where the group stands still or the
   * signal is aborted.
   */
  async send(records: readonly OutgoingRecord[]): Promise<void> {
    const { producer, topic } = this.options;
    await this.#until(() => this.#takeRoom(records.length));
    for (const { partition, offset } of await producer.send(topic, records))
      this.#waiting.set(partition, [...(this.#waiting.get(partition) ?? []), BigInt(offset)]);
  }

  /** Resolves when the group has passed all that was published. Throws as {@link send}. */
  passed(): Promise<void> {
    return this.#until(() => this.#open === 0);
  }

  /** In one step, since several publish at the same time. */
  #takeRoom(records: number): boolean {
    if (this.#open + records > this.options.limit) return false;
    if (this.#open === 0) this.#progressAt = performance.now();
    this.#open += records;
    return true;
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.options.signal.aborted) throw endedEarly();
      this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
      await this.#looking;
    }
  }

  async #look(): Promise<void> {
    const { admin, topic, group, patienceMs, signal } = this.options;
    await wait(pollMs, undefined, { signal }).catch(() => undefined);
    const committed = (await admin.committedOffsets(group)).filter((one) => one.topic === topic);
    let passed = 0;
    for (const { partition, offset } of committed) {
      const before = this.#waiting.get(partition) ?? [];
      const after = before.filter((waiting) => waiting >= BigInt(offset));
      this.#waiting.set(partition, after);
      passed += before.length - after.length;
    }
    this.#open -= passed;
    const now = performance.now();
    if (passed > 0) this.#progressAt = now;
    else if (now - this.#progressAt > patienceMs)
      throw new CliError(
        exitCode.partlyDone,
        `${group} has handled none of ${this.#open} records in ${Math.round(patienceMs / 1000)} s: does it run?`,
      );
  }
}
