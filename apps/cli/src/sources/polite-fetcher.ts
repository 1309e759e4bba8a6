import { hostDelayMs, isAllowed, productTokenOf, type RobotsRules } from '@newsflow/crawling';
import {
  Fetcher,
  FetchFailure,
  fetchRobots,
  type Gate,
  HostPace,
  HttpClient,
  type HttpAnswer,
  NameResolver,
  type Redirect,
} from '@newsflow/fetching';
import type { FetchSettings } from './fetch-settings.ts';

/** Fetches single URLs as the scraper does, one after the other, but keeps nothing: robots.txt, pauses and checks are the same. */
export class PoliteFetcher {
  readonly #client: HttpClient;
  readonly #fetcher: Fetcher;
  readonly #productToken: string;
  readonly #robots = new Map<string, Promise<RobotsRules>>();
  readonly #paces = new Map<string, HostPace>();

  constructor(private readonly settings: FetchSettings) {
    const { userAgent, allowedRanges, allowedPorts, dns, limitMs } = settings;
    const resolver = new NameResolver(allowedRanges, dns);
    this.#client = new HttpClient({ userAgent, resolver, allowedPorts, limitMs });
    this.#fetcher = new Fetcher(this.#client);
    this.#productToken = productTokenOf(userAgent);
  }

  /**
   * One page, feed or sitemap, wherever its redirects lead.
   * @param delayMs pause between two requests to a host as the source wants it; null: the default
   * Throws {@link FetchFailure}, or the reason of `signal`.
   */
  async fetch(url: string, accept: string, delayMs: number | null, signal: AbortSignal): Promise<HttpAnswer> {
    let at = url;
    let redirects: readonly Redirect[] = [];
    for (;;) {
      const start = { url: at, redirects, accept, check: () => undefined, signal };
      const fetched = await this.#fetcher.fetch(start, this.#gate(delayMs, signal));
      if (fetched.kind !== 'elsewhere') return fetched.answer;
      at = fetched.target;
      redirects = fetched.redirects;
    }
  }

  /** robots.txt of the URL's origin, fetched once. Throws as {@link fetch} does. */
  robots(url: string, signal: AbortSignal): Promise<RobotsRules> {
    const { origin, host } = new URL(url);
    const known = this.#robots.get(origin);
    if (known) return known;
    const pace = this.#pace(host);
    const gate: Gate = {
      pass: () => pace.wait(signal),
      passed: () => {
        pace.requestEnded();
      },
    };
    const rules = fetchRobots(this.#client, origin, this.#productToken, gate, signal);
    this.#robots.set(origin, rules);
    return rules;
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  #gate(sourceMs: number | null, signal: AbortSignal): Gate {
    let pace: HostPace | null = null;
    return {
      pass: async (url) => {
        const rules = await this.robots(url, signal);
        const { host, pathname, search } = new URL(url);
        if (!isAllowed(rules, pathname + search)) throw new FetchFailure('refused-robots', 'robots-disallow');
        pace = this.#pace(host);
        const { crawlDelayMs } = rules;
        pace.delayMs = hostDelayMs({ defaultMs: this.settings.defaultDelayMs, sourceMs, crawlDelayMs });
        await pace.wait(signal);
      },
      passed: () => pace?.requestEnded(),
    };
  }

  #pace(host: string): HostPace {
    const known = this.#paces.get(host) ?? new HostPace(this.settings.defaultDelayMs);
    this.#paces.set(host, known);
    return known;
  }
}
