import { findLinks, resolveLink, type Source, type Start, writeSources } from '@newsflow/crawling';
import { accepts, FetchFailure, header, readBody } from '@newsflow/fetching';
import type { GlobalOptions } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { say, writeJson, writeLine } from '../output.ts';
import { fetchSettings } from './fetch-settings.ts';
import { type Look, lookAt, newestOf } from './look-at.ts';
import { PoliteFetcher } from './polite-fetcher.ts';
import { checkedUrl } from './test-sources.ts';

type DiscoveryKind = 'feed' | 'sitemap';

/** Where sites keep feeds and sitemaps without saying so, the likeliest first; asked for only where nothing is declared. */
const commonPlaces: Readonly<Record<DiscoveryKind, readonly string[]>> = {
  feed: ['/feed', '/rss.xml', '/feed.xml', '/rss', '/atom.xml', '/index.xml', '/feed.json'],
  sitemap: ['/sitemap.xml', '/sitemap-news.xml', '/news-sitemap.xml', '/sitemap_index.xml'],
};
/** Declared ones looked at, of each kind. */
const maxCandidates = 8;
const everyMs = 30 * 60_000;

/** A short name from the host of the site. */
const idOf = ({ hostname }: URL): string =>
  hostname
    .replace(/^www\./, '')
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 64);

class Detection {
  readonly #found = new Map<string, Start>();
  #name: string | null = null;

  constructor(
    private readonly fetcher: PoliteFetcher,
    private readonly url: URL,
    private readonly signal: AbortSignal,
  ) {}

  /** null: nothing was found. Throws {@link FetchFailure} where the site does not answer at all. */
  async run(): Promise<Source | null> {
    const site = await this.#site();
    if (site === null || site.kind === 'page') {
      await this.#look('feed', site === null ? [] : await this.#declaredFeeds(site));
      await this.#look('sitemap', await this.#declaredSitemaps());
    } else this.#take(site, this.url.href);
    const start = [...this.#found.values()];
    if (start.length === 0) return null;
    return {
      id: idOf(this.url),
      name: this.#name ?? this.url.hostname.replace(/^www\./, ''),
      everyMs,
      delayMs: null,
      start,
    };
  }

  /** What stands at the address itself; null where the site answers, but not with anything to read. */
  async #site(): Promise<Look | null> {
    try {
      return await lookAt(this.fetcher, { kind: null, url: this.url.href }, null, this.signal);
    } catch (error) {
      if (!(error instanceof FetchFailure) || !this.#answers(error)) throw error;
      say(`${this.url.href}: ${error.message}`);
      return null;
    }
  }

  /** The site is there, whatever it thinks of this page. */
  #answers({ outcome, reason }: FetchFailure): boolean {
    return outcome === 'refused-robots' || outcome === 'not-html' || outcome === 'gone' || reason.startsWith('http-');
  }

  async #declaredFeeds({ answer }: Look): Promise<string[]> {
    const { siteName, feeds } = findLinks(await readBody(answer), answer.url, header(answer, 'content-type'));
    this.#name = siteName;
    return [...feeds];
  }

  async #declaredSitemaps(): Promise<string[]> {
    const { sitemaps } = await this.fetcher.robots(this.url.href, this.signal);
    return sitemaps.flatMap((written) => resolveLink(written, this.url.origin) ?? []);
  }

  async #look(kind: DiscoveryKind, declared: readonly string[]): Promise<void> {
    if (declared.length > maxCandidates) say(`of ${declared.length} ${kind}s the first ${maxCandidates} are looked at`);
    for (const url of declared.slice(0, maxCandidates)) await this.#tryOne(kind, url, true);
    if ([...this.#found.values()].some((start) => start.kind === kind)) return;
    for (const path of commonPlaces[kind]) {
      if (await this.#tryOne(kind, new URL(path, this.url).href, false)) return;
    }
  }

  async #tryOne(kind: DiscoveryKind, url: string, declared: boolean): Promise<boolean> {
    try {
      return this.#take(await lookAt(this.fetcher, { kind, url }, null, this.signal), url);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      if (declared) say(`${url}: ${error.message}`);
      return false;
    }
  }

  /** False for a feed or sitemap with nothing in it. Where two addresses lead to one document, that one is taken once. */
  #take(look: Look, asked: string): boolean {
    const { kind, discovery, answer } = look;
    if (!discovery || discovery.pages.length + discovery.sitemaps.length === 0) return false;
    if (!this.#found.has(answer.url)) this.#found.set(answer.url, { kind, url: answer.url });
    const newest = newestOf(discovery);
    const what = [
      `${discovery.pages.length} pages`,
      ...(discovery.sitemaps.length > 0 ? [`${discovery.sitemaps.length} sitemaps`] : []),
    ];
    say(`${asked}: ${kind} with ${what.join(', ')}${newest === null ? '' : `, newest ${newest}`}`);
    return true;
  }
}

/** `newsflow sources detect URL`: looks for feeds and sitemaps, prints a source that `sources add` takes. */
export async function detectSource(url: string, options: GlobalOptions, signal: AbortSignal): Promise<void> {
  const address = new URL(checkedUrl(url));
  const fetcher = new PoliteFetcher(fetchSettings(process.env));
  let source: Source | null;
  try {
    source = await new Detection(fetcher, address, signal).run();
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
