import { type Source, writeSources } from '@newsflow/crawling';
import { FetchFailure } from '@newsflow/fetching';
import type { GlobalOptions } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { say, writeJson, writeLine } from '../output.ts';
import { checkedUrl } from './checked-url.ts';
import { Detection } from './detection.ts';
import { fetchSettings } from './fetch-settings.ts';
import { PoliteFetcher } from './polite-fetcher.ts';

/** `newsflow sources detect URL`: looks for feeds and sitemaps, prints a source that `sources add` takes. */
export async function detectSource(url: string, options: GlobalOptions, signal: AbortSignal): Promise<void> {
  const address = new URL(checkedUrl(url));
  const fetcher = new PoliteFetcher(fetchSettings(process.env));
  let source: Source | null;
  try {
    source = await new Detection(fetcher, address, signal, say).run();
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    const exit = error.outcome === 'refused-address' ? exitCode.refused : exitCode.failure;
    throw new CliError(exit, `${url}: ${error.message}`, { cause: error });
  } finally {
    await fetcher.close();
  }
  if (!source) throw new CliError(exitCode.notFound, `no feed and no sitemap was found at ${address.origin}`);
  if (options.json) await writeJson(source);
  else await writeLine(writeSources([source]).trimEnd());
}
