import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Article, MarketQuote, Quotation } from '@newsflow/contracts';
import { type Site, startFolderSite } from '@newsflow/stack';
import { Installation } from './installation.ts';
import { newsflow } from './newsflow.ts';

interface Gold {
  article: { start: number; tags: { start: number; items: string[] }; subheads: { text: string }[] };
  quotations: { type: string; text: string; speakerCanonical: string; speaker: { text: string } }[];
  marketRows: { raw: string; symbolRaw: string }[];
}
type Stored<T> = T & { collection: string };

const folder = fileURLToPath(new URL('../../../../shared/data/seed/', import.meta.url));
const present = existsSync(folder);

(present ? describe : describe.skip)(`the seed page${present ? '' : ' (skipped: ../shared is absent)'}`, () => {
  let site: Site;
  let installation: Installation;
  let gold: Gold;
  let page: string;
  let stored: Stored<Article & Quotation & MarketQuote>[];
  const of = (collection: string) => stored.filter((document) => document.collection === collection);

  beforeAll(async () => {
    gold = JSON.parse(readFileSync(`${folder}seed-gold.json`, 'utf8')) as Gold;
    page = readFileSync(`${folder}000_bd79811b425dde84.txt`, 'utf8');
    site = await startFolderSite(folder);
    installation = await Installation.create(site);
    const { mongodbUri } = await installation.up();
    await installation.untilEnded(mongodbUri);
    stored = await installation.dump();
  }, 120_000);

  afterAll(async () => {
    await installation.remove();
    await site.stop();
  });

  it('is one article from after the ticker to before the tag line', () => {
    const [article, ...more] = of('articles');
    expect(more).toEqual([]);
    expect(article?.articleBody).toBe(page.slice(gold.article.start, gold.article.tags.start).trim());
  });

  it('has no headline and no date, because the page states none', () => {
    const [article] = of('articles');
    expect(article).not.toHaveProperty('headline');
    expect(article).not.toHaveProperty('datePublished');
    expect(article).not.toHaveProperty('dateModified');
  });

  it('has its two subheads as subheading blocks', () => {
    const [article] = of('articles');
    const subheadings = article?.blocks
      .filter(({ kind }) => kind === 'subheading')
      .map(({ start, end }) => article.articleBody.slice(start, end));
    expect(subheadings).toEqual(gold.article.subheads.map(({ text }) => text));
  });

  it('has five keywords, with the warning that the split is a reading', () => {
    const [article] = of('articles');
    expect(article?.keywords).toEqual(gold.article.tags.items);
    expect(article?.extraction.warnings.map(({ code }) => code)).toContain('KEYWORDS_SPLIT_GUESSED');
  });

  it('has all direct quotations with the right speaker', () => {
    const direct = of('quotations')
      .filter(({ quotationType }) => quotationType === 'direct')
      .sort((a, b) => (a.segments[0]?.start ?? 0) - (b.segments[0]?.start ?? 0));
    const expected = gold.quotations.filter(({ type }) => type === 'direct');
    expect(expected).toHaveLength(5);
    expect(direct.map(({ text, speaker }) => [text, speaker?.canonicalName])).toEqual(
      expected.map(({ text, speakerCanonical }) => [text, speakerCanonical]),
    );
  });

  it('has its nine market rows as seven events, raw text kept, no value claimed', () => {
    const times = new Map<string, number>();
    for (const { raw } of gold.marketRows) times.set(raw, (times.get(raw) ?? 0) + 1);
    const quotes = of('marketQuotes');
    expect(new Map(quotes.map(({ raw, occurrences }) => [raw, occurrences]))).toEqual(times);
    expect(quotes).toHaveLength(7);
    for (const { parseStatus, symbol, last, change, changePercent, bid, ask, volume } of quotes) {
      expect({ parseStatus, symbol, last, change, changePercent, bid, ask, volume }).toEqual({
        parseStatus: 'ambiguous',
        symbol: null,
        last: null,
        change: null,
        changePercent: null,
        bid: null,
        ask: null,
        volume: null,
      });
    }
  });

  it('comes through the demo with exit code 0', async () => {
    const { code, stdout } = await newsflow(['demo', '--json', '--pages', folder]);
    expect(JSON.parse(stdout)).toMatchObject({
      pages: 1,
      outcomes: { parsed: 1 },
      articles: 1,
      marketQuotes: 7,
      deadLetters: 0,
    });
    expect(code).toBe(0);
  }, 120_000);
});
