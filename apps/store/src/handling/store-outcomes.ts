import type { PageOutcome } from '@newsflow/contracts';
import type { HandlerResult, ReceivedRecord } from '@newsflow/kafka';
import type { StoreDatabase } from '../database/database.ts';
import { guardOf, outcomeGuardOf } from '../writing/guards.ts';
import { newestWins } from '../writing/newest-wins.ts';
import { writeGroups } from '../writing/write-groups.ts';
import { decideCurrent, ofArticle, ofMarketQuotes, ofQuotations } from './decide-current.ts';
import { type Manifest, outcomeId } from './manifest.ts';
import { receive } from './received.ts';

/** A parse that ended in a dead letter found nothing out about the page. */
const isManifest = ({ stage, outcome }: PageOutcome): boolean => stage === 'parser' && outcome !== 'dead-letter';

const manifestOf = (outcome: PageOutcome, tie: string): Manifest => ({
  pageId: outcome.pageId,
  guard: guardOf(outcome, tie),
  articleId: outcome.articleId ?? null,
  quotations: outcome.quotations ?? [],
  marketQuotes: outcome.marketQuotes ?? [],
});

/** Keeps one outcome for each fetch and stage, and lets those of the parser decide what is current. */
export async function storeOutcomes(
  database: StoreDatabase,
  records: readonly ReceivedRecord[],
): Promise<HandlerResult> {
  const { events, failures } = receive('newsflow.page.outcome.v1', records);
  // Of two outcomes with equal versions (a page handled again after a crash) the later one counts.
  const told = events.map(({ record, data, tie }) => ({ record, data, tie: `${data.at} ${tie}` }));
  const outcomes = told.map(({ record, data, tie }) => ({
    record,
    operation: newestWins(outcomeId(data.pageId, data.stage, data.version), data, outcomeGuardOf(data, tie)),
  }));
  const manifests = told
    .filter(({ data }) => isManifest(data))
    .map(({ record, data, tie }) => ({ record, manifest: manifestOf(data, tie) }));
  const newest = manifests.map(({ record, manifest: { pageId, guard, articleId, quotations } }) => ({
    record,
    operation: newestWins(
      pageId,
      { version: guard.version, parserVersion: guard.parserVersion, articleId, quotations },
      guard,
    ),
  }));
  const refused = await writeGroups(
    [database.target('pageOutcomes'), outcomes],
    [database.target('manifests'), newest],
  );
  const decided = manifests.map(({ manifest }) => manifest);
  await Promise.all([
    decideCurrent(database.target('articles'), decided.map(ofArticle)),
    decideCurrent(database.target('quotations'), decided.map(ofQuotations)),
    decideCurrent(database.target('marketQuotes'), decided.map(ofMarketQuotes)),
  ]);
  return { failures: [...failures, ...refused] };
}
