import {
  allowAll,
  parseRobots,
  retryAfterMs,
  robotsLimitBytes,
  type RobotsRules,
  statusAction,
} from '@newsflow/crawling';
import { contentCodings, inflate } from '../fetch/body.ts';
import { FetchFailure } from '../fetch/fetch-failure.ts';
import { maxRedirects } from '../fetch/fetcher.ts';
import { header, type HttpAnswer, type HttpClient } from '../fetch/http-client.ts';
import type { HostLease, HostLeases } from '../frontier/host-leases.ts';
import type { HostPace } from './host-pace.ts';

/** RFC 9309 section 2.4: not longer than a day. */
const validMs = 24 * 3_600_000;
/** Wire bytes of a robots.txt; what compression makes of it is cut at the limit of the parser. */
const wireLimitBytes = robotsLimitBytes * 2;

/** robots.txt of the hosts under lease, kept with the host in MongoDB. */
export class RobotsCache {
  constructor(
    private readonly client: HttpClient,
    private readonly leases: HostLeases,
    /** The name that groups of robots.txt are looked for by. */
    private readonly productToken: string,
  ) {}

  /**
   * The rules of the origin of a URL at the leased host. Fetching them is a request like any other: it keeps the host's pace.
   * Throws FetchFailure where they cannot be had for now: RFC 9309 section 2.3.1.4 has everything disallowed then.
   */
  async rulesFor(url: string, lease: HostLease, pace: HostPace, signal: AbortSignal): Promise<RobotsRules> {
    const { origin, protocol } = new URL(url);
    const scheme = protocol === 'https:' ? 'https' : 'http';
    const known = lease.document.robots[scheme];
    if (known && known.productToken === this.productToken && known.expiresAt.getTime() > Date.now()) return known.rules;
    const rules = await this.#fetch(`${origin}/robots.txt`, pace, signal);
    const cached = { rules, productToken: this.productToken, expiresAt: new Date(Date.now() + validMs) };
    lease.document.robots[scheme] = cached;
    await this.leases.rememberRobots(lease, scheme, cached);
    return rules;
  }

  async #fetch(start: string, pace: HostPace, signal: AbortSignal): Promise<RobotsRules> {
    let url = start;
    for (let hop = 0; hop <= maxRedirects; hop++) {
      await pace.wait(signal);
      const answer = await this.client
        .get({
          url,
          accept: 'text/plain,*/*;q=0.1',
          signal,
          limitBytes: wireLimitBytes,
          over: 'cut',
          wantsBody: ({ status }) => status >= 200 && status < 300,
        })
        .finally(() => {
          pace.requestEnded();
        });
      if (statusAction(answer.status) !== 'redirect') return this.#read(answer);
      const target = URL.parse(header(answer, 'location') ?? '', url);
      if (!target || !/^https?:$/.test(target.protocol)) return allowAll;
      url = target.href;
    }
    // RFC 9309 section 2.3.1.2: after five redirects the file counts as unavailable, which allows everything.
    return allowAll;
  }

  async #read(answer: HttpAnswer): Promise<RobotsRules> {
    const { status } = answer;
    if (status >= 200 && status < 300) return parseRobots(await this.#text(answer), this.productToken);
    // A server that says "too many requests" or "try later" has not said that there is no robots.txt.
    if (status >= 500 || statusAction(status) === 'retry') {
      const askedMs = retryAfterMs(header(answer, 'retry-after'), Date.now());
      throw new FetchFailure('failed', `robots-http-${status}`, { retry: true, hostWide: true, retryAfterMs: askedMs });
    }
    return allowAll;
  }

  async #text(answer: HttpAnswer): Promise<Buffer> {
    const chunks: Buffer[] = [];
    try {
      const codings = contentCodings(header(answer, 'content-encoding'));
      await inflate(answer.wire, codings, robotsLimitBytes, (chunk) => chunks.push(chunk));
    } catch (error) {
      // What is beyond the limit is not read; a damaged file is one that cannot be had for now.
      if (!(error instanceof FetchFailure) || error.outcome !== 'too-large') {
        throw new FetchFailure('failed', 'robots-broken-encoding', { retry: true, hostWide: true, cause: error });
      }
    }
    return Buffer.concat(chunks);
  }
}
