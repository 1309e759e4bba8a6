import type { StoredHost } from './documents.ts';

/** When a URL is fetched next. */
export interface NextFetch {
  /** Not before; null: nothing is planned, or its time has come and what it waits for has none. */
  readonly nextAt: Date | null;
  /** Its own time, a pause or other URLs at its host, or a scraper (`due`); null: nothing is planned. */
  readonly state: 'planned' | 'waiting for its host' | 'due' | null;
}

/**
 * The end of the host's rest counts, not when the host comes up next: during a lease that is the end of the lease, which hardly ever lasts
 * so long.
 */
export function nextFetch(own: Date | null, host: StoredHost | undefined, now: Date): NextFetch {
  if (own === null) return { nextAt: null, state: null };
  const restUntil = host && host.restUntil > now ? host.restUntil : null;
  if (own > now) return { nextAt: restUntil && restUntil > own ? restUntil : own, state: 'planned' };
  const isBusy = restUntil !== null || (host !== undefined && host.leaseUntil > now);
  return { nextAt: restUntil, state: isBusy ? 'waiting for its host' : 'due' };
}
