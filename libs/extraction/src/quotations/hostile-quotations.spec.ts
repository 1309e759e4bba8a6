import { describe, expect, it } from '@jest/globals';
import { findQuotations } from './find-quotations.ts';

// Work that grows faster than the text would not end within minutes here.
const timeoutMs = 60_000;

function count(language: string, text: string): number {
  const paragraphs = [...text.matchAll(/[^\n]+/gu)].map(({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
  }));
  const found = findQuotations({
    text,
    paragraphs,
    language,
    articleId: 'e'.repeat(32),
    version: 1,
    parserVersion: 1,
  });
  return found.filter(({ speaker }) => speaker !== null).length;
}

describe('texts made to exhaust the reader', () => {
  it.each([
    ['a megabyte of straight marks', 'en', '"'.repeat(1_000_000), 0],
    ['half a megabyte of apostrophes in pairs', 'en', "''".repeat(250_000), 0],
    ['300,000 opening marks', 'de', '„a '.repeat(300_000), 0],
    ['100,000 quotations in one that never ends', 'de', '„"a" '.repeat(100_000), 0],
    ['100,000 names in marks in one sentence', 'fr', '«A» '.repeat(100_000), 0],
    // Six tokens each, below the longest sentence: one reported clause with gaps.
    ['asides in one sentence', 'en', 'x, he said, y '.repeat(60), 1],
    // Sentences are cut at 400 tokens, and each part is one reported clause.
    ['asides in a sentence that is cut', 'en', 'x, he said, y '.repeat(70_000), (70_000 * 6) / 400],
    ['one sentence without an end', 'en', 'the old man and the sea '.repeat(40_000), 0],
    ['a verb without its particle', 'de', 'gibt '.repeat(200_000), 0],
    ['Chinese without punctuation', 'zh', '王明说'.repeat(300_000), 0],
    [
      'quotations in one sentence, each with its speaker',
      'en',
      '“It is late, all told,” said Marsh; '.repeat(25_000),
      25_000,
    ],
    ['quotations in one German sentence', 'de', 'und Marsh nannte ihn einen „Lügner“ '.repeat(25_000), 25_000],
    ['quotations in one Chinese sentence', 'zh', '王明说“好的”；'.repeat(50_000), 50_000],
    // 26 units each: all stand in the part of the text that is read.
    ['38,000 paragraphs', 'en', '“It is late,” Marsh said.\n'.repeat(38_000), 38_000],
    // The first million units hold 38,461 whole ones and of the next what is said, which goes on from the one before.
    [
      '100,000 paragraphs, of which those behind the bound are not read',
      'en',
      '“It is late,” Marsh said.\n'.repeat(100_000),
      38_462,
    ],
    ['100,000 paragraphs of one quotation', 'en', `“It is late,” Marsh said.\n${'“It is late.\n'.repeat(100_000)}`, 2],
  ])(
    '%s',
    (_what, language, text, quotations) => {
      expect(count(language, text)).toBe(quotations);
    },
    timeoutMs,
  );
});
