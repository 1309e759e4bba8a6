import type { Attempt } from '../handle/failed.ts';

interface Partition {
  readonly topic: string;
  readonly partition: number;
}

/** All up to this offset that no earlier mark covers was first fetched at this time. */
interface Mark {
  readonly upTo: bigint;
  readonly sinceMs: number;
}

type Fetched = Pick<Attempt, 'offset' | 'due'>;

const keyOf = ({ topic, partition }: Partition): string => `${topic} ${partition}`;

/**
 * When records of retry topics are due: at the time that they name, but no longer after they were first fetched here than the
 * delay of their topic, so that a clock that is wrong elsewhere keeps nothing waiting for ever. What was fetched together
 * waits together: one after the other, a few such records would stop the topic.
 */
export class Waits {
  /** By partition, in order. */
  readonly #marks = new Map<string, readonly Mark[]>();
  /** Where the last fetch of each partition began. */
  readonly #begins = new Map<string, bigint>();

  /** To be told of what was fetched, in order, before it is asked about. */
  fetched(at: Partition, attempts: readonly Fetched[], nowMs: number): void {
    const waiting = attempts.filter(({ due }) => due);
    const [first, last] = [waiting[0], waiting.at(-1)];
    if (!first || !last) return;
    const upTo = BigInt(last.offset);
    const begin = BigInt(first.offset);
    const before = this.#marks.get(keyOf(at)) ?? [];
    // A fetch from further back than ever is of a topic made anew, whose offsets mean other records.
    const isAnew = begin < (this.#begins.get(keyOf(at)) ?? begin);
    this.#begins.set(keyOf(at), begin);
    const marks = isAnew ? [] : before.filter((mark) => mark.upTo >= begin);
    const isNew = marks.every((mark) => mark.upTo < upTo);
    this.#marks.set(keyOf(at), isNew ? [...marks, { upTo, sinceMs: nowMs }] : marks);
  }

  /** Milliseconds until it may be tried; 0: now. */
  remainingMs(at: Partition, { offset, due }: Fetched, nowMs: number): number {
    if (!due || due.atMs <= nowMs) return 0;
    const mark = this.#marks.get(keyOf(at))?.find(({ upTo }) => upTo >= BigInt(offset));
    return Math.max(0, Math.min(due.atMs, (mark?.sinceMs ?? nowMs) + due.atMostMs) - nowMs);
  }
}
