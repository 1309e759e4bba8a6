import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { findQuotations } from './find-quotations.ts';

interface Gold {
  readonly article: { readonly paragraphs: readonly { role: string; start: number; end: number }[] };
  readonly quotations: readonly {
    id: string;
    type: string;
    text: string;
    start: number;
    end: number;
    speaker: { text: string };
    speakerCanonical: string;
  }[];
  readonly negatives: readonly { start: number; end: number }[];
}

const folder = new URL('../../../../../shared/data/seed/', import.meta.url);
const present = existsSync(new URL('seed-gold.json', folder));

(present ? describe : describe.skip)(`the seed page${present ? '' : ' (../shared is not there)'}`, () => {
  const text = present ? readFileSync(new URL('000_bd79811b425dde84.txt', folder), 'utf8') : '';
  const gold = (
    present ? JSON.parse(readFileSync(new URL('seed-gold.json', folder), 'utf8')) : { quotations: [] }
  ) as Gold;
  const paragraphs = (): { start: number; end: number; kind: string }[] =>
    gold.article.paragraphs.map(({ role, start, end }) => ({
      start,
      end,
      kind: role === 'subhead' ? 'subheading' : 'paragraph',
    }));
  const found = () =>
    findQuotations({
      text,
      paragraphs: paragraphs(),
      language: 'en',
      articleId: 'e'.repeat(32),
      version: 1,
      parserVersion: 1,
    });
  const spanOf = (quotation: ReturnType<typeof found>[number]) => [
    quotation.segments[0]?.start,
    quotation.segments.at(-1)?.end,
  ];

  it('finds the five direct and the two mixed quotations with their speakers, and no others', () => {
    const expected = gold.quotations
      .filter(({ type }) => type !== 'indirect')
      .map(({ type, text: quoted, speaker, speakerCanonical }) => [type, quoted, speaker.text, speakerCanonical]);
    expect(expected).toHaveLength(7);
    expect(
      found()
        .filter(({ quotationType }) => quotationType !== 'indirect')
        .map(({ quotationType, text: quoted, speaker }) => [
          quotationType,
          quoted,
          speaker?.text,
          speaker?.canonicalName,
        ]),
    ).toEqual(expected);
  });

  it('reads the second of a speaker as continuation and the last through its pronoun', () => {
    expect(
      found()
        .filter(({ quotationType }) => quotationType === 'direct')
        .map(({ speakerResolution }) => speakerResolution),
    ).toEqual(['explicit', 'explicit', 'continuation', 'explicit', 'pronoun']);
  });

  it('finds at least ten of the indirect ones exactly, with at most one besides', () => {
    const spans = new Set(
      gold.quotations.filter(({ type }) => type === 'indirect').map(({ start, end }) => `${start}-${end}`),
    );
    const indirect = found().filter(({ quotationType }) => quotationType === 'indirect');
    const exact = indirect.filter((quotation) => spans.has(spanOf(quotation).join('-')));
    expect(exact.length).toBeGreaterThanOrEqual(10);
    expect(indirect.length - exact.length).toBeLessThanOrEqual(1);
  });

  it('takes nothing of the gold’s negatives', () => {
    for (const { start, end } of gold.negatives) {
      expect(found().filter((quotation) => spanOf(quotation).join() === [start, end].join())).toEqual([]);
    }
  });
});
