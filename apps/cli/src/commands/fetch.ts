import { encodeEvent, eventId, InvalidUrlError, maxUrlLength, normalizeUrl, pageId } from '@newsflow/contracts';
import { text } from 'node:stream/consumers';
import { openKafka, type GlobalOptions } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { writeList } from '../output.ts';

/** `newsflow fetch URL…`: asks the scraper for pages. All URLs are checked before the first is sent. */
export async function fetchPages(urls: readonly string[], options: GlobalOptions): Promise<void> {
  const requests = (await withStandardInput(urls)).map(requestOf);
  const { kafka, names } = await openKafka();
  const producer = kafka.producer();
  const time = new Date().toISOString();
  const records = requests.map(({ id, url }) =>
    encodeEvent({
      type: 'newsflow.fetch.requested.v1',
      id: eventId('fetch-request', id, time),
      source: names.source('cli'),
      time,
      subject: id,
      data: { url },
    }),
  );
  try {
    await producer.send(names.topic('fetch-request'), records);
  } finally {
    await producer.close();
  }
  await writeList(requests, ['id', 'url'], options.json);
}

/** The URLs with the lines of standard input in the place of `-`. Throws with exit code 2 where there are none. */
async function withStandardInput(urls: readonly string[]): Promise<string[]> {
  const lines = urls.includes('-') ? (await text(process.stdin)).split(/\r?\n/) : [];
  const all = urls.flatMap((url) => (url === '-' ? lines.filter((line) => line.trim() !== '') : [url]));
  if (all.length === 0) throw new CliError(exitCode.usage, 'no URL stands on standard input');
  return all;
}

/** Throws with exit code 2 for what the scraper would refuse. */
function requestOf(written: string): { id: string; url: string } {
  try {
    const url = normalizeUrl(written);
    if (url.length > maxUrlLength)
      throw new CliError(
        exitCode.usage,
        `a URL may have ${maxUrlLength} characters, this one has ${url.length}: ${url.slice(0, 100)}…`,
      );
    return { id: pageId(url), url };
  } catch (error) {
    if (error instanceof InvalidUrlError) throw new CliError(exitCode.usage, error.message);
    throw error;
  }
}
