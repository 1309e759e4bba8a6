import type { Source } from '@newsflow/crawling';
import type { GlobalOptions } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { say, writeJson, writeList } from '../output.ts';
import { checkedUrl } from './checked-url.ts';
import { fetchSettings } from './fetch-settings.ts';
import { PoliteFetcher } from './polite-fetcher.ts';
import { readSourcesFile } from './read-sources.ts';
import { failureOf, type Report, reportOn, type StartToTest } from './start-report.ts';
import { withStored } from './stored.ts';

const startsOf = (sources: readonly Source[]): StartToTest[] =>
  sources.flatMap(({ id, delayMs, start }) => start.map((entry) => ({ source: id, delayMs, ...entry })));

async function chosen(target: string | undefined, file: string | undefined): Promise<StartToTest[]> {
  if ((target === undefined) === (file === undefined)) {
    throw new CliError(exitCode.usage, 'name the id of a source, an address, or a file with --file');
  }
  if (file !== undefined) return startsOf(await readSourcesFile(file));
  if (target !== undefined && /^https?:/i.test(target)) {
    return [{ source: null, kind: null, url: checkedUrl(target), delayMs: null }];
  }
  return withStored(async (stored) => startsOf([stored.source(await stored.find(target ?? ''))]));
}

/** `newsflow sources test ID|URL|--file F`: fetches each start URL and says what would be found; writes nothing. */
export async function testSources(
  target: string | undefined,
  options: GlobalOptions & { file?: string },
  signal: AbortSignal,
): Promise<void> {
  const starts = await chosen(target, options.file);
  const fetcher = new PoliteFetcher(fetchSettings(process.env));
  const reports: Report[] = [];
  try {
    for (const start of starts) {
      const result = await reportOn(fetcher, start, signal);
      reports.push(result);
      if (options.json) await writeJson(result);
      else for (const problem of result.problems) say(`${result.url}: ${problem}`);
    }
  } finally {
    await fetcher.close();
  }
  if (!options.json) {
    const columns = ['source', 'kind', 'outcome', 'reason', 'status', 'pages', 'sitemaps', 'newest', 'url'] as const;
    await writeList(reports, columns, false);
  }
  const failure = failureOf(reports);
  if (failure) throw failure;
}
