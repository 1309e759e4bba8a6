import { type Article, type FetchFacts, type PageOutcome, topics } from '@newsflow/contracts';
import type { Extraction } from '@newsflow/extraction';
import { aloneBytes, type Output, type ReceivedRecord } from '@newsflow/kafka';
import { PageFailure } from '../parsing/page-failure.ts';
import { derivedEvent } from './derived-event.ts';
import { manifest, outcomeEvent } from './outcome.ts';
import type { Source } from './source.ts';

export interface PageEvents {
  /** They go to topics of their own: a reader may see the manifest before what it lists. */
  readonly outputs: readonly Output[];
  readonly outcome: PageOutcome;
}
type RawPosition = Pick<ReceivedRecord, 'topic' | 'partition' | 'offset'>;

/** Everything that one parsed page says, as events. Throws {@link PageFailure} when one of them is too large for its topic. */
export function pageEvents(extraction: Extraction, facts: FetchFacts, raw: RawPosition, source: Source): PageEvents {
  const { article, quotations, marketQuotes, warnings } = extraction;
  const outcome = manifest(
    facts,
    article === null ? 'not-an-article' : 'parsed',
    article === null ? reasonOf(warnings) : null,
    {
      articleId: article?.id ?? null,
      quotations: quotations.map(({ id }) => id),
      marketQuotes: marketQuotes.map(({ id }) => id),
    },
  );
  const outputs: Output[] = [];
  if (article !== null) {
    const data: Article = {
      ...article,
      changeKind: changeKind(facts, source),
      raw: {
        topic: raw.topic,
        partition: raw.partition,
        offset: raw.offset,
        sha256: facts.sha256,
        fetchedAt: facts.fetchedAt,
      },
    };
    outputs.push(
      derivedEvent('newsflow.article.changed.v1', data, [data.id, data.version, data.parserVersion], source),
    );
  }
  for (const data of quotations)
    outputs.push(
      derivedEvent('newsflow.quotation.changed.v1', data, [data.id, data.version, data.parserVersion], source),
    );
  for (const data of marketQuotes)
    outputs.push(
      derivedEvent('newsflow.market-quote.observed.v1', data, [data.id, data.version, data.parserVersion], source),
    );
  outputs.push(outcomeEvent(outcome, source));
  for (const output of outputs) requireFits(output);
  return { outputs, outcome };
}

/** Whether the page gave an article before is not known here: a replay says that it was there before, no more. */
function changeKind({ previous }: FetchFacts, { extensions }: Source): Article['changeKind'] {
  if (extensions['nf_replayed'] !== undefined) return 'reparse';
  return previous === null ? 'insert' : 'update';
}

/** Why there is no article: the last warning is the one that ended the search for it. */
function reasonOf(warnings: Extraction['warnings']): string {
  const last = warnings.at(-1);
  return last === undefined ? 'no-article' : `${last.code.toLowerCase().replaceAll('_', '-')}: ${last.message}`;
}

/** An output that is too large would fail every time that it is sent, and everything that is sent with it. */
function requireFits({ topic, record }: Output): void {
  const bytes = aloneBytes(record);
  const limit = topics[topic].maxMessageBytes;
  if (bytes > limit)
    throw new PageFailure('output-too-large', `${topic} event of ${bytes} bytes, the limit is ${limit}`);
}
