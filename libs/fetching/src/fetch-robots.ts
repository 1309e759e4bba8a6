import {
  allowAll,
  parseRobots,
  retryAfterMs,
  robotsLimitBytes,
  type RobotsRules,
  statusAction,
} from '@newsflow/crawling';
import { contentCodings, inflate } from './body.ts';
import { FetchFailure } from './fetch-failure.ts';
import { type Gate, maxRedirects } from './fetcher.ts';
import { header, type HttpAnswer, type HttpClient } from './http-client.ts';

/** Wire bytes of a robots.txt; what compression makes of it is cut at the limit of the parser. */
const wireLimitBytes = robotsLimitBytes * 2;

async function textOf(answer: HttpAnswer): Promise<Buffer> {
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

async function rulesOf(answer: HttpAnswer, productToken: string): Promise<RobotsRules> {
  const { status } = answer;
  if (status >= 200 && status < 300) return parseRobots(await textOf(answer), productToken);
  // A server that says "too many requests" or "try later" has not said that there is no robots.txt.
  if (status >= 500 || statusAction(status) === 'retry') {
    const askedMs = retryAfterMs(header(answer, 'retry-after'), Date.now());
    throw new FetchFailure('failed', `robots-http-${status}`, { retry: true, hostWide: true, retryAfterMs: askedMs });
  }
  return allowAll;
}

/**
 * The rules of an origin's robots.txt.
 * @param productToken the name that groups of robots.txt are looked for by
 * @param gate asked before every request, those that a redirect leads to included
 * Redirects are followed even to other hosts (RFC 9309 section 2.3.1.2). There the lease of the host is not held: what a host gets in this
 * way, a request a day for each origin that sends us there, is spaced by the gap of its address alone.
 * Throws {@link FetchFailure} where they cannot be had for now: RFC 9309 section 2.3.1.4 has everything disallowed then.
 */
export async function fetchRobots(
  client: HttpClient,
  origin: string,
  productToken: string,
  gate: Gate,
  signal: AbortSignal,
): Promise<RobotsRules> {
  let url = `${origin}/robots.txt`;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    await gate.pass(url);
    const answer = await client
      .get({
        url,
        accept: 'text/plain,*/*;q=0.1',
        signal,
        limitBytes: wireLimitBytes,
        over: 'cut',
        wantsBody: ({ status }) => status >= 200 && status < 300,
      })
      .finally(() => {
        gate.passed();
      });
    if (statusAction(answer.status) !== 'redirect') return rulesOf(answer, productToken);
    const target = URL.parse(header(answer, 'location') ?? '', url);
    if (!target || !/^https?:$/.test(target.protocol)) return allowAll;
    url = target.href;
  }
  // RFC 9309 section 2.3.1.2: after five redirects the file counts as unavailable, which allows everything.
  return allowAll;
}
