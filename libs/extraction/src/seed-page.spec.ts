import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { pageId } from '@newsflow/contracts';
import { extract, parsePage } from './index.ts';

const folder = new URL('../../../../shared/data/seed/', import.meta.url);
const present = existsSync(new URL('seed-gold.json', folder));

interface Gold {
  readonly article: {
    readonly start: number;
    readonly paragraphs: readonly { role: string; start: number; end: number }[];
    readonly subheads: readonly { text: string }[];
    readonly tags: { readonly items: readonly string[] };
  };
  readonly quotations: readonly { type: string; level: string; start: number; end: number }[];
}

(present ? describe : describe.skip)(
  `the seed page (${present ? 'present' : 'skipped: ../shared/data/seed is absent'})`,
  () => {
    const gold = (present ? JSON.parse(readFileSync(new URL('seed-gold.json', folder), 'utf8')) : {}) as Gold;
    const bytes = present ? readFileSync(new URL('000_bd79811b425dde84.txt', folder)) : Buffer.alloc(0);
    const page = bytes.toString('utf8');
    const url = 'http://seed.example/page.txt';
    const input = { bytes, contentType: 'text/plain', url, pageId: pageId(url), version: 1, rights: { robots: [] } };
    const { article, quotations, warnings } = extract(input);

    it('starts after the ticker and ends before the line of tags', () => {
      const last = gold.article.paragraphs.findLast(({ role }) => role === 'body');
      expect(article?.articleBody).toBe(page.slice(gold.article.start, last?.end));
    });

    it('has no headline, no date and no author', () => {
      expect(article).not.toHaveProperty('headline');
      expect(article).not.toHaveProperty('datePublished');
      expect(article?.author).toEqual([]);
    });

    it('has a lead, the two subheadings of the gold and paragraphs', () => {
      const roles: Record<string, string> = { lead: 'lead', body: 'paragraph', subhead: 'subheading' };
      const expected = gold.article.paragraphs.flatMap(({ role, start, end }) =>
        roles[role] ? [[roles[role], page.slice(start, end)]] : [],
      );
      expect(article?.blocks.map(({ kind, start, end }) => [kind, article.articleBody.slice(start, end)])).toEqual(
        expected,
      );
    });

    it('splits the tags as the gold does, with a warning that this is a reading', () => {
      expect(article?.keywords).toEqual(gold.article.tags.items);
      expect(warnings.map(({ code }) => code)).toContain('KEYWORDS_SPLIT_GUESSED');
    });

    it('lists the ids of its quotations', () => {
      expect(article?.quotations).toEqual(quotations.map(({ id }) => id));
      expect(new Set(article?.quotations).size).toBe(quotations.length);
    });

    it('places quotations in the whole text for the command line, their selectors in the body', () => {
      const direct = parsePage(input).quotations.filter(({ quotationType }) => quotationType === 'direct');
      const expected = gold.quotations.filter(({ type, level }) => type === 'direct' && level === 'core');
      expect(direct.map(({ start, end }) => [start, end])).toEqual(expected.map(({ start, end }) => [start, end]));
      for (const { start, selector } of direct) {
        const position = selector?.find(({ type }) => type === 'TextPositionSelector');
        expect(position).toMatchObject({ start: start - gold.article.start });
      }
    });
  },
);
