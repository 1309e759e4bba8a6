import { InvalidUrlError, normalizeUrl } from '@newsflow/contracts';
import { explain, type PageInput, parsePage } from '@newsflow/extraction';
import { CliError, exitCode } from '../exit.ts';
import { say, writeJson, writeLine } from '../output.ts';
import { failedPage } from '../parse/failed-page.ts';
import { NoSuchFileError, readPage } from '../parse/read-page.ts';
import { parseBatch } from './parse-batch.ts';

interface ParseOptions {
  readonly url?: string;
  readonly explain?: boolean;
  readonly batch?: boolean;
  readonly json: boolean;
}

/** `newsflow parse`: pages of files or of lines on standard input; without Kafka or MongoDB. */
export async function parse(files: readonly string[], options: ParseOptions): Promise<void> {
  const { url, batch = false } = options;
  const refuse = (problem: string): never => {
    throw new CliError(exitCode.usage, problem);
  };
  if (batch) {
    if (files.length > 0 || url !== undefined || options.explain)
      refuse('--batch reads lines from standard input: give it no file, --url or --explain');
    return parseBatch(process.stdin);
  }
  if (files.length === 0) refuse('name a file, or use --batch');
  if (url !== undefined) {
    if (files.length > 1) refuse('--url is the address of one page: name one file, or use --batch');
    requireUrl(url);
  }
  return parseFiles(files, options);
}

function requireUrl(url: string): void {
  try {
    normalizeUrl(url);
  } catch (error) {
    if (error instanceof InvalidUrlError) throw new CliError(exitCode.usage, `--url: ${error.message}`);
    throw error;
  }
}

/** One JSON object a line for each file that is there, or the explanation of each. */
async function parseFiles(files: readonly string[], { url, explain: explained, json }: ParseOptions): Promise<void> {
  let [missing, unreadable] = [0, 0];
  for (const file of files) {
    const known = { file, ...(url !== undefined && { url }) };
    try {
      const page = await readPage(file, url);
      if (!explained) await writeJson({ ...known, ...parsePage(page) });
      else if (json) await writeJson({ ...known, ...explanation(page) });
      else await writeExplanation(page);
    } catch (error) {
      if (error instanceof NoSuchFileError) {
        missing += 1;
        say(`newsflow: ${error.message}`);
        continue;
      }
      unreadable += 1;
      await writeJson({ ...known, ...failedPage('PARSE_FAILED', error) });
    }
  }
  if (missing === files.length) throw new CliError(exitCode.notFound, 'nothing was parsed');
  if (missing + unreadable > 0) {
    const exit = missing + unreadable === files.length ? exitCode.failure : exitCode.partlyDone;
    throw new CliError(exit, `${missing + unreadable} of ${files.length} files could not be parsed, see above`);
  }
}

/** The page as the extraction saw it: each block, what became of it and why; where each field was read. */
function explanation(page: PageInput) {
  const { blocks, sources: fields, warnings } = explain(page);
  return {
    blocks: blocks.map(({ kept, ...block }) => ({ verdict: kept ? 'keep' : 'drop', ...block })),
    fields,
    warnings,
  };
}

const oneLine = (text: string, length: number): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
};

async function writeExplanation(page: PageInput): Promise<void> {
  const { blocks, fields, warnings } = explanation(page);
  for (const { verdict, rule, score, path, text } of blocks) {
    const number = score === null ? '' : score.toFixed(2);
    await writeLine(
      `${verdict}  ${(rule ?? '').padEnd(20)}  ${number.padStart(6)}  ${oneLine(text, 80).padEnd(80)}  ${path}`.trimEnd(),
    );
  }
  for (const [field, source] of Object.entries(fields)) await writeLine(`field ${field.padEnd(20)}  ${source}`);
  for (const { code, message } of warnings) await writeLine(`warning ${code}  ${message}`);
}
