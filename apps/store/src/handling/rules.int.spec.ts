import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Article, MarketQuote, PageOutcome, Quotation } from '@newsflow/contracts';
import { type Stack, startStack } from '@newsflow/stack';
import { aMarketQuote, anArticle, anEvent, anOutcome, aQuotation, type HistoryEvent } from '@newsflow/testing';
import { StoreDatabase } from '../database/database.ts';
import { contentOf } from '../testkit/content.ts';
import { deliver } from '../testkit/deliver.ts';

let stack: Stack;
let database: StoreDatabase;
let count = 0;
beforeAll(async () => {
  stack = await startStack();
});
beforeEach(async () => {
  count += 1;
  database = new StoreDatabase(stack.mongodbUri, `rules-${count}`);
  await database.open();
});
afterEach(async () => {
  await database.close();
});
afterAll(async () => {
  await stack.stop();
});

const article = (fields: Partial<Article> = {}): HistoryEvent => ({
  topic: 'article',
  record: anEvent('newsflow.article.changed.v1', anArticle(fields).id, anArticle(fields)),
});
const quotation = (fields: Partial<Quotation> = {}): HistoryEvent => ({
  topic: 'quotation',
  record: anEvent('newsflow.quotation.changed.v1', aQuotation(fields).articleId, aQuotation(fields)),
});
const marketQuote = (fields: Partial<MarketQuote> = {}): HistoryEvent => ({
  topic: 'market-quote',
  record: anEvent('newsflow.market-quote.observed.v1', aMarketQuote(fields).pageId, aMarketQuote(fields)),
});
const outcome = (fields: Partial<PageOutcome> = {}): HistoryEvent => ({
  topic: 'page-outcome',
  record: anEvent('newsflow.page.outcome.v1', anOutcome(fields).pageId, anOutcome(fields)),
});
const page = anArticle().id;

/** One after the other, as if each had come in a batch of its own. */
async function arrive(...events: HistoryEvent[]): Promise<void> {
  for (const event of events) expect(await deliver(database, [event])).toEqual([]);
}
const currentOf = async (collection: 'articles' | 'quotations' | 'marketQuotes', id: string): Promise<unknown> =>
  (await database.collection(collection).findOne({ _id: id }))?.current;

describe('content', () => {
  it('is that of the newest fetch, and a field that it no longer has is gone', async () => {
    await arrive(
      article({ version: 1, description: 'old' }),
      article({ version: 2, headline: 'new' }),
      article({ version: 1 }),
    );
    const stored = await database.collection('articles').findOne({ _id: page });
    expect(stored).toMatchObject({ version: 2, headline: 'new' });
    expect(stored).not.toHaveProperty('description');
  });

  it('of one fetch is that of the newest parser', async () => {
    await arrive(article({ parserVersion: 2, headline: 'better' }), article({ parserVersion: 1, headline: 'worse' }));
    expect(await database.collection('articles').findOne({ _id: page })).toMatchObject({ headline: 'better' });
  });

  it('is not changed by a replay with the same parser, whichever comes first, but by one with a newer parser', async () => {
    const replayed = (fields: Partial<Article>): HistoryEvent => {
      const { topic, record } = article({ changeKind: 'reparse', ...fields });
      return { topic, record: { ...record, headers: { ...record.headers, nf_replayed: '1' } } };
    };
    const stored = () => database.collection('articles').findOne({ _id: page });
    const headlines = ['a', 'b', 'c', 'd'];
    await arrive(replayed({ headline: 'x' }), article({ headline: 'first' }));
    await arrive(...headlines.map((headline) => replayed({ headline })));
    expect(await stored()).toMatchObject({ headline: 'first', changeKind: 'insert' });
    await arrive(replayed({ parserVersion: 2, headline: 'better' }));
    expect(await stored()).toMatchObject({ headline: 'better', changeKind: 'reparse' });
  });

  it('may hold text that looks like an operator of MongoDB', async () => {
    const fields = { headline: '$set', keywords: ['$$ROOT'], articleBody: '$unset' };
    await arrive(article(fields));
    expect(await database.collection('articles').findOne({ _id: page })).toMatchObject(fields);
  });

  it('that comes back is one revision, first and last seen whatever the order', async () => {
    const [a, b] = [{ articleBody: 'A' }, { articleBody: 'B' }];
    await arrive(article({ ...b, version: 2 }), article({ ...a, version: 3 }), article({ ...a, version: 1 }));
    const { articleRevisions } = await contentOf(database);
    const seen = articleRevisions?.map(({ articleBody, firstSeen, lastSeen }) => ({
      articleBody,
      firstSeen,
      lastSeen,
    }));
    expect(seen).toHaveLength(2);
    const at = (version: number) => ({ version, parserVersion: 1 });
    expect(seen).toEqual(
      expect.arrayContaining([
        { articleBody: 'A', firstSeen: at(1), lastSeen: at(3) },
        { articleBody: 'B', firstSeen: at(2), lastSeen: at(2) },
      ]),
    );
  });
});

describe('the manifest', () => {
  const { id } = aQuotation();

  it.each([
    ['before', [outcome({ quotations: [id] }), quotation(), article()]],
    ['after', [quotation(), article(), outcome({ quotations: [id] })]],
  ])('makes what it lists current when it comes %s it', async (_when, events) => {
    await arrive(...events);
    expect(await currentOf('quotations', id)).toBe(true);
    expect(await currentOf('articles', page)).toBe(true);
  });

  it('is missed: nothing is current without one', async () => {
    await arrive(quotation(), article(), outcome({ stage: 'scraper', outcome: 'fetched' }));
    expect(await currentOf('quotations', id)).toBe(false);
    expect(await currentOf('articles', page)).toBe(false);
  });

  it('of a newer fetch takes back what it does not list, and an older one that comes late changes nothing', async () => {
    await arrive(article(), quotation());
    await arrive(outcome({ version: 2000, outcome: 'not-an-article', articleId: null }), outcome({ quotations: [id] }));
    expect(await currentOf('quotations', id)).toBe(false);
    expect(await currentOf('articles', page)).toBe(false);
    await arrive(article(), quotation());
    expect(await currentOf('quotations', id)).toBe(false);
  });

  it('of a newer fetch leaves an observation current; only a new parse of its own fetch takes it back', async () => {
    const row = aMarketQuote();
    await arrive(marketQuote(), outcome({ marketQuotes: [row.id] }), outcome({ version: 2000 }));
    expect(await currentOf('marketQuotes', row.id)).toBe(true);
    await arrive(outcome({ parserVersion: 2 }));
    expect(await currentOf('marketQuotes', row.id)).toBe(false);
  });

  it.each([
    ['of a newer fetch', { version: 2000 }],
    ['of a newer parser', { parserVersion: 2 }],
    ['of the same parse', {}],
  ])('is not changed by a dead letter %s', async (_which, fields) => {
    const row = aMarketQuote();
    const dead = outcome({ ...fields, outcome: 'dead-letter', reason: 'PARSE_LIMIT', articleId: null });
    await arrive(
      article(),
      marketQuote(),
      outcome({ quotations: [id], marketQuotes: [row.id] }),
      dead,
      quotation(),
      marketQuote(),
    );
    expect(await currentOf('articles', page)).toBe(true);
    expect(await currentOf('quotations', id)).toBe(true);
    expect(await currentOf('marketQuotes', row.id)).toBe(true);
  });
});

describe('outcomes', () => {
  it('are one for each fetch and stage', async () => {
    const fetched = outcome({ stage: 'scraper', outcome: 'fetched' });
    await arrive(fetched, outcome(), outcome({ parserVersion: 2 }), outcome({ version: 2000 }), fetched);
    const { pageOutcomes } = await contentOf(database);
    expect(pageOutcomes?.map(({ _id, parserVersion }) => [_id, parserVersion])).toEqual([
      [`${page}:parser:1000`, 2],
      [`${page}:parser:2000`, 1],
      [`${page}:scraper:1000`, undefined],
    ]);
  });
});

describe('an event that cannot be stored', () => {
  const spoilt = (event: HistoryEvent, value: string): HistoryEvent => ({
    ...event,
    record: { ...event.record, value: Buffer.from(value) },
  });
  const withData = (event: HistoryEvent, change: (data: Article) => object): HistoryEvent =>
    spoilt(event, JSON.stringify(change(JSON.parse(event.record.value.toString()) as Article)));

  it.each([
    ['is no JSON', spoilt(article(), '{'), 'INVALID_EVENT'],
    ['breaks the schema', spoilt(article(), '{"id":"x"}'), 'INVALID_EVENT'],
    ['is of another topic', { ...quotation(), topic: 'article' as const }, 'UNEXPECTED_TYPE'],
    [
      'has a key that MongoDB refuses',
      withData(article(), (data) => ({ ...data, extraction: { ...data.extraction, sources: { 'a\0b': 'x' } } })),
      'DOCUMENT_REFUSED',
    ],
    [
      'is larger than a document may be',
      withData(article(), (data) => ({ ...data, articleBody: 'x'.repeat(17 * 1024 * 1024) })),
      'DOCUMENT_REFUSED',
    ],
  ])('because it %s fails alone', async (_why, bad, code) => {
    const others = [1, 2, 3].map((number) => article({ url: `https://gazette.example/${number}` }));
    const failures = await deliver(database, [...others.slice(0, 2), bad, ...others.slice(2)]);
    expect(failures.map(({ record, error }) => [record.value, (error as { code: string }).code])).toEqual([
      [bad.record.value, code],
    ]);
    expect((await contentOf(database))['articles']).toHaveLength(3);
  });
});
