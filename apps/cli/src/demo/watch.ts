import { pageId, type PageOutcome } from '@newsflow/contracts';
import type { PageExpectation } from '@newsflow/stack';
import type { Db } from 'mongodb';

/** How far one page has come. */
export interface PageProgress {
  readonly expectation: PageExpectation;
  readonly scraper?: string;
  readonly parser?: string;
  readonly reason?: string;
  /** From the fetch to the write of the page's manifest in MongoDB. */
  readonly latencyMs?: number;
}

interface StoredOutcome {
  pageId: string;
  url: string;
  stage: 'scraper' | 'parser';
  outcome: string;
  reason: string | null;
  at: string;
  storedAt: Date;
  version: number;
}

/** The end of a page's way: the parser's word where the scraper fetched it, else the scraper's. */
export const finalOutcome = ({ scraper, parser }: PageProgress): string | undefined =>
  scraper === 'fetched' ? parser : scraper;

/**
 * Whether everything that the newest manifests list is stored and marked as current. A page's events are stored in any order, and an
 * item gets its mark after it was written.
 */
export async function isSettled(db: Db): Promise<boolean> {
  const pages = await db.collection<Pick<PageOutcome, 'articleId' | 'quotations'>>('manifests').find().toArray();
  const fetches = await db.collection<PageOutcome>('pageOutcomes').find({ stage: 'parser' }).toArray();
  const allCurrent = async (collection: string, ids: readonly string[]) => {
    const found = await db
      .collection<{ _id: string }>(collection)
      .countDocuments({ _id: { $in: [...ids] }, current: true });
    return found === new Set(ids).size;
  };
  const settled = await Promise.all([
    allCurrent(
      'articles',
      pages.flatMap(({ articleId }) => articleId ?? []),
    ),
    allCurrent(
      'quotations',
      pages.flatMap(({ quotations }) => quotations ?? []),
    ),
    allCurrent(
      'marketQuotes',
      fetches.flatMap(({ marketQuotes }) => marketQuotes ?? []),
    ),
  ]);
  return settled.every(Boolean);
}

/** Reads the newest outcome of each stage for every expected page. */
export async function pageProgress(db: Db, expectations: readonly PageExpectation[]): Promise<PageProgress[]> {
  const outcomes = await db.collection<StoredOutcome>('pageOutcomes').find().sort({ version: 1 }).toArray();
  const byPage = new Map<string, StoredOutcome>();
  /** The page that a URL led to: itself, or the one that it redirects to. */
  const pageOf = new Map<string, string>();
  for (const outcome of outcomes) {
    pageOf.set(pageId(outcome.url), outcome.pageId);
    const key = `${outcome.stage} ${outcome.pageId}`;
    // The same page again, such as by another URL: what was found there before is still so.
    const nothingNew = outcome.outcome === 'unchanged' || outcome.outcome === 'not-modified';
    if (!nothingNew || !byPage.has(key)) byPage.set(key, outcome);
  }
  return expectations.map((expectation) => {
    const requested = pageId(expectation.url);
    const id = pageOf.get(requested) ?? requested;
    const [scraper, parser] = [byPage.get(`scraper ${id}`), byPage.get(`parser ${id}`)];
    const reason = parser?.reason ?? scraper?.reason;
    return {
      expectation,
      ...(scraper && { scraper: scraper.outcome }),
      ...(parser && { parser: parser.outcome, latencyMs: parser.storedAt.getTime() - Date.parse(parser.at) }),
      ...(reason && { reason }),
    };
  });
}

/** What differs from the expectation, in one line; undefined if nothing does. */
export function difference({ expectation, scraper, parser, reason }: PageProgress): string | undefined {
  const { url, expected } = expectation;
  if (scraper === undefined) return `${url}: no outcome`;
  const got = parser === undefined ? scraper : `${scraper}, ${parser}`;
  if (!expected) return scraper === 'fetched' && parser === undefined ? `${url}: fetched, never parsed` : undefined;
  if (scraper === expected.scraper && parser === expected.parser) return undefined;
  const wanted = expected.parser === undefined ? expected.scraper : `${expected.scraper}, ${expected.parser}`;
  return `${url}: expected ${wanted}; got ${got}${reason === undefined ? '' : ` (${reason})`}`;
}
