import { backOffMs } from '../handle/back-off.ts';
import type { BackOff } from './options.ts';

interface Pause {
  readonly tries: number;
  readonly timer: NodeJS.Timeout | undefined;
}

export interface PausesOptions {
  readonly backOff: BackOff;
  readonly pause: (topic: string, partition: number) => void;
  readonly resume: (topic: string, partition: number) => void;
}

/** Partitions that wait for a dependency: each with a back-off of its own, which a success resets. */
export class Pauses {
  readonly #pauses = new Map<string, Pause>();

  constructor(readonly options: PausesOptions) {}

  /** Stops the fetching of the partition; it goes on by itself. Returns after how long. */
  pause(topic: string, partition: number): number {
    const key = `${topic} ${partition}`;
    const before = this.#pauses.get(key);
    // Of a pause that a rebalance cut short: it would end this one too early.
    clearTimeout(before?.timer);
    const tries = (before?.tries ?? 0) + 1;
    const waitMs = backOffMs(this.options.backOff, tries);
    this.options.pause(topic, partition);
    const timer = setTimeout(() => {
      this.#pauses.set(key, { tries, timer: undefined });
      this.options.resume(topic, partition);
    }, waitMs);
    this.#pauses.set(key, { tries, timer });
    return waitMs;
  }

  /** The dependency answered. True where the partition had been paused. */
  succeeded(topic: string, partition: number): boolean {
    const key = `${topic} ${partition}`;
    clearTimeout(this.#pauses.get(key)?.timer);
    return this.#pauses.delete(key);
  }

  clear(): void {
    for (const { timer } of this.#pauses.values()) clearTimeout(timer);
    this.#pauses.clear();
  }
}
