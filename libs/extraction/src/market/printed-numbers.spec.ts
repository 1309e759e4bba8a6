import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { MarketQuote } from '@newsflow/contracts';
import { parseDocument } from 'htmlparser2';
import { findMarketRows } from './find-market-rows.ts';

const folder = fileURLToPath(new URL('../../../../../shared/data/quotations/', import.meta.url));
const isPresent = existsSync(folder);
const skipped = isPresent ? '' : ' (skipped: ../shared is not here)';
const lines = (file: string): string[][] =>
  isPresent
    ? readFileSync(folder + file, 'utf8')
        .split('\n')
        .slice(1)
        .filter((line) => line !== '')
        .map((line) => line.split('\t'))
    : [];

const rowOf = (head: readonly string[], cells: readonly string[], language: string | null): MarketQuote | undefined => {
  const row = (tag: string, texts: readonly string[]): string =>
    `<tr>${texts.map((text) => `<${tag}>${text}</${tag}>`).join('')}</tr>`;
  const document = parseDocument(`<table>${row('th', head)}${row('td', cells)}</table>`);
  const facts = { pageId: 'a'.repeat(32), version: 1, parserVersion: 1 };
  return findMarketRows({ kind: 'html', document, language }, facts)[0]?.quote;
};

const doubts: Readonly<Record<string, RegExp>> = {
  ambiguous: /AMBIGUOUS|SIGN_MISMATCH/,
  malformed: /MALFORMED|INVALID/,
  missing: /VALUE_MISSING/,
  suspect: /LEADING_ZERO|IMPLAUSIBLE|MALFORMED/,
};

(isPresent ? describe : describe.skip)(`the hand-made number strings${skipped}`, () => {
  const cases = lines('number-cases.tsv');

  it('are sixty-four', () => {
    expect(cases).toHaveLength(64);
  });

  it.each(cases)('%j is %j %s, %s', (raw = '', value = '', unit = '', status = '') => {
    const language = status === 'ok-by-locale' ? 'en' : null;
    const quote = rowOf(['Index', 'Last', 'Change'], ['DAX', '100', raw], language);
    const given = unit === 'percent' ? (quote?.changePercent ?? quote?.change) : quote?.change;
    expect(given ?? '').toBe(value);
    if (unit !== '' && unit !== 'percent') expect(quote?.currency).toBe(unit);
    if (raw !== '' && doubts[status]) expect(quote?.issues.join(' ')).toMatch(doubts[status]);
  });
});

(isPresent ? describe : describe.skip)(`numbers as 23 locales print them${skipped}`, () => {
  const locales = lines('number-formats-by-locale.tsv').map((cells) => cells.slice(0, 6));

  it('are twenty-three', () => {
    expect(locales).toHaveLength(23);
  });

  it.each(locales)('%s (%s): %s, %s, %s, %s', (locale = '', _, large = '', change = '', percent = '', money = '') => {
    const heads = ['Index', 'Last', 'Change', '% Change'];
    expect(rowOf(heads, ['DAX', large, change, percent], locale)).toMatchObject({
      last: '1234567.891',
      change: '-1234.5',
      changePercent: '-2.635',
      parseStatus: 'ok',
    });
    expect(rowOf(heads.slice(0, 3), ['DAX', large, money], locale)).toMatchObject({
      change: '-1234.5',
      currency: 'USD',
    });
  });
});
