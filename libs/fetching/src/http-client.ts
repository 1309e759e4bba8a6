import { literalAddress } from '@newsflow/crawling';
import { inSpan } from '@newsflow/tracing';
import { Agent, request } from 'undici';
import { FetchFailure, failureOf } from './fetch-failure.ts';
import type { NameResolver } from './name-resolver.ts';
import { orAborted } from './or-aborted.ts';

export interface HttpAnswer {
  readonly url: string;
  readonly status: number;
  /** All values by lower-case name. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** As received; empty where the body was not wanted. */
  readonly wire: Buffer;
}

export interface HttpRequest {
  readonly url: string;
  readonly accept: string;
  /** Further headers by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the request without a result; its reason is thrown. */
  readonly signal: AbortSignal;
  /** Called with an empty `wire` before the body is read: false leaves it. May throw {@link FetchFailure}. */
  readonly wantsBody: (answer: HttpAnswer) => boolean;
  readonly limitBytes: number;
  /** What to do about a longer body. */
  readonly over: 'fail' | 'cut';
}

export interface HttpClientOptions {
  readonly userAgent: string;
  readonly resolver: NameResolver;
  /** Besides 80 and 443. */
  readonly allowedPorts: readonly number[];
  /** From the look-up of the name to the last byte. */
  readonly limitMs: number;
}

/** First value of a header, or null. */
export const header = ({ headers }: Pick<HttpAnswer, 'headers'>, name: string): string | null =>
  headers.get(name)?.[0] ?? null;

function headerMap(raw: Record<string, string | string[] | undefined>): Map<string, readonly string[]> {
  const entries = Object.entries(raw).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined);
  return new Map(entries.map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value : [value]]));
}

/** Sends single requests, and only to addresses and ports that are allowed; follows nothing. */
export class HttpClient {
  readonly #agent: Agent;

  constructor(private readonly options: HttpClientOptions) {
    const { resolver, limitMs } = options;
    this.#agent = new Agent({
      connect: { lookup: resolver.lookup, timeout: Math.min(limitMs, 10_000) },
      // One request at a time for each host is the frontier's promise; this is the second lock on that door.
      connections: 1,
      pipelining: 1,
      allowH2: false,
      headersTimeout: limitMs,
      bodyTimeout: limitMs,
      keepAliveTimeout: 4000,
    });
  }

  /**
   * The address that a request to this URL would go to.
   * Throws {@link FetchFailure} if its port or address may not be fetched from, or its name does not resolve within the time limit of a
   * request; or the reason of `signal`.
   */
  async addressOf(url: string, signal: AbortSignal): Promise<string> {
    const { hostname, port, protocol } = new URL(url);
    const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
    if (number !== 80 && number !== 443 && !this.options.allowedPorts.includes(number)) {
      throw new FetchFailure('refused-address', `port-not-allowed: ${number}`);
    }
    const resolved = this.options.resolver.resolve(literalAddress(hostname) ?? hostname);
    try {
      const limit = AbortSignal.timeout(this.options.limitMs);
      const [address = hostname] = await orAborted(resolved, AbortSignal.any([signal, limit]));
      return address;
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error);
    }
  }

  /** One GET. Throws {@link FetchFailure}, or the reason of `signal`. The site is told nothing of the trace that it is part of. */
  get(wanted: HttpRequest): Promise<HttpAnswer> {
    const { hostname } = new URL(wanted.url);
    const attributes = { 'http.request.method': 'GET', 'url.full': wanted.url, 'server.address': hostname };
    return inSpan({ name: 'GET', kind: 'CLIENT', attributes }, async (span) => {
      const answer = await this.#get(wanted);
      span.setAttributes({ 'http.response.status_code': answer.status, 'http.response.body.size': answer.wire.length });
      return answer;
    });
  }

  async #get(wanted: HttpRequest): Promise<HttpAnswer> {
    const limit = AbortSignal.timeout(this.options.limitMs);
    const signal = AbortSignal.any([wanted.signal, limit]);
    try {
      await this.addressOf(wanted.url, signal);
      return await this.#request(wanted, signal);
    } catch (error) {
      wanted.signal.throwIfAborted();
      // undici gives other errors than the signal's where the limit strikes while it connects.
      throw failureOf(limit.aborted && !(error instanceof FetchFailure) ? limit.reason : error);
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #request(wanted: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { url, accept, wantsBody, limitBytes, over } = wanted;
    const { statusCode, headers, body } = await request(url, {
      dispatcher: this.#agent,
      signal,
      headers: {
        ...wanted.headers,
        'user-agent': this.options.userAgent,
        accept,
        'accept-encoding': 'gzip, br, zstd',
      },
    });
    const answer: HttpAnswer = { url, status: statusCode, headers: headerMap(headers), wire: Buffer.alloc(0) };
    // Leaving the loop early closes the connection; an unhandled late error of the stream must not end the process.
    body.on('error', () => undefined);
    try {
      if (!wantsBody(answer)) return answer;
      if (over === 'fail' && Number(header(answer, 'content-length')) > limitBytes) throw tooLarge(limitBytes);
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of body as AsyncIterable<Buffer>) {
        size += chunk.length;
        chunks.push(chunk);
        if (size <= limitBytes) continue;
        if (over === 'fail') throw tooLarge(limitBytes);
        break;
      }
      return { ...answer, wire: Buffer.concat(chunks).subarray(0, limitBytes) };
    } finally {
      body.destroy();
    }
  }
}

const tooLarge = (limitBytes: number): FetchFailure => new FetchFailure('too-large', `received-over: ${limitBytes}`);
