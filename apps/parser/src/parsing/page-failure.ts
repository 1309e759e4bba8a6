/** Why a page could not be parsed: the start of the outcome's `reason`, and the error code of its dead letter. */
export const failureCodes = {
  'time-limit': 'PARSE_TIME_LIMIT',
  'heap-limit': 'PARSE_HEAP_LIMIT',
  'parser-crashed': 'PARSER_CRASHED',
  'content-coding': 'CONTENT_CODING',
  'too-large': 'BODY_TOO_LARGE',
  'output-too-large': 'OUTPUT_TOO_LARGE',
} as const;
export type FailureKind = keyof typeof failureCodes;

/** This page will never be parsed with these limits; the others of its batch are not affected. */
export class PageFailure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, detail: string) {
    super(detail);
    this.name = 'PageFailure';
    this.kind = kind;
  }

  /** `time-limit: more than 10000 ms` */
  get reason(): string {
    return `${this.kind}: ${this.message}`;
  }
}
