import {
  decodeRawPage,
  type PageOutcome,
  rawPageLimits,
  type RawPage,
  type TopicNames,
  topics,
} from '@newsflow/contracts';
import type { Extraction } from '@newsflow/extraction';
import {
  type Failure,
  FatalError,
  type HandlerResult,
  type Output,
  PoisonError,
  type ReceivedRecord,
} from '@newsflow/kafka';
import { inSpan, inTraceOf } from '@newsflow/tracing';
import { deadLetterOutcome, outcomeEvent } from '../events/outcome.ts';
import { pageEvents } from '../events/page-events.ts';
import { sourceOf } from '../events/source.ts';
import { failureCodes, PageFailure } from '../parsing/page-failure.ts';
import type { PageTask } from '../parsing/task.ts';
import { readableFacts } from './readable-facts.ts';

/** What a batch is parsed with. */
export interface Parsing {
  readonly names: TopicNames;
  parse(task: PageTask, signal?: AbortSignal): Promise<Extraction>;
  /** Hears of every page how it ended and what was found, for metrics. */
  ended(outcome: PageOutcome, extraction: Extraction | null, sourceId: string | null): void;
}

interface PageResult {
  readonly outputs: readonly Output[];
  readonly failure?: Failure;
}

/**
 * Parses the raw pages of a batch side by side. Outputs are in the order of the pages; a page that cannot be parsed is a
 * failure (dead letter) with an outcome, and the others do not notice. Rejects only for what concerns them all: a lost
 * partition, a pool that cannot work.
 */
export async function parseBatch(
  records: readonly ReceivedRecord[],
  parsing: Parsing,
  signal?: AbortSignal,
): Promise<HandlerResult> {
  const results = await Promise.all(
    records.map((record) =>
      inTraceOf(record, () => inSpan({ name: 'parse' }, () => parseRecord(record, parsing, signal))),
    ),
  );
  return {
    outputs: results.flatMap(({ outputs }) => outputs),
    failures: results.flatMap(({ failure }) => failure ?? []),
  };
}

async function parseRecord(record: ReceivedRecord, parsing: Parsing, signal?: AbortSignal): Promise<PageResult> {
  let page: RawPage;
  try {
    page = decodeRawPage(record);
  } catch (error) {
    return invalid(record, error, parsing);
  }
  const { facts } = page;
  const source = sourceOf(parsing.names, record, facts);
  try {
    const extraction = await parsing.parse(taskOf(page), signal);
    const { outputs, outcome } = pageEvents(extraction, facts, record, source);
    parsing.ended(outcome, extraction, facts.sourceId);
    return { outputs };
  } catch (error) {
    if (signal?.aborted === true || error instanceof FatalError) throw error;
    const failure = error instanceof PageFailure ? error : new PageFailure('parser-crashed', messageOf(error));
    const outcome = deadLetterOutcome(facts, failure.reason.slice(0, 500));
    parsing.ended(outcome, null, facts.sourceId);
    const poison = new PoisonError(failureCodes[failure.kind], failure.message, { cause: error });
    return { outputs: [outcomeEvent(outcome, source)], failure: { record, error: poison } };
  }
}

/** Not a raw page. If at least the page can be told, its story ends with an outcome and not in silence. */
function invalid(record: ReceivedRecord, error: unknown, parsing: Parsing): PageResult {
  const failure = { record, error };
  const facts = readableFacts(record);
  if (facts === null) return { outputs: [], failure };
  const outcome = deadLetterOutcome(facts, `invalid-event: ${messageOf(error)}`.slice(0, 500));
  parsing.ended(outcome, null, null);
  return { outputs: [outcomeEvent(outcome, sourceOf(parsing.names, record, facts))], failure };
}

/** Twice what the largest event takes: more would be no article that could be published. */
const extractionLimitBytes = 2 * topics.article.maxMessageBytes;

const taskOf = ({ body, contentEncoding, facts }: RawPage): PageTask => ({
  body,
  contentEncoding,
  limitBytes: rawPageLimits.inflatedBytes,
  extractionLimitBytes,
  page: {
    contentType: facts.contentType,
    url: facts.finalUrl,
    pageId: facts.pageId,
    version: facts.version,
    rights: facts.rights,
  },
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
