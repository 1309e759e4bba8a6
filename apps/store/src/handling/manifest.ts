import type { StoreDatabase } from '../database/database.ts';
import { translated } from '../database/unavailable.ts';
import type { Guard } from '../schema/documents.ts';
import { guardOf } from '../writing/guards.ts';

/** What one parse of one fetch found on its page. */
export interface Manifest {
  readonly pageId: string;
  readonly guard: Guard;
  readonly articleId: string | null;
  readonly quotations: readonly string[];
  readonly marketQuotes: readonly string[];
}

export const outcomeId = (pageId: string, stage: string, version: number): string => `${pageId}:${stage}:${version}`;

/** The manifest of the newest fetch of each page, as far as known. */
export async function newestManifests(database: StoreDatabase, pageIds: readonly string[]): Promise<Manifest[]> {
  const manifests = database.collection('manifests');
  const found = await translated(() => manifests.find({ _id: { $in: [...new Set(pageIds)] } }).toArray());
  return found.flatMap(({ _id, guard, articleId, quotations }) =>
    guard.content ? [{ pageId: _id, guard: guard.content, articleId, quotations, marketQuotes: [] }] : [],
  );
}

/** The manifest of the newest parser for each fetch, as far as known. */
export async function manifestsOfFetches(
  database: StoreDatabase,
  fetches: readonly { pageId: string; version: number }[],
): Promise<Manifest[]> {
  const ids = new Set(fetches.map(({ pageId, version }) => outcomeId(pageId, 'parser', version)));
  const outcomes = database.collection('pageOutcomes');
  const found = await translated(() => outcomes.find({ _id: { $in: [...ids] }, 'guard.content.rank': 1 }).toArray());
  return found.map((outcome) => ({
    pageId: outcome.pageId,
    guard: guardOf(outcome, outcome.guard.content?.tie ?? ''),
    articleId: outcome.articleId ?? null,
    quotations: outcome.quotations ?? [],
    marketQuotes: outcome.marketQuotes ?? [],
  }));
}
