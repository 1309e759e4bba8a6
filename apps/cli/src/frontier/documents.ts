/** The part of a document of `urls` that the commands read; the scraper's own. */
export interface StoredUrl {
  _id: string;
  kind: 'page' | 'feed' | 'sitemap';
  url: string;
  /** Of the next request. */
  host: string;
  sourceId: string | null;
  nextAt: Date | null;
  /** Tries of this fetch that failed. */
  failures: number;
  /** The last of them. */
  failure: { reason: string; at: Date; attempts: number } | null;
  last: { outcome: string; reason: string | null; at: Date; failures: number } | null;
}

/** As {@link StoredUrl}, of `hosts`. */
export interface StoredHost {
  _id: string;
  restUntil: Date;
  leaseUntil: Date;
}
