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

/** Whether everything that the parser's manifests list is stored: the events of one page arrive in any order. */
export async function isSettled(db: Db): Promise<boolean> {
  const manifests = await db.collection<PageOutcome>('pageOutcomes').find({ stage: 'parser' }).toArray();
  const isStored = async (collection: string, ids: readonly string[]) =>
    (await db.collection<{ _id: string }>(collection).countDocuments({ _id: { $in: [...ids] } })) === new Set(ids).size;
  const stored = await Promise.all([
    isStored(
      'articles',
      manifests.flatMap(({ articleId }) => articleId ?? []),
    ),
    isStored(
      'quotations',
      manifests.flatMap(({ quotations }) => quotations ?? []),
    ),
    isStored(
      'marketQuotes',
      manifests.flatMap(({ marketQuotes }) => marketQuotes ?? []),
    ),
  ]);
  return stored.every(Boolean);
}

/** Reads the newest outcome of each stage for every expected page. */
export async function pageProgress(db: Db, expectations: readonly PageExpectation[]): Promise<PageProgress[]> {
  const outcomes = await db.collection<StoredOutcome>('pageOutcomes').find().sort({ version: 1 }).toArray();
  const byKey = new Map<string, StoredOutcome>();
  for (const outcome of outcomes) {
    // A redirect: the outcome's page id is of the final URL, its url the requested one.
    for (const id of new Set([outcome.pageId, pageId(outcome.url)])) byKey.set(`${outcome.stage} ${id}`, outcome);
  }
  return expectations.map((expectation) => {
    const id = pageId(expectation.url);
    const [scraper, parser] = [byKey.get(`scraper ${id}`), byKey.get(`parser ${id}`)];
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
