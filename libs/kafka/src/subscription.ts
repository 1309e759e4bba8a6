import type { TopicId } from '@newsflow/contracts';
import type { HandlerResult, ReceivedRecord } from './records.ts';

export interface HandlerContext {
  readonly group: string;
  /** 1 for the first try with just these records. */
  readonly attempt: number;
  /** Aborted when the partition is lost or the time for draining is over: the result will not be used. */
  readonly signal: AbortSignal;
}

type Handled = Promise<HandlerResult | undefined> | Promise<void>;
export type BatchHandler = (records: readonly ReceivedRecord[], context: HandlerContext) => Handled;
export type SingleHandler = (record: ReceivedRecord, context: HandlerContext) => Handled;

/**
 * A handler's effects must be idempotent: after a crash, a rebalance or a failed publication it is called again with the
 * same records. It never produces by itself: what it returns is published before the offsets are committed.
 * All records of one call are of one partition, in order.
 */
export type Subscription =
  | { readonly topic: TopicId; readonly mode: 'batch'; readonly handler: BatchHandler }
  | { readonly topic: TopicId; readonly mode: 'single'; readonly handler: SingleHandler };
