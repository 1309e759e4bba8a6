import type { SourceHealth } from '@newsflow/contracts';
import type { HealthState, RobotsRules, StoredSource } from '@newsflow/crawling';

/** `_id` is the source's id. */
export interface SourceDocument extends StoredSource {
  /** Missing: nothing of it has been fetched yet. */
  health?: HealthRecord;
}

/** The health of a source, and how much of it has been told. */
interface HealthRecord {
  /** Grows with each write: a state is written only over the one that it follows from. */
  revision: number;
  state: HealthState;
  /** The newest change of status, as it is told. */
  event: SourceHealth;
  /** Changes of status so far, and how many of them are known to be told. */
  changes: number;
  told: number;
}
/** robots.txt of one origin of the host, for one crawler. */
export interface CachedRobots {
  rules: RobotsRules;
  productToken: string;
  expiresAt: Date;
}

/** `_id` is host and port as in the Host header of a request. */
export interface HostDocument {
  _id: string;
  /** When the host is leased next; the end of the lease while it is leased; the far future where nothing is due. */
  nextAt: Date;
  /** No request before: the delay, a back-off or the server's Retry-After. */
  restUntil: Date;
  leaseUntil: Date;
  leaseOwner: string | null;
  /** A URL of it has come in since the lease was taken: what its holder knows of due times is out of date. */
  woken: boolean;
  /** Grows with each lease; what an older holder writes is refused. */
  fence: number;
  /** Pauses that sources ask for, each source at most once; the longest holds. Missing or empty: the default of the service. */
  delays?: { sourceId: string; delayMs: number }[];
  /** In a row, for the back-off. */
  failures: number;
  /** By scheme. */
  robots: { http?: CachedRobots; https?: CachedRobots };
}

/** A minimal gap between requests to one address, whatever the host. `_id` is the address. */
export interface AddressDocument {
  _id: string;
  nextAt: Date;
}

export interface LastOutcome {
  outcome: string;
  reason: string | null;
  version: number;
  at: Date;
}

export interface Content {
  /** The address that answered with it: the validators are of this one alone. */
  url: string;
  sha256: string;
  version: number;
  etag: string | null;
  lastModified: string | null;
}

export type UrlKind = 'page' | 'feed' | 'sitemap';

/** `_id` is the page id of the URL; feeds and sitemaps have their kind before it, because they may be asked for as pages, too. */
export interface UrlDocument {
  _id: string;
  kind: UrlKind;
  url: string;
  /** Host of the next request: that of the URL, or of the place that it redirects to. */
  host: string;
  sourceId: string | null;
  /** 9 is fetched first. */
  priority: number;
  /** When it is fetched next; null: nothing to do. */
  nextAt: Date | null;
  /** Of this fetch, in a row. */
  failures: number;
  /** Who is at it: fence of the lease of `host`. */
  lease: number | null;
  /** Since it was last written back: more than one, if whoever took it came to no end. */
  takes: number;
  /** Redirects followed so far by a fetch that goes on at another host. */
  redirects: { url: string; status: number }[];
  /** Where that fetch goes on. */
  target: string | null;
  /** Newest version given out; 0: none. */
  version: number;
  /** A version given out for a result that may be published already, but is not written back yet. */
  pending: { version: number; result: string } | null;
  /** Newest content published; of a feed or sitemap the newest read. */
  content: Content | null;
  /**
   * sha256 of a body that may be published already although `content` does not say so: until a write-back tells, the page cannot be
   * called unchanged, or readers would keep that body for ever.
   */
  unsettled: string | null;
  last: LastOutcome | null;
  /** The newest fetch requests seen, so that a repeated one does nothing. */
  requests: string[];
  /** Pause between two fetches of a feed or sitemap. */
  everyMs: number | null;
  /** Pause before the next visit of a page, or before the last one while that is going on; null: none was planned. */
  revisitMs: number | null;
  /** The page is due (or will be) because of that pause alone: nobody has asked for it. */
  revisit: boolean;
  /** When the page was published as a feed states it, else when we first heard of it. */
  seenAt: Date;
  /** Sitemap indexes above it; 0: a source starts from it. */
  depth: number;
  /** Of a sitemap: the sitemap indexes that name it. */
  namedBy?: string[];
}

/** "Never", as a date that sorts behind every other. */
export const never = new Date('9999-12-31T00:00:00Z');
