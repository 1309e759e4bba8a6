import { serialize } from 'node:v8';
import { extract } from '@newsflow/extraction';
import { decodeBody } from './content-coding.ts';
import { PageFailure } from './page-failure.ts';
import type { PageTask, WorkerAnswer, WorkerMessage } from './task.ts';

const say = (message: WorkerMessage): void => {
  // Where the service is gone nobody listens, and this process ends by the disconnection.
  process.send?.(message, undefined, undefined, () => undefined);
};

/** One page, from the bytes of the log to what they say. */
function parsePage({ body, contentEncoding, limitBytes, extractionLimitBytes, page }: PageTask): WorkerAnswer {
  try {
    const extraction = serialize(extract({ ...page, bytes: decodeBody(body, contentEncoding, limitBytes) }));
    if (extraction.length > extractionLimitBytes)
      throw new PageFailure('output-too-large', `what it says takes ${extraction.length} bytes`);
    return { extraction };
  } catch (error) {
    if (error instanceof PageFailure) return { failure: error.kind, detail: error.message };
    return {
      failure: 'parser-crashed',
      detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
  }
}

// A terminal and an init system signal all processes of a service at once: which one ends when is the service's to say.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (task: PageTask) => {
  say(parsePage(task));
});
say('ready');
