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

/** Where a redirect leads to. Throws {@link FetchFailure} where that is nowhere that can be gone to. */
function targetOf(answer: HttpAnswer, before: readonly Redirect[]): string {
  const failure = (reason: string) => new FetchFailure('failed', reason, { finalUrl: answer.url });
  if (before.length >= maxRedirects) throw failure(`too-many-redirects: ${before.length + 1}`);
  const location = header(answer, 'location');
  if (location === null) throw failure(`redirect-without-location: ${answer.status}`);
  const target = URL.parse(location, answer.url);
  if (!target || !/^https?:$/.test(target.protocol)) throw failure(`redirect-to-no-url: ${location.slice(0, 200)}`);
  const url = publicForm(target);
  if (url.length > maxUrlLength) throw failure('redirect-to-long-url');
  // Without cookies the same URL gives the same answer again.
  if (url === answer.url || before.some((redirect) => redirect.url === url)) {
    throw failure(`redirect-loop: ${url.slice(0, 200)}`);
  }
  return url;
}

function checkStatus({ status, headers }: HttpAnswer): void {
  const reason = `http-${status}`;
  switch (statusAction(status)) {
    case 'gone':
      throw new FetchFailure('gone', reason);
    case 'fail':
      throw new FetchFailure('failed', reason);
    case 'retry': {
      const askedMs = retryAfterMs(header({ headers }, 'retry-after'), Date.now());
      const hostWide = status === 429 || status === 503;
      throw new FetchFailure('failed', reason, { retry: true, hostWide, retryAfterMs: askedMs });
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
      const target = targetOf(answer, chain);
      chain.push({ url: current, status: answer.status });
      if (new URL(target).host !== new URL(current).host) return { kind: 'elsewhere', target, redirects: chain };
      current = target;
    }
  }

  /** Whatever goes wrong once the server has answered is a failure of the page that it answered for. */
  async #once(url: string, known: Validators | null, { accept, check, signal }: FetchStart): Promise<HttpAnswer> {
    const headers = known === null ? {} : conditionalHeaders(known);
    const isConditional = Object.keys(headers).length > 0;
    const seen = { answer: false };
    try {
      return await this.client.get({
        url,
        accept,
        headers,
        signal,
        limitBytes: rawPageLimits.wireBytes,
        over: 'fail',
        wantsBody: (answer) => {
          seen.answer = true;
          if (statusAction(answer.status) === 'redirect') return false;
          if (answer.status === 304 && isConditional) return false;
          checkStatus(answer);
          contentCodings(header(answer, 'content-encoding'));
          check(answer);
          return true;
        },
      });
    } catch (error) {
      throw seen.answer && error instanceof FetchFailure ? error.of(url) : error;
    }
  }
}
