interface Options {
  readonly cause?: unknown;
}

/** An error that says what the consumer does next. `code` is stable: it becomes a metric label and a header. */
abstract class KafkaHandlingError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options: Options = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = new.target.name;
  }
}

/** May go well a moment later: tried again a bounded number of times, then a dead letter. */
export class TransientError extends KafkaHandlingError {}

/** This record will never go well: dead letter at once. */
export class PoisonError extends KafkaHandlingError {}

/** This process cannot go on (broken configuration, broken promise of the programme): the consumer stops and the process ends. */
export class FatalError extends KafkaHandlingError {}

/** A dependency is down: consumption pauses and goes on by itself; the record is not to blame and no attempt is used up. */
export class UnavailableError extends KafkaHandlingError {}

/** No broker answered within the time that the caller was ready to wait. */
export class KafkaUnreachableError extends UnavailableError {
  constructor(
    readonly brokers: readonly string[],
    waitedMs: number,
    why: string,
    options: Options = {},
  ) {
    super(
      'KAFKA_UNREACHABLE',
      `Kafka does not answer at ${brokers.join(', ')} (waited ${waitedMs} ms): ${why}`,
      options,
    );
  }
}
