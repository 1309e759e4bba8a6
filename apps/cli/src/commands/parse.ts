import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { createInterface } from 'node:readline';
import { gunzipSync } from 'node:zlib';
import { pageId } from '@newsflow/contracts';
import { explain, type PageInput, parsePage } from '@newsflow/extraction';
import { CliError, exitCode } from '../exit.ts';
import { say, writeJson, writeLine } from '../output.ts';

/** A file has no URL of its own; this one only serves as base of its links. */
const urlOf = (path: string, url: string | undefined): string =>
  url ?? `http://file.invalid/${encodeURIComponent(basename(path))}`;

async function readPage(path: string, url: string | undefined): Promise<PageInput> {
  const stored = await readFile(path);
  const packed = path.endsWith('.gz');
  const name = packed ? path.slice(0, -3) : path;
  const address = urlOf(path, url);
  return {
    bytes: packed ? gunzipSync(stored) : stored,
    contentType: extname(name) === '.txt' ? 'text/plain' : 'text/html',
    url: address,
    pageId: pageId(address),
    version: 1,
    rights: { robots: [] },
  };
}

const failed = (error: unknown) => ({
  article: null,
  quotations: [],
  marketQuotes: [],
  warnings: [{ code: 'PARSE_FAILED', message: error instanceof Error ? error.message : String(error) }],
});

/** `newsflow parse FILE…`: one JSON object a line; without Kafka or MongoDB. */
export async function parseFiles(
  files: readonly string[],
  options: { url?: string; explain?: boolean },
): Promise<void> {
  let unreadable = 0;
  for (const file of files) {
    try {
      const page = await readPage(file, options.url);
      if (options.explain) await writeExplanation(page);
      else await writeJson({ file, ...(options.url && { url: options.url }), ...parsePage(page) });
    } catch (error) {
      unreadable += 1;
      await writeJson({ file, ...failed(error) });
    }
  }
  if (unreadable > 0) {
    const exit = unreadable === files.length ? exitCode.failure : exitCode.partlyDone;
    throw new CliError(exit, `${unreadable} of ${files.length} files could not be parsed, see their warnings`);
  }
}

const oneLine = (text: string, length: number): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
};

/** The page as the extraction saw it: each block, what became of it and why; then where each field was read. */
async function writeExplanation(page: PageInput): Promise<void> {
  const { blocks, sources, warnings } = explain(page);
  for (const { kept, rule, score, path, text } of blocks) {
    const verdict = kept ? 'keep' : 'drop';
    const number = score === null ? '' : score.toFixed(2);
    await writeLine(
      `${verdict}  ${(rule ?? '').padEnd(20)}  ${number.padStart(6)}  ${oneLine(text, 80).padEnd(80)}  ${path}`.trimEnd(),
    );
  }
  for (const [field, source] of Object.entries(sources)) await writeLine(`field ${field.padEnd(20)}  ${source}`);
  for (const { code, message } of warnings) await writeLine(`warning ${code}  ${message}`);
}

interface BatchLine {
  readonly id: string;
  readonly path: string;
  readonly url?: string;
}

function readBatchLine(line: string, number: number): BatchLine {
  const value = ((): unknown => {
    try {
      return JSON.parse(line);
    } catch {
      return undefined;
    }
  })();
  const { id, path, url } = (value ?? {}) as Partial<BatchLine>;
  if (typeof id !== 'string' || typeof path !== 'string') {
    throw new CliError(
      exitCode.usage,
      `line ${number} of standard input is not {"id","path","url"}: ${line.slice(0, 80)}`,
    );
  }
  return { id, path, ...(url ? { url } : {}) };
}

/** `newsflow parse --batch`: a line of JSON in, a line of JSON out, in the same order, whatever the page. */
export async function parseBatch(input: NodeJS.ReadableStream): Promise<void> {
  const startedAt = process.cpuUsage();
  let pages = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    const { id, path, url } = readBatchLine(line, pages + 1);
    try {
      const page = await readPage(path, url);
      await writeJson({ id, ...(url && { url }), ...parsePage(page) });
    } catch (error) {
      await writeJson({ id, ...failed(error) });
    }
    pages += 1;
  }
  const { user, system } = process.cpuUsage(startedAt);
  const cpuSeconds = (user + system) / 1e6;
  say(`${pages} pages, ${cpuSeconds.toFixed(2)} CPU seconds, ${(pages / cpuSeconds).toFixed(1)} pages per CPU-second`);
}
