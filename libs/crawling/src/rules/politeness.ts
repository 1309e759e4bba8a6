/** A site may ask for more, but not for ever: beyond this a Crawl-delay is a mistake or a way to say no. */
const maxCrawlDelayMs = 5 * 60_000;
/** Nor is one below this taken at its word: who writes it thinks of load, not of us. A default that is shorter still is our own doing. */
const minCrawlDelayMs = 1000;
const maxBackOffMs = 6 * 3_600_000;
const maxEveryMs = 24 * 3_600_000;
const maxRetryAfterMs = 24 * 3_600_000;

/**
 * Pause between two requests to one host: what the source says, else the site's Crawl-delay, else the default. A source may ask for a longer
 * pause than the site, not for a shorter one.
 */
export function hostDelayMs(settings: {
  defaultMs: number;
  sourceMs: number | null;
  /** null: robots.txt says nothing of it, or is not known yet. */
  crawlDelayMs: number | null;
}): number {
  const { defaultMs, sourceMs, crawlDelayMs } = settings;
  if (crawlDelayMs === null) return sourceMs ?? defaultMs;
  return Math.max(sourceMs ?? Math.min(defaultMs, minCrawlDelayMs), Math.min(crawlDelayMs, maxCrawlDelayMs));
}

/**
 * Wait before the next try after a failure: doubles with each one, and never less than the server's Retry-After.
 * @param failures failures in a row, this one included (1 or more)
 */
export function backOffMs(settings: { failures: number; baseMs: number; retryAfterMs: number | null }): number {
  const doubled = settings.baseMs * 2 ** Math.min(settings.failures - 1, 20);
  return Math.max(Math.min(doubled, maxBackOffMs), Math.min(settings.retryAfterMs ?? 0, maxRetryAfterMs));
}

/**
 * Pause until a feed or sitemap is read again: what its source says, doubled with each failure but the first, up to a day.
 * @param failures fetches in a row that failed after all their tries
 */
export function everyAfter(everyMs: number, failures: number): number {
  const doubled = everyMs * 2 ** Math.min(Math.max(failures - 1, 0), 30);
  return Math.max(everyMs, Math.min(doubled, maxEveryMs));
}

/** RFC 9110 section 10.2.3: seconds or an HTTP date. null where it is neither, 0 where the date is past. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse takes "3.5" and the like for dates; an HTTP date begins with a day's name.
  const date = /^[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
