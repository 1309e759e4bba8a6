import type { Attempt } from '../handle/failed.ts';

interface Partition {
  readonly topic: string;
  readonly partition: number;
}

/**
 * When records of retry topics are due: at the time that they name, but no longer after they were first seen here than the
 * delay of their topic, so that a clock that is wrong elsewhere keeps nothing waiting for ever.
 */
export class Waits {
  /** By partition: the record that waits, and since when. */
  readonly #seen = new Map<string, { readonly offset: string; readonly sinceMs: number }>();

  /** Milliseconds until it may be tried; 0: now. */
  remainingMs({ topic, partition }: Partition, { offset, due }: Attempt, nowMs: number): number {
    if (!due || due.atMs <= nowMs) return 0;
    const key = `${topic} ${partition}`;
    const known = this.#seen.get(key);
    const sinceMs = known?.offset === offset ? known.sinceMs : nowMs;
    this.#seen.set(key, { offset, sinceMs });
    return Math.max(0, Math.min(due.atMs - nowMs, sinceMs + due.atMostMs - nowMs));
  }
}
