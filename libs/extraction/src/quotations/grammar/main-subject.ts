import type { Lexicon } from './lexicon.ts';
import { phraseAfter } from './phrase-after.ts';
import { longestPhrase, type Phrase } from './phrase.ts';
import { isAdverb, pronounOf, startsPhrase } from './word-classes.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText, type Token } from '../text/tokens.ts';

/** The subject of the sentence's main clause: the first noun phrase before `limit`. */
export function mainSubject(sentence: Sentence, limit: number, floor: number, lexicon: Lexicon): Phrase | null {
  let from = floor;
  while (from < Math.min(limit, floor + longestPhrase) && isSkipped(sentence[from], lexicon)) from++;
  const first = sentence[from];
  if (!first || from >= limit) return null;
  if (first.kind === 'word' && !pronounOf(first, lexicon)) {
    const opensAside =
      lexicon.prepositions.has(first.lower) ||
      lexicon.conjunctions.has(first.lower) ||
      /(?:ing|ed)$/u.test(first.lower) ||
      isAdverb(first, lexicon);
    if (
      opensAside &&
      !(lexicon.language !== 'en' && !lexicon.prepositions.has(first.lower) && !lexicon.conjunctions.has(first.lower))
    ) {
      const comma = nextComma(sentence, from, limit);
      if (comma === null) return null;
      from = comma + 1;
      while (from < Math.min(limit, comma + longestPhrase) && isSkipped(sentence[from], lexicon)) from++;
    }
  }
  if (pronounOf(sentence[from], lexicon)) return { from, to: from + 1, core: from + 1 };
  if (!startsPhrase(sentence[from], lexicon)) return null;
  const phrase = phraseAfter(sentence, from, lexicon);
  return phrase && phrase.from < limit
    ? { from: phrase.from, to: Math.min(phrase.core, limit), core: Math.min(phrase.core, limit) }
    : null;
}

/** What may stand before a subject. */
const isSkipped = (token: Token | undefined, lexicon: Lexicon): boolean =>
  token !== undefined &&
  (/^(?:[,–—•*-]|but|yet|so)$/u.test(token.kind === 'word' ? token.lower : token.text) ||
    isAdverb(token, lexicon) ||
    lexicon.and.has(token.lower));

function nextComma(sentence: Sentence, from: number, limit: number): number | null {
  for (let at = from; at < Math.min(limit, from + longestPhrase); at++) if (isText(sentence[at], ',')) return at;
  return null;
}
