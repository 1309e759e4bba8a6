import { describe, expect, it } from '@jest/globals';
import { type Amount, findAmounts } from './amounts.ts';
import { decimalOfBlock } from './convention.ts';
import { plainMarks, visibleText } from './marks.ts';
import { shiftDecimal } from './number.ts';

const read = (text: string, decimal: '.' | ',' | null = null): Amount[] =>
  findAmounts(plainMarks(visibleText(text)), { decimal, language: 'en', blankGroups: true });
const only = (text: string, decimal: '.' | ',' | null = null): Amount | undefined => read(text, decimal)[0];

describe('findAmounts', () => {
  it.each([
    ['8,412.07', '8412.07'],
    ['8.412,07', '8412.07'],
    ['8 412,07', '8412.07'],
    ['8\u202f412,07', '8412.07'],
    ["8'412.07", '8412.07'],
    ['1,23,456.5', '123456.5'],
    ['۹٬۸۷۶٫۵', '9876.5'],
    ['٩٬٨٧٦٫٥', '9876.5'],
    ['９８７．６', '987.6'],
    ['5.50', '5.5'],
    ['99½', '99.5'],
    ['3.5bn', '3500000000'],
    ['£12', '12'],
  ])('reads %s as %s', (text, value) => {
    expect(only(text)?.value).toBe(value);
  });

  it.each(['7.125', '7,125', '99-24', '۸۵/۳'])('leaves %s undecided and says why', (text) => {
    const amount = only(text);
    expect(amount?.value).toBeNull();
    expect(amount?.issue).toMatch(/AMBIGUOUS$/);
  });

  it('lets the language decide between a decimal and thousands', () => {
    expect(only('7.125', ',')?.value).toBe('7125');
    expect(only('7.125', '.')?.value).toBe('7.125');
  });

  it.each([
    ['4.4.4', 'NUMBER_MALFORMED'],
    ['4,44,4', 'NUMBER_GROUPING_INVALID'],
    ['--3', 'NUMBER_MALFORMED'],
  ])('calls %s broken', (text, issue) => {
    expect(only(text)).toMatchObject({ value: null, issue });
  });

  it.each([
    ['-1.5%', -1, null],
    ['\u22121.5%', -1, null],
    ['1.5%-', -1, null],
    ['+1.5%', 1, null],
    ['-%1,5', -1, null],
    ['▼ 1.5%', null, -1],
    ['▲1.5%', null, 1],
  ])('finds the sign of %s', (text, sign, arrow) => {
    expect(only(text)).toMatchObject({ value: '1.5', unit: 'percent', sign, arrow });
  });

  it.each([
    ['$4.20', 'USD', false],
    ['4,20 €', 'EUR', false],
    ['R$ 4,20', 'BRL', false],
    ['CHF 4.20', 'CHF', false],
    ['420p', 'GBP', true],
  ])('finds the money of %s', (text, currency, minor) => {
    expect(only(text)).toMatchObject({ currency, minor });
  });

  it('takes no digits out of words, times, temperatures or pairs', () => {
    expect(read('PX50 at 17:35, 24h, 12°, H2O')).toEqual([]);
    expect(read('GBP/USD 1.27').map(({ raw }) => raw)).toEqual(['1.27']);
  });

  it('stays linear on long runs of digits and marks', () => {
    const began = performance.now();
    findAmounts('1,'.repeat(50_000), { decimal: null, language: null, blankGroups: true });
    findAmounts('- + ( $ '.repeat(20_000), { decimal: null, language: null, blankGroups: false });
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('decimalOfBlock', () => {
  it('believes the numbers before the language', () => {
    expect(decimalOfBlock('12,5 7.125', 'en')).toBe(',');
    expect(decimalOfBlock('7.125', 'de')).toBe(',');
    expect(decimalOfBlock('7.125', 'en')).toBe('.');
  });
  it('knows nothing where the marks contradict each other', () => {
    expect(decimalOfBlock('7.125 8,250', 'en')).toBeNull();
    expect(decimalOfBlock('7.1 8,2', 'en')).toBeNull();
  });
});

describe('shiftDecimal', () => {
  it.each([
    ['741.2', -2, '7.412'],
    ['5', -2, '0.05'],
    ['-38.6', -2, '-0.386'],
    ['1.25', 6, '1250000'],
    ['0', -2, '0'],
  ])('moves the mark of %s by %i', (value, places, shifted) => {
    expect(shiftDecimal(value, places)).toBe(shifted);
  });
});
