import { extract } from '@newsflow/extraction';
import { decodeBody } from './content-coding.ts';
import { PageFailure } from './page-failure.ts';
import type { WorkerResult, WorkerTask } from './task.ts';

/** Runs in a worker thread: one page at a time, from the bytes of the log to what they say. */
export default function parsePage({ body, contentEncoding, limitBytes, page, begun }: WorkerTask): WorkerResult {
  begun.postMessage('begun');
  begun.close();
  try {
    return { extraction: extract({ ...page, bytes: decodeBody(body, contentEncoding, limitBytes) }) };
  } catch (error) {
    if (error instanceof PageFailure) return { failure: error.kind, detail: error.message };
    return {
      failure: 'parser-crashed',
      detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
  }
}
