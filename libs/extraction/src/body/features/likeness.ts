import type { PageBlock } from '../blocks/block.ts';
import type { PageShape } from '../blocks/page-shape.ts';
import type { Declared } from '../declared.ts';
import { type BlockReader, type FeatureGroup, share } from './group.ts';
import type { Row } from './row.ts';

const tokens = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
/** Longer texts are known by their beginning. */
const compared = 6_000;

function triples(list: readonly string[]): string[] {
  const found: string[] = [];
  for (let at = 2; at < list.length; at++) found.push(`${list[at - 2] ?? ''} ${list[at - 1] ?? ''} ${list[at] ?? ''}`);
  return found;
}

function inCommon(own: Iterable<string>, other: ReadonlySet<string>): number {
  let common = 0;
  if (other.size > 0) for (const token of own) if (other.has(token)) common++;
  return common;
}

class Likeness implements BlockReader {
  private readonly headline: ReadonlySet<string>;
  private readonly description: ReadonlySet<string>;
  private readonly isNewsArticle: number;
  /** null where the page declares no text, or hardly any. */
  private readonly declaredTriples: ReadonlySet<string> | null;
  private readonly declaredSize: number;

  constructor(
    private readonly page: PageShape,
    { headline, description, articleBody, isNewsArticle }: Declared,
  ) {
    this.headline = new Set(tokens(headline ?? ''));
    this.description = new Set(tokens(description ?? ''));
    this.isNewsArticle = isNewsArticle ? 1 : 0;
    const declared = tokens((articleBody ?? '').slice(0, 20 * compared));
    this.declaredTriples = declared.length < 20 ? null : new Set(triples(declared));
    this.declaredSize = this.declaredTriples ? share(declared.length, Math.max(1, page.words)) : -1;
  }

  read({ text }: PageBlock, row: Row): void {
    const { headline, description, declaredTriples } = this;
    const own = tokens(text.slice(0, compared));
    const distinct = new Set(own);
    const ofHeadline = inCommon(distinct, headline);
    const ofDescription = share(inCommon(distinct, description), distinct.size);
    let inDeclared = -1;
    if (declaredTriples)
      inDeclared = own.length < 4 ? -0.5 : share(inCommon(triples(own), declaredTriples), own.length - 2);
    row.put(own.length > 60 ? 0 : share(ofHeadline, distinct.size + headline.size - ofHeadline));
    row.put(share(ofHeadline, distinct.size));
    row.put(ofDescription);
    row.put(share(ofDescription * distinct.size, description.size));
    row.put(inDeclared);
    row.put(this.declaredSize);
    row.put(this.isNewsArticle);
    row.put(this.page.copies.get(text) ?? 1);
  }
}

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
  of: (page, declared) => new Likeness(page, declared),
};
