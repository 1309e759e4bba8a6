import { serialize } from 'node:v8';
import { extract, type PageInput } from '@newsflow/extraction';
import { decodeBody } from './content-coding.ts';
import { PageFailure } from './page-failure.ts';
import type { PageTask, WorkerAnswer, WorkerMessage } from './task.ts';

const say = (message: WorkerMessage): void => {
  // Where the service is gone nobody listens, and this process ends by the disconnection.
  process.send?.(message, undefined, undefined, () => undefined);
};

/**
 * Read before any other: the engine compiles patterns and code when they are first used, which takes longer than most pages do and
 * shall not count against the time of a page.
 */
const firstPage: PageInput = {
  bytes: Buffer.from(
    `<!doctype html><html lang="en"><head><title>Weir opens</title></head><body><nav><a href="/">Start</a></nav><article><h1>Weir opens</h1>
<div class="byline">By Ada Brook, 3 May 2024, 10:15</div>${'<p>“The weir held,” said the engineer Bo Marsh on Monday, as the river rose by 1.2 metres and oil fell 2% to $80.10.</p>'.repeat(3)}</article>
<table><tr><th>Index<th>Last<th>Change<tr><td>DAX<td>18,900.10<td>-0.10%</table></body></html>`,
  ),
  contentType: 'text/html; charset=utf-8',
  url: 'https://first.invalid/page',
  pageId: '0'.repeat(32),
  version: 1,
  rights: { robots: [] },
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
extract(firstPage);
say('ready');
