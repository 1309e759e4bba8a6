import { pageId, type RecordToSend, type TopicId } from '@newsflow/contracts';
import { aMarketQuote } from './a-market-quote.ts';
import { anArticle } from './an-article.ts';
import { anEvent } from './an-event.ts';
import { anOutcome } from './an-outcome.ts';
import { aQuotation } from './a-quotation.ts';
import type { Random } from './random.ts';

export interface HistoryEvent {
  readonly topic: TopicId;
  readonly record: RecordToSend;
}
export interface HistoryOptions {
  readonly pages: number;
  /** Fetches of each page. */
  readonly fetches: number;
  /** Parser versions, each of which may have parsed each fetch. */
  readonly parsers: number;
}

const bodies = ['The ferry sails again.', 'The ferry stays in port.', 'The ferry was sold.'];
const texts = ['“It is about time.”', '“We were not asked.”', '“No comment.”', '“Ask the council.”'];
const rows = ['Brent 80.10', 'Gold 2,040', 'DAX 18,000'];

interface Parse {
  readonly url: string;
  readonly version: number;
  readonly parserVersion: number;
}
const some = <T>(random: Random, items: readonly T[]): T[] => items.filter(() => random.chance(0.6));

function market(random: Random, { url, version, parserVersion }: Parse): HistoryEvent[] {
  const page = pageId(url);
  return some(random, rows).map((raw) => ({
    topic: 'market-quote',
    record: anEvent(
      'newsflow.market-quote.observed.v1',
      page,
      aMarketQuote({ pageId: page, version, parserVersion, raw, last: raw.replaceAll(/[^\d.]/gu, '') }),
    ),
  }));
}

function quotations(random: Random, { url, version, parserVersion }: Parse): HistoryEvent[] {
  const page = pageId(url);
  return some(random, texts).map((text) => ({
    topic: 'quotation',
    record: anEvent(
      'newsflow.quotation.changed.v1',
      page,
      aQuotation({ articleId: page, version, parserVersion, text, confidence: random.next() }),
    ),
  }));
}

const idsOf = (events: readonly HistoryEvent[]): string[] =>
  events.map(({ record }) => (JSON.parse(record.value.toString()) as { id: string }).id);

/** What one parser version publishes about one fetch. */
function parse(random: Random, of: Parse): HistoryEvent[] {
  const { url, version, parserVersion } = of;
  const page = pageId(url);
  const outcomeOf = (fields: Parameters<typeof anOutcome>[0]): HistoryEvent => ({
    topic: 'page-outcome',
    record: anEvent('newsflow.page.outcome.v1', page, anOutcome({ url, version, parserVersion, ...fields })),
  });
  if (random.chance(0.15)) return [outcomeOf({ outcome: 'dead-letter', reason: 'PARSE_LIMIT', articleId: null })];
  const quotes = market(random, of);
  if (random.chance(0.15)) {
    return [...quotes, outcomeOf({ outcome: 'not-an-article', articleId: null, marketQuotes: idsOf(quotes) })];
  }
  const said = quotations(random, of);
  const article = anArticle({
    url,
    version,
    parserVersion,
    articleBody: bodies[random.below(bodies.length)] ?? '',
    quotations: idsOf(said),
    keywords: random.chance(0.5) ? ['$ferry'] : [],
    ...(random.chance(0.5) ? { description: 'All about the ferry' } : {}),
  });
  return [
    { topic: 'article', record: anEvent('newsflow.article.changed.v1', page, article) },
    ...said,
    ...quotes,
    outcomeOf({ quotations: idsOf(said), marketQuotes: idsOf(quotes) }),
  ];
}

/**
 * All events about some pages in the order of their making: contents that come back, quotations and rows that come and go, pages
 * that stop being articles, new parses of old fetches, dead letters.
 */
export function aHistory(random: Random, { pages, fetches, parsers }: HistoryOptions): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  for (let page = 0; page < pages; page += 1) {
    const url = `https://gazette.example/${page}`;
    for (let fetch = 1; fetch <= fetches; fetch += 1) {
      const version = 1_700_000_000_000 + fetch * 1000 + page;
      const fetched = anOutcome({ url, version, stage: 'scraper', outcome: 'fetched' });
      events.push({ topic: 'page-outcome', record: anEvent('newsflow.page.outcome.v1', pageId(url), fetched) });
      for (let parserVersion = 1; parserVersion <= parsers; parserVersion += 1) {
        if (random.chance(0.8)) events.push(...parse(random, { url, version, parserVersion }));
      }
    }
  }
  return events;
}
