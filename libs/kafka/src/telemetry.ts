interface OfTopic {
  readonly group: string;
  /** Full name, with the namespace. */
  readonly topic: string;
}
interface OfPartition extends OfTopic {
  readonly partition: number;
}

/** `ok`: handled; `dead-letter`: put aside; `retry`: tried again; `unavailable`: put off until a dependency is back. */
export type EventOutcome = 'ok' | 'dead-letter' | 'retry' | 'unavailable';

/** One function for each happening in a consumer: metric and log line are made of it. None may throw or wait. */
export interface ConsumerTelemetry {
  handled(event: OfTopic & { outcome: EventOutcome; count: number }): void;
  /** `reason` is the error's code: few different values. `attempts`: how often the record was tried. */
  deadLetter(event: OfPartition & { offset: string; reason: string; message: string; attempts: number }): void;
  /** One call of a handler, whatever its end. */
  handlerDuration(event: OfTopic & { seconds: number; records: number }): void;
  /** Records that handlers have in hand: so many more, or fewer. */
  inFlight(event: OfTopic & { change: number }): void;
  /** The offset of the partition was moved on. */
  progressed(event: OfPartition): void;
  /** Measured for each assigned partition, every few seconds, also while nothing is handled. */
  lag(event: OfPartition & { lagRecords: number; lagSeconds: number }): void;
  /** The partitions of this consumer from now on; the lag of any other is no longer known here. */
  assigned(event: { group: string; partitions: readonly { topic: string; partition: number }[] }): void;
  /** Once for each partition and try, as long as it lasts. */
  paused(event: OfPartition & { code: string; message: string; resumesInMs: number }): void;
  resumed(event: OfPartition): void;
  /** The committed offset was no longer in the log: records were lost to retention (or the topic was made anew). */
  offsetReset(event: OfPartition): void;
}

const nothing = (): void => undefined;
/** For commands and tests that measure nothing. */
export const noTelemetry: ConsumerTelemetry = {
  handled: nothing,
  deadLetter: nothing,
  handlerDuration: nothing,
  inFlight: nothing,
  progressed: nothing,
  lag: nothing,
  assigned: nothing,
  paused: nothing,
  resumed: nothing,
  offsetReset: nothing,
};
