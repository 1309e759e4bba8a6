export interface StackErrorOptions extends ErrorOptions {
  /** What the user can do about it, as an imperative without a full stop. */
  remedy?: string;
}

/** What kept Kafka, MongoDB or a service from being there. `code` is stable; the message is one line: the problem, then the remedy. */
export class StackError<Code extends string = string> extends Error {
  override readonly name: string = 'StackError';
  readonly code: Code;
  readonly problem: string;
  readonly remedy: string | undefined;

  constructor(code: Code, problem: string, { remedy, ...options }: StackErrorOptions = {}) {
    super(remedy === undefined ? problem : `${problem}: ${remedy}.`, options);
    this.code = code;
    this.problem = problem;
    this.remedy = remedy;
  }
}

export type ProvisionErrorCode =
  | 'unsupported-platform'
  | 'no-java'
  | 'no-maven'
  | 'no-go'
  | 'no-python'
  | 'no-pip'
  | 'registry-unreachable'
  | 'download-failed'
  | 'unusable-java'
  | 'unusable-mongod'
  | 'cache-not-writable';

/** A program that the embedded stack needs is missing or could not be fetched. */
export class ProvisionError extends StackError<ProvisionErrorCode> {
  override readonly name = 'ProvisionError';
}
