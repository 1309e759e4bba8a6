import type { TopicId } from '@newsflow/contracts';
import type { BackOff } from './consume/options.ts';
import type { HandlerResult, ReceivedRecord } from './records.ts';

export interface HandlerContext {
  readonly group: string;
  /** 1 for the first try with just these records; of several records that are tried again, the lowest of them. */
  readonly attempt: number;
  /** Aborted when the partition is lost, or the time for the call or for draining is over: the result will not be used. */
  readonly signal: AbortSignal;
}

type Handled = Promise<HandlerResult | undefined> | Promise<void>;
export type BatchHandler = (records: readonly ReceivedRecord[], context: HandlerContext) => Handled;
export type SingleHandler = (record: ReceivedRecord, context: HandlerContext) => Handled;

/**
 * What happens to a record that fails in a way that may pass.
 *
 * `delayed`: it is put aside in the group's retry topics, one delay after the other, and what lies behind it goes on; then
 * it is a dead letter. `blocking`: it is tried again where it is, and everything behind it in its partition waits, so that
 * the order is kept; then it is a dead letter.
 */
export type RetryPolicy =
  | {
      readonly kind: 'delayed';
      /** Some of the group's `retryDelaysMs`, in order. Default: all of them. */
      readonly delaysMs?: readonly number[];
    }
  | {
      readonly kind: 'blocking';
      /** The first included. Default 5. */
      readonly attempts?: number;
      /** Default 100 ms to 1 s. */
      readonly backOff?: BackOff;
    };

/**
 * How the records of a topic are handled. `batch`: many in one call, of one partition, in order; records that are tried again may come from
 * several. `single`: one record a call, those of different keys at the same time, those of one key in order.
 */
export type Handling =
  | { readonly mode: 'batch'; readonly handler: BatchHandler; readonly retry?: RetryPolicy }
  | { readonly mode: 'single'; readonly handler: SingleHandler; readonly retry?: RetryPolicy };

/**
 * A handler's effects must be idempotent: after a crash, a rebalance or a failed publication it is called again with the
 * same records. It never produces by itself: what it returns is published before the offsets are committed, or together
 * with them.
 */
export type Subscription = Handling & { readonly topic: TopicId };
