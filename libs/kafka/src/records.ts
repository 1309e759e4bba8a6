import type { RecordToSend, TopicId } from '@newsflow/contracts';

type HeaderValue = string | Buffer | (string | Buffer)[] | undefined;

/**
 * A record as it lies in the log, not decoded: contracts' `decodeEvent` and `decodeRawPage` take it as it is. Where the
 * service is traced, the `traceparent` that a handler sees is the span in which the record is handled, so that what the
 * handler begins from it, and an output that passes it on, stand below that span.
 */
export interface ReceivedRecord {
  readonly topic: string;
  readonly partition: number;
  /** An int64, hence text. */
  readonly offset: string;
  /** Milliseconds since the epoch, as text. */
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, HeaderValue>>;
}

/** What the producer takes: contracts' `RecordToSend`, or a foreign record that is passed on unchanged. */
export interface OutgoingRecord {
  readonly key: Buffer | string | null;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, HeaderValue>>;
}

/** Where an acknowledged record lies. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

export interface Output {
  readonly topic: TopicId;
  readonly record: RecordToSend;
}

/** A record of the batch that could not be handled, while the others were; the error's class says what happens to it. */
export interface Failure {
  readonly record: ReceivedRecord;
  readonly error: unknown;
}

/**
 * What a handler leaves to the runtime: it publishes the outputs, deals with the failures, then commits. An output of a
 * record that is also a failure is published as well, so it belongs beside a PoisonError only (the outcome of a page that
 * becomes a dead letter): a record that is put aside would give its outputs twice. Where one is tried again in place, the
 * whole result is dropped and all its records are handled once more, so that the order is kept.
 */
export interface HandlerResult {
  readonly outputs?: readonly Output[];
  readonly failures?: readonly Failure[];
}
