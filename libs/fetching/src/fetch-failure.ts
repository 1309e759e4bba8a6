import type { scraperOutcomes } from '@newsflow/contracts';

export type ScraperOutcome = (typeof scraperOutcomes)[number];

interface Details {
  /** Worth another try later; `outcome` is what it ends in when the tries are used up. */
  readonly retry?: boolean;
  /** The whole host has this trouble, not this page alone. */
  readonly hostWide?: boolean;
  readonly retryAfterMs?: number | null;
  /** The page that answered, if one did. */
  readonly finalUrl?: string;
  readonly cause?: unknown;
}

/** A fetch brought no page. */
export class FetchFailure extends Error {
  readonly outcome: Exclude<ScraperOutcome, 'fetched'>;
  /** A stable code, then details after a colon. */
  readonly reason: string;
  readonly retry: boolean;
  readonly hostWide: boolean;
  readonly retryAfterMs: number | null;
  readonly finalUrl: string | null;

  constructor(outcome: Exclude<ScraperOutcome, 'fetched'>, reason: string, details: Details = {}) {
    super(`${outcome}: ${reason}`, { cause: details.cause });
    this.name = 'FetchFailure';
    this.outcome = outcome;
    this.reason = reason;
    this.retry = details.retry ?? false;
    this.hostWide = details.hostWide ?? false;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.finalUrl = details.finalUrl ?? null;
  }

  /** The same failure, of the page that answered. */
  of(finalUrl: string): FetchFailure {
    const { outcome, reason, retry, hostWide, retryAfterMs, cause } = this;
    return new FetchFailure(outcome, reason, { retry, hostWide, retryAfterMs, finalUrl, cause });
  }
}

const timeouts = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
  'ETIMEOUT',
]);
const tlsCode = /CERT|^ERR_TLS|^ERR_SSL|SELF_SIGNED|UNABLE_TO_|^EPROTO$|^HOSTNAME_MISMATCH$/;

const noSuchName = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME']);
/** A name that the system's resolver does not even look up, such as one of 300 letters. Of a socket the same code says nothing of a name. */
const isRefusedName = (error: unknown): boolean => {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code === 'EINVAL' && syscall === 'getaddrinfo';
};

/** The failure behind an error of undici, the resolver or the sockets. */
export function failureOf(error: unknown): FetchFailure {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if (inner instanceof FetchFailure) return inner;
  }
  const { code = '', name = '' } = error as { code?: string; name?: string };
  const later = { retry: true, hostWide: true, cause: error };
  if (name === 'TimeoutError' || timeouts.has(code)) return new FetchFailure('failed', 'timeout', later);
  if (noSuchName.has(code) || isRefusedName(error))
    return new FetchFailure('failed', 'dns-not-found', { cause: error });
  if (code.startsWith('EAI_') || code === 'ESERVFAIL' || code === 'EREFUSED') {
    return new FetchFailure('failed', `dns-failure: ${code}`, later);
  }
  if (tlsCode.test(code)) return new FetchFailure('failed', `tls-failure: ${code}`, { cause: error });
  if (
    code.startsWith('HPE_') ||
    code === 'UND_ERR_HEADERS_OVERFLOW' ||
    code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'
  ) {
    return new FetchFailure('failed', `invalid-http: ${code}`, { cause: error });
  }
  if (code === 'ECONNREFUSED') return new FetchFailure('failed', 'connection-refused', later);
  return new FetchFailure('failed', `connection-failed: ${code || name}`, later);
}
