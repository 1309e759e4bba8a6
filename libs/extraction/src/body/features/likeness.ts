import type { PageShape } from '../blocks/page-shape.ts';
import { type FeatureGroup, share } from './group.ts';

const tokens = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
/** Longer texts are known by their beginning. */
const compared = 6_000;

const triples = (list: readonly string[]): string[] =>
  list.slice(2).map((token, index) => `${list[index] ?? ''} ${list[index + 1] ?? ''} ${token}`);

function inCommon(own: readonly string[], other: ReadonlySet<string>): number {
  let common = 0;
  for (const token of own) if (other.has(token)) common++;
  return common;
}

const overlap = (own: readonly string[], other: ReadonlySet<string>): number => share(inCommon(own, other), own.length);

const wordsOf = (page: PageShape): number => Math.max(1, page.words);

/** What the block has in common with the headline, the description and the text that the page declares. */
export const likeness: FeatureGroup = {
  names: [
    'headline:likeness',
    'headline:share',
    'description:share',
    'description:covered',
    'declaredText:share',
    'declaredText:size',
    'isNewsArticle',
    'copies',
  ],
  of: (page, { headline, description, articleBody, isNewsArticle }) => {
    const headlineTokens = new Set(tokens(headline ?? ''));
    const descriptionTokens = new Set(tokens(description ?? ''));
    const declared = tokens((articleBody ?? '').slice(0, 20 * compared));
    const declaredTriples = declared.length < 20 ? null : new Set(triples(declared));
    const declaredSize = declaredTriples ? share(declared.length, wordsOf(page)) : -1;
    return ({ text }, row) => {
      const own = tokens(text.slice(0, compared));
      const distinct = [...new Set(own)];
      const ofHeadline = inCommon(distinct, headlineTokens);
      const ofDescription = overlap(distinct, descriptionTokens);
      let inDeclared = -1;
      if (declaredTriples) inDeclared = own.length < 4 ? -0.5 : overlap(triples(own), declaredTriples);
      row.putAll(
        own.length > 60 ? 0 : share(ofHeadline, distinct.length + headlineTokens.size - ofHeadline),
        share(ofHeadline, distinct.length),
        ofDescription,
        share(ofDescription * distinct.length, descriptionTokens.size),
        inDeclared,
        declaredSize,
        isNewsArticle ? 1 : 0,
        page.copies.get(text) ?? 1,
      );
    };
  },
};
