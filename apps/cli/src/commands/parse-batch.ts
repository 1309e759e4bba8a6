import { createInterface } from 'node:readline';
import { parsePage } from '@newsflow/extraction';
import { CliError, exitCode } from '../exit.ts';
import { say, writeJson } from '../output.ts';
import { InvalidLineError, readBatchLine } from '../parse/batch-line.ts';
import { failedPage } from '../parse/failed-page.ts';
import { readPage } from '../parse/read-page.ts';

/** The answer to one line; `failed` where there was no page to parse. */
async function answerTo(line: string, number: number): Promise<{ answer: object; failed: boolean }> {
  let known: { id: string | null; url?: string } = { id: null };
  try {
    const { id, path, url } = readBatchLine(line, number);
    known = { id, ...(url !== undefined && { url }) };
    return { answer: { ...known, ...parsePage(await readPage(path, url)) }, failed: false };
  } catch (error) {
    const isLine = error instanceof InvalidLineError;
    if (isLine) known = { id: error.id };
    return { answer: { ...known, ...failedPage(isLine ? 'INVALID_LINE' : 'PARSE_FAILED', error) }, failed: true };
  }
}

/**
 * `newsflow parse --batch`: a line of JSON in, a line of JSON out, in the same order, whatever the line and its page. Throws with
 * exit code 7 at the end if some could not be parsed.
 */
export async function parseBatch(input: NodeJS.ReadableStream): Promise<void> {
  const startedAt = process.cpuUsage();
  let [lines, pages, failures] = [0, 0, 0];
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    lines += 1;
    if (line.trim() === '') continue;
    const { answer, failed } = await answerTo(line, lines);
    await writeJson(answer);
    pages += 1;
    if (failed) failures += 1;
  }
  const { user, system } = process.cpuUsage(startedAt);
  const cpuSeconds = (user + system) / 1e6;
  say(`${pages} pages, ${cpuSeconds.toFixed(2)} CPU seconds, ${(pages / cpuSeconds).toFixed(1)} pages per CPU-second`);
  if (failures > 0)
    throw new CliError(
      exitCode.partlyDone,
      `${failures} of ${pages} lines could not be answered with a page, see their warnings`,
    );
}
