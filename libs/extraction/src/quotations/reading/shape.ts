import type { Lexicon } from '../grammar/lexicon.ts';
import type { Token } from '../text/tokens.ts';

/** What a quotation looks like from inside. */
export interface Shape {
  readonly words: number;
  /** Begins with a capital letter. */
  readonly capital: boolean;
  /** Last character inside the marks. */
  readonly final: string;
  /** Nearly all words with a capital: a name or the title of a work. */
  readonly titleCase: boolean;
}

const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.-]*/gu;

/** Longer phrases of a language that capitalises all nouns are no titles, however many capitals they have. */
const longestGermanTitle = 3;

export function shapeOf(text: string, token: Token, lexicon: Lexicon): Shape {
  const stretch = token.stretch;
  const inner = stretch ? text.slice(stretch.innerStart, Math.min(stretch.innerEnd, stretch.innerStart + 2000)) : '';
  const words = inner.match(word) ?? [];
  const long = words.filter((item) => item.length > 3);
  const capitals = long.filter((item) => /^[\p{Lu}\p{N}]/u.test(item));
  const final = /[^\s"”“’'»«)\]]["”“’'»«)\]\s]*$/u.exec(inner.slice(-12))?.[0].charAt(0) ?? '';
  const ideographs = inner.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu)?.length ?? 0;
  return {
    // Scripts without blanks: about 1.7 characters a word.
    words: Math.max(words.length, Math.floor(ideographs / 1.7)),
    capital: /^[^\p{L}]*\p{Lu}/u.test(inner.slice(0, 12)),
    final,
    titleCase:
      (!lexicon.capitalisedNouns || words.length <= longestGermanTitle) &&
      words.length > 1 &&
      long.length > 0 &&
      capitals.length / long.length > 0.8,
  };
}
