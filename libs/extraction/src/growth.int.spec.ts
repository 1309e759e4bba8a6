import { describe, expect, it } from '@jest/globals';
import { pageId } from '@newsflow/contracts';
import { extract } from './index.ts';

const url = 'https://hostile.example/page';
const small = 128 * 1024;
const factor = 4;
/** Of linear work four times as much takes four times as long, of quadratic work sixteen times. */
const mostGrowth = 9;
/** Below, the clock and the collector of garbage say more than the work. */
const leastMs = 60;

const repeated = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length));
const sentence = 'The council met on Monday and decided, after a long debate, that the bridge will be closed. ';

const html: Readonly<Record<string, (length: number) => string>> = {
  'pairs of marks': (length) => `<p>${repeated('“a” ', length)}`,
  'opening marks': (length) => `<p>${repeated('‘a ', length)}`,
  'marks that never close': (length) => repeated('<p>“It will rain again</p>', length),
  'links in one paragraph': (length) => repeated('<a href=/a>Rain in Leeds</a> ', length),
  'cells in one row': (length) => `<table><tr>${repeated('<td>1', length)}`,
  'rows of a table': (length) => `<table><tbody>${repeated('<tr><td>Last<td>1', length)}`,
  'a table on its side': (length) => `<table><tr><td><td>DAX${repeated('<tr><td>Last<td>1.5', length)}`,
  'deep tables': (length) => repeated('<table><tr><td>1 ', 7_000) + repeated('<p>DAX 1.5</p>', length),
  'runs beside a long text': (length) =>
    `<p>${repeated(sentence, length / 2)}</p><div>${repeated('<li>DAX 1.5</li><li>MDAX 1.5</li><b>x</b>', length / 2)}</div>`,
  'numbers without anything else': (length) => repeated(`<p>${'1 '.repeat(9_000)}</p>`, length),
  'endless numbers': (length) => repeated(`<p>Brent rose to $${'1'.repeat(18_000)}</p>`, length),
  'prices in one sentence': (length) => repeated(`<p>Brent rose ${'$1 '.repeat(6_000)}</p>`, length),
  'by-lines': (length) => repeated('<span class="author">By Jane Roe</span><p>x</p>', length),
  'reported speech without a stop': (length) => `<p>${repeated('he said that ', length)}`,
  attributes: (length) =>
    `<div ${Array.from({ length: length / 8 }, (_, index) => `a${index}=1`).join(' ')}>${sentence}`,
};
const texts: Readonly<Record<string, (length: number) => string>> = {
  'lines of one letter': (length) => repeated('a\n', length),
  'paragraphs of one letter': (length) => repeated('a\n\n', length),
  'ticker lines': (length) => repeated('DAX 18,000.10 +0.50%\n', length) + sentence.repeat(5),
  'one line': (length) => repeated(sentence, length),
};

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
function cost(page: string, contentType: string): number {
  const input = { bytes: Buffer.from(page), contentType, url, pageId: pageId(url), version: 1, rights: { robots: [] } };
  const begun = cpuMs();
  extract(input);
  return cpuMs() - begun;
}

describe.each([
  ['text/html', html],
  ['text/plain', texts],
] as const)('the time that a page takes grows with its length, no faster: %s', (contentType, shapes) => {
  it.each(Object.entries(shapes))(
    '%s',
    (_, make) => {
      cost(make(small / 8), contentType);
      const one = Math.min(cost(make(small), contentType), cost(make(small), contentType));
      const four = cost(make(small * factor), contentType);
      expect(four / Math.max(one, leastMs)).toBeLessThan(mostGrowth);
    },
    60_000,
  );
});

describe('pages of the largest size', () => {
  const largest = 32 * 1024 * 1024;
  it.each([
    ['text in one line', repeated(sentence, largest), 'text/plain', 'PAGE_TOO_LARGE'],
    ['a paragraph', `<p>${repeated(sentence, largest)}`, 'text/html', 'PAGE_TOO_LARGE'],
    ['lines of one letter', repeated('a\n', largest), 'text/plain', 'PAGE_TOO_LARGE'],
    ['cells in one row', `<table><tr>${repeated('<td>1', largest)}`, 'text/html', 'PAGE_TOO_LARGE'],
    ['ticker lines', repeated('DAX 18,000.10 +0.50%\n', largest), 'text/plain', 'MARKET_ROWS_TOO_MANY'],
  ])(
    'are read as far as the bounds go, and say so: %s',
    (_, page, contentType, code) => {
      const input = {
        bytes: Buffer.from(page),
        contentType,
        url,
        pageId: pageId(url),
        version: 1,
        rights: { robots: [] },
      };
      const { article, warnings } = extract(input);
      expect(warnings.map((warning) => warning.code)).toContain(code);
      expect(article?.articleBody.length ?? 0).toBeLessThanOrEqual(6_000_000);
    },
    60_000,
  );
});
