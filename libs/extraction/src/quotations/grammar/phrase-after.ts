import type { Lexicon } from './lexicon.ts';
import { longestPhrase, type Phrase } from './phrase.ts';
import {
  isQuotedName,
  isAdverb,
  isParticle,
  isVerb,
  pronounOf,
  startsDescription,
  startsPhrase,
} from './word-classes.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText, type Token } from '../text/tokens.ts';

/** "one Iowa farmer": a pronoun's form before a noun. */
const isNumeral = (sentence: Sentence, at: number, lexicon: Lexicon): boolean => {
  const next = sentence[at + 1];
  return (
    sentence[at]?.lower === 'one' &&
    next?.kind === 'word' &&
    !isVerb(sentence, at + 1, lexicon) &&
    !isAdverb(next, lexicon)
  );
};

/** German: "dieser Bericht", not "dieser" alone. */
const isDeterminer = (sentence: Sentence, at: number, lexicon: Lexicon): boolean =>
  lexicon.capitalisedNouns && lexicon.articles.has(sentence[at]?.lower ?? '') && sentence[at + 1]?.capital === true;

/** The noun phrase that begins at `from`, with its appositions; null where none does. */
export function phraseAfter(sentence: Sentence, from: number, lexicon: Lexicon): Phrase | null {
  const first = sentence[from];
  if (pronounOf(first, lexicon) && !isNumeral(sentence, from, lexicon) && !isDeterminer(sentence, from, lexicon))
    return { from, to: from + 1, core: from + 1 };
  if (!startsPhrase(first, lexicon) && !startsDescription(sentence, from, lexicon)) return null;
  const core = wordsOfPhrase(sentence, from, from, lexicon);
  if (core === from) return null;
  let to = core;
  while (isText(sentence[to], ',') && to - from < longestPhrase) {
    const end = apposition(sentence, to + 1, lexicon);
    if (end === null) break;
    to = end;
  }
  return { from, to, core };
}

/** End of the run of words that can belong to one noun phrase. */
function wordsOfPhrase(sentence: Sentence, from: number, whole: number, lexicon: Lexicon): number {
  let at = from;
  while (at < sentence.length && at - from < longestPhrase) {
    const token = sentence[at];
    if (!token) break;
    if (isText(token, '(')) {
      const close = closingBracket(sentence, at);
      if (close === null) break;
      at = close + 1;
      continue;
    }
    if (isText(token, '&', '/', '-', '’', "'")) {
      at++;
      continue;
    }
    // „Die Zeitung „Morgenpost“
    if (isQuotedName(sentence, at, lexicon) && at > from) {
      at++;
      continue;
    }
    if (token.kind !== 'word') break;
    if (at > from && !(from > whole && isPlace(sentence, at)) && endsPhrase(sentence, at, lexicon)) break;
    at++;
  }
  while (at > from && isLink(sentence[at - 1], lexicon)) at--;
  return at;
}

/** "a professor at the institute": belongs to an apposition, though not to a bare name. */
const isPlace = (sentence: Sentence, at: number): boolean => {
  const next = sentence[at + 1];
  if (next?.kind !== 'word') return false;
  return sentence[at]?.lower === 'at' || (sentence[at]?.lower === 'in' && next.capital);
};

const isLink = (token: Token | undefined, lexicon: Lexicon): boolean =>
  token !== undefined &&
  (lexicon.nounLinks.has(token.lower) ||
    lexicon.and.has(token.lower) ||
    isText(token, '/', '-', '&') ||
    isAdverb(token, lexicon));

function endsPhrase(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const token = sentence[at];
  if (!token) return true;
  const next = sentence[at + 1];
  if (lexicon.relatives.has(token.lower)) return !lexicon.nounLinks.has(token.lower);
  if (lexicon.nounLinks.has(token.lower)) {
    if (next?.kind === 'quotation') return true;
    // "warb Marsh für die Annahme": belongs to the verb.
    if (lexicon.looseLinks.has(token.lower) && lexicon.articles.has(next?.lower ?? '')) return true;
    // "said Marsh in an interview", "said Marsh on Monday": not part of the name.
    if (lexicon.timeWords.has(token.lower) || lexicon.timeWords.has(next?.lower ?? '')) return true;
    return (
      token.lower === 'in' &&
      ['a', 'an', 'his', 'her', 'their', 'response', 'reference', 'comments', 'remarks'].includes(next?.lower ?? '')
    );
  }
  if (lexicon.and.has(token.lower)) return !(startsPhrase(next, lexicon) && !pronounOf(next, lexicon));
  // German: "einer gestern verbreiteten Erklärung"
  const isInside =
    lexicon.capitalisedNouns && lexicon.articles.has(sentence[at - 1]?.lower ?? '') && isAdverb(token, lexicon);
  if (isInside) return false;
  if (lexicon.timeWords.has(token.lower) || lexicon.prepositions.has(token.lower)) return true;
  if (lexicon.conjunctions.has(token.lower) || lexicon.complementizers.has(token.lower)) return true;
  if (pronounOf(token, lexicon) || isAdverb(token, lexicon)) return true;
  if (lexicon.articles.has(token.lower)) {
    const previous = sentence[at - 1];
    if (previous?.capital && next?.capital && isParticle(token.lower) && !lexicon.capitalisedNouns) return false;
    return !(
      previous &&
      (lexicon.nounLinks.has(previous.lower) || lexicon.and.has(previous.lower) || lexicon.articles.has(previous.lower))
    );
  }
  // German adjectives stand before their noun, so what follows it in lower case is a verb or the like; elsewhere what follows a full name.
  const afterName =
    lexicon.language !== 'en' && sentence[at - 1]?.capital && (lexicon.capitalisedNouns || sentence[at - 2]?.capital);
  if (afterName && /^\p{Ll}/u.test(token.text)) return true;
  return isVerb(sentence, at, lexicon) && !/ing$/u.test(token.lower);
}

/** End of an apposition that begins after a comma, or null. */
function apposition(sentence: Sentence, from: number, lexicon: Lexicon): number | null {
  const first = sentence[from];
  if (first?.kind !== 'word') return null;
  if (pronounOf(first, lexicon) && !lexicon.relatives.has(first.lower)) return null;
  if (lexicon.relatives.has(first.lower)) return clauseEnd(sentence, from);
  if (isVerb(sentence, from, lexicon) || /(?:ing)$/u.test(first.lower) || isAdverb(first, lexicon)) return null;
  if (lexicon.prepositions.has(first.lower) || lexicon.conjunctions.has(first.lower) || lexicon.and.has(first.lower))
    return null;
  if (lexicon.timeWords.has(first.lower) || lexicon.complementizers.has(first.lower)) return null;
  const end = wordsOfPhrase(sentence, from, 0, lexicon);
  if (end === from) return null;
  // A verb right after it: this is the subject of another clause.
  if (isVerb(sentence, end, lexicon)) return null;
  // German: after a noun only a verb, an adverb or a preposition is not capitalised.
  const next = sentence[end];
  if (lexicon.capitalisedNouns && next?.kind === 'word' && !next.capital && !mayFollowNoun(next, lexicon)) return null;
  return end;
}

const mayFollowNoun = (token: Token, lexicon: Lexicon): boolean =>
  isAdverb(token, lexicon) ||
  [lexicon.prepositions, lexicon.conjunctions, lexicon.and, lexicon.articles, lexicon.timeWords].some((words) =>
    words.has(token.lower),
  );

function clauseEnd(sentence: Sentence, from: number): number {
  let at = from;
  while (
    at < sentence.length &&
    at - from < longestPhrase &&
    !isText(sentence[at], ',', '.', ';', ':', '!', '?', '—', '–') &&
    sentence[at]?.kind !== 'quotation'
  )
    at++;
  return at;
}

function closingBracket(sentence: Sentence, open: number): number | null {
  for (let at = open + 1; at < Math.min(open + 12, sentence.length); at++) if (isText(sentence[at], ')')) return at;
  return null;
}
