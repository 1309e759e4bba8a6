/** What kept Kafka or MongoDB from being there. `code` is stable; the message is one line and names the remedy where there is one. */
export class StackError<Code extends string = string> extends Error {
  override readonly name: string = 'StackError';
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type ProvisionErrorCode =
  | 'unsupported-platform'
  | 'no-java'
  | 'no-maven'
  | 'no-python'
  | 'no-pip'
  | 'registry-unreachable'
  | 'download-failed'
  | 'unusable-java'
  | 'unusable-mongod'
  | 'cache-not-writable';

/** A program that the embedded stack needs is missing or could not be fetched. The message is one line with the remedy. */
export class ProvisionError extends StackError<ProvisionErrorCode> {
  override readonly name = 'ProvisionError';
}
