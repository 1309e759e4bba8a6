import { maxUrlLength, rawPageLimits } from '@newsflow/contracts';
import { conditionalHeaders, publicForm, retryAfterMs, statusAction, type Validators } from '@newsflow/crawling';
import { contentCodings } from './body.ts';
import { FetchFailure } from './fetch-failure.ts';
import { header, type HttpAnswer, type HttpClient } from './http-client.ts';

export const maxRedirects = 5;

export interface Redirect {
  readonly url: string;
  readonly status: number;
}

/** Asked before every request of a fetch. */
export interface Gate {
  /** Waits until a request to this URL may be sent. Throws FetchFailure if it may not, such as `refused-robots`. */
  pass(url: string): Promise<void>;
  /** A request is over. */
  passed(): void;
}

export type Fetched =
  /** `not-modified`: what the validators belong to is still what the server has; there is no body. */
  | { readonly kind: 'answer' | 'not-modified'; readonly answer: HttpAnswer; readonly redirects: readonly Redirect[] }
  /** The fetch goes on at another host. */
  | { readonly kind: 'elsewhere'; readonly target: string; readonly redirects: readonly Redirect[] };

export interface FetchStart {
  readonly url: string;
  /** Followed already. */
  readonly redirects: readonly Redirect[];
  readonly accept: string;
  /** Asked before each request: with validators it is conditional. */
  readonly validators?: (url: string) => Promise<Validators | null>;
  /** Called with status 200 or 203 before the body is read; throws FetchFailure for a body that is of no use. */
  readonly check: (answer: HttpAnswer) => void;
  readonly signal: AbortSignal;
}

function targetOf(answer: HttpAnswer): string {
  const location = header(answer, 'location');
  if (location === null) throw new FetchFailure('failed', `redirect-without-location: ${answer.status}`);
  const target = URL.parse(location, answer.url);
  if (!target || !/^https?:$/.test(target.protocol)) {
    throw new FetchFailure('failed', `redirect-to-no-url: ${location.slice(0, 200)}`);
  }
  const url = publicForm(target);
  if (url.length > maxUrlLength) throw new FetchFailure('failed', 'redirect-to-long-url', { finalUrl: answer.url });
  return url;
}

function checkStatus(answer: HttpAnswer): void {
  const reason = `http-${answer.status}`;
  const at = { finalUrl: answer.url };
  switch (statusAction(answer.status)) {
    case 'gone':
      throw new FetchFailure('gone', reason, at);
    case 'fail':
      throw new FetchFailure('failed', reason, at);
    case 'retry': {
      const askedMs = retryAfterMs(header(answer, 'retry-after'), Date.now());
      const hostWide = answer.status === 429 || answer.status === 503;
      throw new FetchFailure('failed', reason, { ...at, retry: true, hostWide, retryAfterMs: askedMs });
    }
    case 'read':
    case 'redirect':
  }
}

/** Follows redirects within a host; every hop passes the gate and the checks of address and port. */
export class Fetcher {
  constructor(private readonly client: HttpClient) {}

  /** Throws {@link FetchFailure}, or the reason of `signal`. */
  async fetch(start: FetchStart, gate: Gate): Promise<Fetched> {
    const chain = [...start.redirects];
    for (let current = start.url; ;) {
      await this.client.addressOf(current, start.signal);
      // Before the gate: what it lets through is sent at once.
      const known = (await start.validators?.(current)) ?? null;
      await gate.pass(current);
      const answer = await this.#once(current, known, start).finally(() => {
        gate.passed();
      });
      if (answer.status === 304) return { kind: 'not-modified', answer, redirects: chain };
      if (statusAction(answer.status) !== 'redirect') return { kind: 'answer', answer, redirects: chain };
      if (chain.length >= maxRedirects) throw new FetchFailure('failed', `too-many-redirects: ${chain.length + 1}`);
      const target = targetOf(answer);
      chain.push({ url: current, status: answer.status });
      // Without cookies the same URL gives the same answer again.
      if (chain.some(({ url }) => url === target))
        throw new FetchFailure('failed', `redirect-loop: ${target.slice(0, 200)}`);
      if (new URL(target).host !== new URL(current).host) return { kind: 'elsewhere', target, redirects: chain };
      current = target;
    }
  }

  #once(url: string, known: Validators | null, { accept, check, signal }: FetchStart): Promise<HttpAnswer> {
    const headers = known === null ? {} : conditionalHeaders(known);
    const isConditional = Object.keys(headers).length > 0;
    return this.client.get({
      url,
      accept,
      headers,
      signal,
      limitBytes: rawPageLimits.wireBytes,
      over: 'fail',
      wantsBody: (answer) => {
        if (statusAction(answer.status) === 'redirect') return false;
        if (answer.status === 304 && isConditional) return false;
        checkStatus(answer);
        contentCodings(header(answer, 'content-encoding'));
        check(answer);
        return true;
      },
    });
  }
}
