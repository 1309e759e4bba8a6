import type { FetchFacts, PageOutcome } from '@newsflow/contracts';
import { parserVersion } from '@newsflow/extraction/parser-version';
import type { Output } from '@newsflow/kafka';
import { derivedEvent } from './derived-event.ts';
import type { Source } from './source.ts';

export type ParsedPage = Pick<FetchFacts, 'pageId' | 'url' | 'finalUrl' | 'version' | 'fetchedAt'>;
type Manifest = Required<Pick<PageOutcome, 'articleId' | 'quotations' | 'marketQuotes'>>;

const outcomeOf = (
  { pageId, url, finalUrl, version, fetchedAt }: ParsedPage,
  outcome: PageOutcome['outcome'],
  reason: string | null,
): PageOutcome => ({ pageId, url, finalUrl, version, parserVersion, stage: 'parser', outcome, reason, at: fetchedAt });

/** What is current of a page from now on. */
export const manifest = (
  page: ParsedPage,
  outcome: 'parsed' | 'not-an-article',
  reason: string | null,
  ids: Manifest,
): PageOutcome => ({ ...outcomeOf(page, outcome, reason), ...ids });

/** The page could not be parsed: what is current stays current. */
export const deadLetterOutcome = (page: ParsedPage, reason: string): PageOutcome =>
  outcomeOf(page, 'dead-letter', reason);

export const outcomeEvent = (outcome: PageOutcome, source: Source): Output =>
  derivedEvent(
    'newsflow.page.outcome.v1',
    outcome,
    ['parser', outcome.outcome, outcome.pageId, outcome.version, parserVersion],
    source,
  );
