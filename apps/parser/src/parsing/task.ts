import type { Extraction, PageInput } from '@newsflow/extraction';
import type { MessagePort } from 'node:worker_threads';
import type { FailureKind } from './page-failure.ts';

/** A page as it goes to a worker: the body still has its content codings. */
export interface PageTask {
  readonly body: Uint8Array;
  readonly contentEncoding: string;
  readonly limitBytes: number;
  readonly page: Omit<PageInput, 'bytes'>;
}
export interface WorkerTask extends PageTask {
  /** Hears one message when the work begins, so that waiting for a worker is not held against the page. */
  readonly begun: MessagePort;
}
/** Errors do not keep their class on the way between threads. */
export type WorkerResult =
  { readonly extraction: Extraction } | { readonly failure: FailureKind; readonly detail: string };
