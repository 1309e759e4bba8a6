import { findLinks, resolveLink, type Source, type Start } from '@newsflow/crawling';
import { FetchFailure, header, readBody } from '@newsflow/fetching';
import { type Look, lookAt, newestOf } from './look-at.ts';
import type { PoliteFetcher } from './polite-fetcher.ts';

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

/** Looks for the feeds and sitemaps of one site. */
export class Detection {
  readonly #found = new Map<string, Start>();
  #name: string | null = null;
  /** Where the site is, after its redirects. */
  #site: URL;

  constructor(
    private readonly fetcher: PoliteFetcher,
    private readonly url: URL,
    private readonly signal: AbortSignal,
    /** Told what is found and what cannot be used, one line each. */
    private readonly say: (line: string) => void,
  ) {
    this.#site = url;
  }

  /** null: nothing was found. Throws {@link FetchFailure} where the site does not answer at all. */
  async run(): Promise<Source | null> {
    const page = await this.#page();
    if (page) this.#site = new URL(page.answer.url);
    if (page === null || page.kind === 'page') {
      await this.#look('feed', page === null ? [] : await this.#declaredFeeds(page));
      await this.#look('sitemap', await this.#declaredSitemaps());
    } else this.#take(page, this.url.href);
    const start = [...this.#found.values()];
    if (start.length === 0) return null;
    return {
      id: idOf(this.#site),
      name: this.#name ?? this.#site.hostname.replace(/^www\./, ''),
      everyMs,
      delayMs: null,
      start,
    };
  }

  /** What stands at the address itself; null where the site answers, but not with anything to read. */
  async #page(): Promise<Look | null> {
    try {
      return await lookAt(this.fetcher, { kind: null, url: this.url.href }, null, this.signal);
    } catch (error) {
      if (!(error instanceof FetchFailure) || !this.#answers(error)) throw error;
      this.say(`${this.url.href}: ${error.message}`);
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
    const { sitemaps } = await this.fetcher.robots(this.#site.href, this.signal);
    return sitemaps.flatMap((written) => resolveLink(written, this.#site.origin) ?? []);
  }

  async #look(kind: DiscoveryKind, declared: readonly string[]): Promise<void> {
    if (declared.length > maxCandidates)
      this.say(`of ${declared.length} ${kind}s the first ${maxCandidates} are looked at`);
    for (const url of declared.slice(0, maxCandidates)) await this.#tryOne(kind, url, true);
    if ([...this.#found.values()].some((start) => start.kind === kind)) return;
    for (const path of commonPlaces[kind]) {
      if (await this.#tryOne(kind, new URL(path, this.#site).href, false)) return;
    }
  }

  async #tryOne(kind: DiscoveryKind, url: string, declared: boolean): Promise<boolean> {
    try {
      return this.#take(await lookAt(this.fetcher, { kind, url }, null, this.signal), url);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      if (declared) this.say(`${url}: ${error.message}`);
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
    this.say(`${asked}: ${kind} with ${what.join(', ')}${newest === null ? '' : `, newest ${newest}`}`);
    return true;
  }
}
