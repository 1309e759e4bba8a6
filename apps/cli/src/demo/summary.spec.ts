import { describe, expect, it } from '@jest/globals';
import { countOutcomes, percentile, summaryTable } from './summary.ts';
import { difference, type PageProgress } from './watch.ts';

const page = (progress: Partial<PageProgress>, expected?: PageProgress['expectation']['expected']): PageProgress => ({
  expectation: { url: 'http://a.test/1', file: '1.html', ...(expected && { expected }) },
  ...progress,
});

describe('percentile', () => {
  it('is the nearest rank', () => {
    const values = [15, 20, 35, 40, 50];
    expect([percentile(values, 0.3), percentile(values, 0.5), percentile(values, 0.99)]).toEqual([20, 35, 50]);
  });

  it('is null of nothing', () => {
    expect(percentile([], 0.5)).toBeNull();
  });
});

describe('countOutcomes', () => {
  it('counts the parser’s word for fetched pages, the scraper’s for all others', () => {
    const pages = [
      page({ scraper: 'fetched', parser: 'parsed' }),
      page({ scraper: 'gone' }),
      page({ scraper: 'fetched' }),
      page({}),
    ];
    expect(countOutcomes(pages)).toEqual({ parsed: 1, gone: 1, none: 2 });
  });
});

describe('difference', () => {
  it('is none where both stages ended as expected', () => {
    expect(
      difference(page({ scraper: 'fetched', parser: 'parsed' }, { scraper: 'fetched', parser: 'parsed' })),
    ).toBeUndefined();
    expect(difference(page({ scraper: 'gone' }, { scraper: 'gone' }))).toBeUndefined();
  });

  it.each([
    ['a page without any outcome', page({}), 'no outcome'],
    ['a fetched page that was never parsed', page({ scraper: 'fetched' }), 'never parsed'],
    [
      'another outcome',
      page({ scraper: 'failed', reason: 'http-500' }, { scraper: 'gone' }),
      'expected gone; got failed (http-500)',
    ],
    [
      'a page that went further than it should',
      page({ scraper: 'fetched', parser: 'parsed' }, { scraper: 'refused-robots' }),
      'got fetched, parsed',
    ],
  ])('names %s', (_name, progress, words) => {
    expect(difference(progress)).toContain(words);
  });

  it('takes any outcome of a page without expectation', () => {
    expect(difference(page({ scraper: 'failed' }))).toBeUndefined();
  });
});

describe('summaryTable', () => {
  it('aligns its two columns', () => {
    const text = summaryTable(
      {
        pages: 2,
        outcomes: { parsed: 1, gone: 1 },
        articles: 1,
        quotations: 3,
        marketQuotes: 0,
        deadLetters: 0,
        pagesPerSecond: 2.5,
        p50Ms: 40,
        p99Ms: null,
      },
      [{ name: 'parser', peakBytes: 200 * 1024 * 1024 }],
    );
    expect(text.split('\n')).toEqual([
      'summary',
      'pages             2',
      '  gone            1',
      '  parsed          1',
      'articles          1',
      'quotations        3',
      'market quotes     0',
      'dead letters      0',
      'pages/s           2.5',
      'fetch to MongoDB  p50 40 ms, p99 -',
      'memory parser     200 MiB at most',
    ]);
  });
});
