import { describe, expect, it } from '@jest/globals';
import { foldDigits, foldLetters } from './letters.ts';

describe('foldLetters', () => {
  it('writes Arabic yeh and kaf as the Persian ones and leaves the rest, length included', () => {
    expect(foldLetters('مي‌كند constructor')).toBe('می‌کند constructor');
  });
});

describe('foldDigits', () => {
  it('gives ASCII digits for Arabic and Persian ones', () => {
    expect(foldDigits('۴ آذر ۱۴۰۵، ٠٩')).toBe('4 آذر 1405، 09');
  });
});
