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
    const tries = (this.#pauses.get(`${topic} ${partition}`)?.tries ?? 0) + 1;
    const waitMs = backOffMs(this.options.backOff, tries);
    this.#pauseFor(topic, partition, waitMs, tries);
    return waitMs;
  }

  /** Until a record is due: nothing is wrong. */
  wait(topic: string, partition: number, ms: number): void {
    this.#pauseFor(topic, partition, ms, this.#pauses.get(`${topic} ${partition}`)?.tries ?? 0);
  }

  #pauseFor(topic: string, partition: number, ms: number, tries: number): void {
    const key = `${topic} ${partition}`;
    // Of a pause that a rebalance cut short: it would end this one too early.
    clearTimeout(this.#pauses.get(key)?.timer);
    this.options.pause(topic, partition);
    const timer = setTimeout(() => {
      this.#pauses.set(key, { tries, timer: undefined });
      this.options.resume(topic, partition);
    }, ms);
    this.#pauses.set(key, { tries, timer });
  }

  /** The dependency answered. True where the partition had been paused. */
  succeeded(topic: string, partition: number): boolean {
    const key = `${topic} ${partition}`;
    const pause = this.#pauses.get(key);
    clearTimeout(pause?.timer);
    this.#pauses.delete(key);
    return pause !== undefined && pause.tries > 0;
  }

  clear(): void {
    for (const { timer } of this.#pauses.values()) clearTimeout(timer);
    this.#pauses.clear();
  }
}
