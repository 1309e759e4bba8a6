import type { FetchedBatch } from '../client.ts';
import { MembershipError } from '../membership-error.ts';

export interface KeepAlive {
  /** What the group has answered since; `unreachable` is not told, the next beat may get through. */
  readonly error: MembershipError | undefined;
  /** Aborted when others own the partition. */
  readonly lost: AbortSignal;
  stop(): void;
}

/** Heartbeats while a batch is handled, however long the handler takes: else the group would think this member dead. */
export function keepAlive(batch: FetchedBatch, intervalMs: number): KeepAlive {
  const controller = new AbortController();
  let error: MembershipError | undefined;
  const beat = async (): Promise<void> => {
    try {
      await batch.heartbeat();
    } catch (failure) {
      if (!(failure instanceof MembershipError) || failure.kind === 'unreachable') return;
      if (error?.kind !== 'fenced') error = failure;
      if (failure.kind === 'fenced') controller.abort(failure);
    }
  };
  // kafkajs sends none before the interval since the last answer is over: a timer of the same length would miss every other one.
  const timer = setInterval(() => void beat(), intervalMs / 2);
  return {
    get error() {
      return error;
    },
    lost: controller.signal,
    stop: () => {
      clearInterval(timer);
    },
  };
}
