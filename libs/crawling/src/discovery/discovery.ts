/** A page that a feed or sitemap names. */
export interface DiscoveredPage {
  /** Absolute. */
  readonly url: string;
  readonly title?: string;
  /** ISO 8601, in UTC. */
  readonly publishedAt?: string;
}

/** What a feed or sitemap says. */
export interface Discovery {
  readonly pages: readonly DiscoveredPage[];
  /** Further sitemaps, of a sitemap index. */
  readonly sitemaps: readonly string[];
  /** What was not as it should be; the rest was read all the same. */
  readonly problems: readonly string[];
}

/** The document is no feed or sitemap, or one that we refuse to read. */
export class UnreadableDiscoveryError extends Error {
  constructor(
    /** `not-a-feed`, `not-a-sitemap`, `doctype` or `too-deep`. */
    readonly code: 'not-a-feed' | 'not-a-sitemap' | 'doctype' | 'too-deep',
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'UnreadableDiscoveryError';
  }
}

/** The sitemap protocol's own limit for one file; for feeds it is far more than any has. */
export const maxEntries = 50_000;
/** Elements inside elements: no feed or sitemap needs more than a dozen, but markup that is not escaped leaves some open. */
export const maxDepth = 256;

/** Absolute http(s) form of a link in a document, or null. */
export function resolveLink(link: string | undefined, base: string): string | null {
  if (link === undefined || link.trim() === '') return null;
  const url = URL.parse(link.trim(), base);
  return url && /^https?:$/.test(url.protocol) ? publicForm(url) : null;
}

/** What is told of a URL: no credentials, and no fragment, which makes no other page. */
export function publicForm(url: URL): string {
  const told = new URL(url);
  told.username = told.password = told.hash = '';
  return told.href;
}

/** Of one document, since hostile ones have endless ones. */
export const maxProblems = 20;
export const maxProblemLength = 200;

/** RFC 822 and ISO 8601 dates as ISO 8601 in UTC; undefined for what is neither. */
export function instant(text: string | undefined): string | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text.trim());
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
