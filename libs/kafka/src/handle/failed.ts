import type { ReceivedRecord } from '../records.ts';
import type { Handling } from '../subscription.ts';

/** A record on its way to a handler, with what is known of earlier tries. */
export interface Attempt {
  /** As it lay in its own topic, whatever retry topic it came from. */
  readonly record: ReceivedRecord;
  /** Where it was fetched: in its own topic or in a retry topic. */
  readonly offset: string;
  readonly handling: Handling;
  /** Before this one. */
  readonly tries: number;
  readonly firstFailureAt?: Date;
  /** Of a record in a retry topic: when it may be tried, in milliseconds since the epoch, and the delay of that topic. */
  readonly due?: { readonly atMs: number; readonly atMostMs: number };
}

/** A record that could not be handled: a dead letter unless it is to be tried again. */
export interface Failed {
  readonly record: ReceivedRecord;
  readonly error: unknown;
  /** How often the record was tried. */
  readonly attempts: number;
  readonly firstFailureAt: Date;
  /** It came from a retry topic: what its headers say of earlier failures and replays is ours. */
  readonly again: boolean;
}

/** Put aside in the retry topic of this delay. */
export interface Delayed extends Failed {
  readonly delayMs: number;
}
