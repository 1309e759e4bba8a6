import type { PageInput } from '@newsflow/extraction';
import type { FailureKind } from './page-failure.ts';

/** A page as it goes to a worker: the body still has its content codings. */
export interface PageTask {
  readonly body: Uint8Array;
  readonly contentEncoding: string;
  /** Of the body without its codings. */
  readonly limitBytes: number;
  /** Of what is read from it, serialized: the service has to hold it in memory, and it must not fall. */
  readonly extractionLimitBytes: number;
  readonly page: Omit<PageInput, 'bytes'>;
}

/** What a worker says: once that it can begin, then one answer to each page. */
export type WorkerMessage = 'ready' | WorkerAnswer;
export type WorkerAnswer =
  /** An Extraction as `node:v8` serializes it: the size that the service takes in is known before it does. */
  | { readonly extraction: Uint8Array }
  /** Errors do not keep their class on the way between processes. */
  | { readonly failure: FailureKind; readonly detail: string };
