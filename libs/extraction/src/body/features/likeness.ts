import { bitsOf, letter, number } from '../../languages/characters.ts';
import type { PageBlock } from '../blocks/block.ts';
import type { PageShape } from '../blocks/page-shape.ts';
import type { Declared } from '../declared.ts';
import { type BlockReader, type FeatureGroup, share } from './group.ts';
import type { Row } from './row.ts';

/** Longer texts are known by their beginning. */
const compared = 6_000;
const inWord = letter | number;
/** Three numbers of words make one that JavaScript holds exactly. */
const mostWords = 2 ** 17;

/**
 * The words of a page as numbers, in lower case. Comparing blocks by them makes neither sets nor strings for each block.
 */
class Words {
  private readonly numbers = new Map<string, number>();

  numbersOf(text: string): number[] {
    const lower = text.toLowerCase();
    const found: number[] = [];
    let start = -1;
    for (let at = 0; at < lower.length; at++) {
      if ((bitsOf(lower.charCodeAt(at), lower, at) & inWord) !== 0) {
        if (start < 0) start = at;
      } else if (start >= 0) {
        found.push(this.numberOf(lower.slice(start, at)));
        start = -1;
      }
    }
    if (start >= 0) found.push(this.numberOf(lower.slice(start)));
    return found;
  }

  /** Pages with more different words than that share the last number among the rest. */
  private numberOf(word: string): number {
    let known = this.numbers.get(word);
    if (known === undefined) this.numbers.set(word, (known = Math.min(this.numbers.size, mostWords - 1)));
    return known;
  }
}

function triples(words: readonly number[]): number[] {
  const found: number[] = [];
  for (let at = 2; at < words.length; at++)
    found.push(((words[at - 2] ?? 0) * mostWords + (words[at - 1] ?? 0)) * mostWords + (words[at] ?? 0));
  return found;
}

class Likeness implements BlockReader {
  private readonly words = new Words();
  private readonly headline: ReadonlySet<number>;
  private readonly description: ReadonlySet<number>;
  private readonly isNewsArticle: number;
  /** null where the page declares no text, or hardly any. */
  private readonly declaredTriples: ReadonlySet<number> | null;
  private readonly declaredSize: number;
  /** By word: the last reading that it was seen in. */
  private readonly seenIn: number[] = [];
  private readings = 0;

  constructor(
    private readonly page: PageShape,
    { headline, description, articleBody, isNewsArticle }: Declared,
  ) {
    const { words } = this;
    this.headline = new Set(words.numbersOf(headline ?? ''));
    this.description = new Set(words.numbersOf(description ?? ''));
    this.isNewsArticle = isNewsArticle ? 1 : 0;
    const declared = words.numbersOf((articleBody ?? '').slice(0, 20 * compared));
    this.declaredTriples = declared.length < 20 ? null : new Set(triples(declared));
    this.declaredSize = this.declaredTriples ? share(declared.length, Math.max(1, page.words)) : -1;
  }

  read({ text }: PageBlock, row: Row): void {
    const reading = ++this.readings;
    const { headline, description, declaredTriples, seenIn } = this;
    const own = this.words.numbersOf(text.slice(0, compared));
    let distinct = 0;
    let ofHeadline = 0;
    let inDescription = 0;
    for (const word of own) {
      if (seenIn[word] === reading) continue;
      seenIn[word] = reading;
      distinct++;
      if (headline.has(word)) ofHeadline++;
      if (description.has(word)) inDescription++;
    }
    let inDeclared = -1;
    if (declaredTriples)
      inDeclared =
        own.length < 4
          ? -0.5
          : share(triples(own).filter((triple) => declaredTriples.has(triple)).length, own.length - 2);
    row.put(own.length > 60 ? 0 : share(ofHeadline, distinct + headline.size - ofHeadline));
    row.put(share(ofHeadline, distinct));
    row.put(share(inDescription, distinct));
    row.put(share(inDescription, description.size));
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
