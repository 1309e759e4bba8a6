import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { pageId } from '@newsflow/contracts';
import { extract, type ExtractedArticle } from './index.ts';

interface Expected {
  readonly contentType: string | null;
  readonly url: string;
  /** Fields that must be equal; null where the page is no article. */
  readonly article: Partial<ExtractedArticle> | null;
  /** Fields that the page does not state. */
  readonly absent?: readonly (keyof ExtractedArticle)[];
  readonly blocks?: readonly (readonly [kind: string, text: string])[];
  /** Of each direct or mixed one: the speaker's canonical name, null where none is known, and what stands inside the marks. */
  readonly quotations?: readonly (readonly [speaker: string | null, ...parts: readonly string[]])[];
  readonly sources?: Readonly<Record<string, string>>;
  /** Codes, in order. */
  readonly warnings: readonly string[];
}

const folder = new URL('../fixtures/', import.meta.url);

function load(name: string) {
  const expected = JSON.parse(readFileSync(new URL(`${name}/expected.json`, folder), 'utf8')) as Expected;
  const file = readdirSync(new URL(`${name}/`, folder)).find((entry) => entry.startsWith('page.')) ?? 'no page file';
  const { url, contentType } = expected;
  const bytes = readFileSync(new URL(`${name}/${file}`, folder));
  return { expected, ...extract({ bytes, contentType, url, pageId: pageId(url), version: 1, rights: { robots: [] } }) };
}

describe.each(readdirSync(folder))('the page %s', (name) => {
  const { expected, article, quotations, warnings } = load(name);

  it('gives the expected warnings', () => {
    expect(warnings.map(({ code }) => code)).toEqual(expected.warnings);
  });

  if (expected.article === null) {
    it('is no article', () => {
      expect(article).toBeNull();
    });
    return;
  }

  it('states these fields', () => {
    expect(article).toMatchObject(expected.article as object);
    expect(article?.extraction.sources).toMatchObject(expected.sources ?? {});
  });

  it('has nothing invented in fields that it does not state', () => {
    for (const field of expected.absent ?? []) expect(article).not.toHaveProperty(field);
  });

  it('has exactly these blocks, a blank line between them', () => {
    const blocks = article?.blocks.map(({ kind, start, end }) => [kind, article.articleBody.slice(start, end)]);
    expect(blocks).toEqual(expected.blocks);
    expect(article?.articleBody).toBe(expected.blocks?.map(([, text]) => text).join('\n\n'));
  });

  if (!expected.quotations) return;
  it('has exactly these quotations in marks', () => {
    const body = article?.articleBody ?? '';
    const quoted = quotations.filter(({ quotationType }) => quotationType !== 'indirect');
    const found = quoted.map(({ speaker, quotedParts }) => [
      speaker?.canonicalName ?? null,
      ...quotedParts.map(({ start, end }) => body.slice(start + 1, end - 1)),
    ]);
    expect(found).toEqual(expected.quotations);
  });
});
