import { expect, it } from '@jest/globals';
import { decodeEvent } from '@newsflow/contracts';
import { aMarketQuote, anArticle, anEvent, anOutcome, aQuotation, randomOf } from './index.ts';

it('builds events that the contract accepts', () => {
  const events = [
    anEvent('newsflow.article.changed.v1', anArticle().id, anArticle()),
    anEvent('newsflow.quotation.changed.v1', aQuotation().articleId, aQuotation()),
    anEvent('newsflow.market-quote.observed.v1', aMarketQuote().pageId, aMarketQuote()),
    anEvent('newsflow.page.outcome.v1', anOutcome().pageId, anOutcome()),
    anEvent('newsflow.page.outcome.v1', anOutcome().pageId, anOutcome({ stage: 'scraper', outcome: 'fetched' })),
  ];
  expect(events.map((record) => decodeEvent({ ...record, value: record.value }).type)).toHaveLength(5);
});

it('gives the same order for the same seed and another for another', () => {
  const items = Array.from({ length: 20 }, (_, index) => index);
  expect(randomOf(7).shuffled(items)).toEqual(randomOf(7).shuffled(items));
  expect(randomOf(7).shuffled(items)).not.toEqual(randomOf(8).shuffled(items));
  expect(
    randomOf(7)
      .shuffled(items)
      .sort((a, b) => a - b),
  ).toEqual(items);
});
