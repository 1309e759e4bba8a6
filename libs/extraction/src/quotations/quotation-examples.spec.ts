import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { findQuotations } from './find-quotations.ts';

// A file a language: a text, ¶ between paragraphs, then a line `> type | quotation | speaker` for each quotation in it, or `> none`.
const folder = new URL('../../quotation-examples/', import.meta.url);
const languages = readdirSync(folder).map((name) => name.replace('.txt', ''));

const cases = (language: string): { text: string; expected: string[] }[] =>
  readFileSync(new URL(`${language}.txt`, folder), 'utf8')
    .trim()
    .split('\n\n')
    .map((lines) => {
      const [text = '', ...expected] = lines.split('\n');
      return { text: text.replaceAll('¶', '\n'), expected };
    });

function find(language: string, text: string) {
  const paragraphs = [...text.matchAll(/[^\n]+/gu)].map(({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
  }));
  return findQuotations({ text, paragraphs, language, articleId: 'e'.repeat(32), version: 1, parserVersion: 1 });
}

it('has examples of every language that reported speech is read in', () => {
  expect(languages).toEqual(['ar', 'de', 'en', 'es', 'fa', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'ru', 'tr', 'zh']);
});

describe.each(languages)('reported speech: %s', (language) => {
  it.each(cases(language))('$text', ({ text, expected }) => {
    const found = find(language, text);
    const lines = found.map(
      ({ quotationType, text: quoted, speaker }) =>
        `> ${quotationType} | ${quoted} | ${speaker ? (speaker.canonicalName ?? speaker.text) : 'nobody'}`,
    );
    expect(lines.length > 0 ? lines : ['> none']).toEqual(expected);
    const spans = found.flatMap(({ segments, quotedParts, speaker, cue }) => [
      ...segments,
      ...quotedParts,
      ...(speaker ? [speaker] : []),
      ...(cue ? [cue] : []),
    ]);
    for (const span of spans) expect(text.slice(span.start, span.end)).toBe(span.text);
  });
});
