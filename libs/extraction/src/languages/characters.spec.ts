import { describe, expect, it } from '@jest/globals';
import {
  bitsOf,
  countRuns,
  digit,
  hasAtLeast,
  letter,
  lowers,
  mark,
  number,
  singleBlanks,
  space,
  upperCase,
} from './characters.ts';

const samples = 'aÄßİ_.9٣½ \u00a0\u3000\ufeff\u0301語ʰǅ😀𐐀𝟗\ud800x\udc00';

describe('characters', () => {
  it('are what regular expressions with Unicode classes say', () => {
    let at = 0;
    for (const character of samples) {
      for (let unit = 0; unit < character.length; unit++) {
        const bits = bitsOf(character.charCodeAt(unit), samples, at + unit);
        for (const [bit, pattern] of [
          [letter, /\p{L}/u],
          [mark, /\p{M}/u],
          [number, /\p{N}/u],
          [upperCase, /\p{Lu}/u],
          [space, /\s/u],
          [digit, /\p{Nd}/u],
        ] as const)
          expect([character, bit, (bits & bit) !== 0]).toEqual([character, bit, pattern.test(character)]);
        expect([character, (bits & lowers) !== 0]).toEqual([character, character.toLowerCase() !== character]);
      }
      at += character.length;
    }
  });

  it('are counted in runs', () => {
    for (const text of ['', 'One two-three, 4.', '𐐀𐐁 x😀y', 'naïve ٣٤ 語学', '\ud800\ud800a', 'a\udc00b'])
      expect([text, countRuns(text, letter | number)]).toEqual([text, (text.match(/[\p{L}\p{N}]+/gu) ?? []).length]);
  });

  it('are enough or not', () => {
    expect(hasAtLeast('a1b2c', 3, letter)).toBe(true);
    expect(hasAtLeast('a1b2c', 4, letter)).toBe(false);
    expect(hasAtLeast('', 1, letter)).toBe(false);
  });

  it('that are white space become single blanks', () => {
    for (const text of ['', 'a b', ' a  b ', 'a\t\u00a0b\n\nc', '\n'])
      expect(singleBlanks(text)).toBe(text.replace(/\s+/g, ' '));
  });
});
