import type { Lexicon } from './lexicon.ts';
import { isParticle } from './names.ts';
import type { Sentence } from './sentences.ts';
import type { Token } from './tokens.ts';

/** Tokens `from` to `to` (exclusive) of a sentence; `core` ends before the first apposition. */
export interface Phrase {
  readonly from: number;
  readonly to: number;
  readonly core: number;
}

const longestPhrase = 40;
/** Adverbs and participles before the verb; nouns and names with such endings are capitalised. */
const germanAdverb = /^\p{Ll}.+(?:isch|nd|ig|lich|weise|sam)$|^\p{Lu}.+(?:isch|ierend|weise)$/u;
const contraction = /['’](?:s|d|ll|ve|re|m)$/u;

/** "he" of "he's". */
export const pronounOf = (token: Token | undefined, lexicon: Lexicon): string | null => {
  if (token?.kind !== 'word') return null;
  if (lexicon.pronouns.has(token.lower)) return token.lower;
  const bare = token.lower.replace(contraction, '');
  return bare !== token.lower && lexicon.pronouns.has(bare) ? bare : null;
};

export const isAdverb = (token: Token | undefined, lexicon: Lexicon): boolean =>
  token?.kind === 'word' &&
  (lexicon.adverbs.has(token.lower) ||
    (lexicon.language === 'en' && !token.capital && /..ly$/u.test(token.text)) ||
    (lexicon.language === 'de' && germanAdverb.test(token.text)));

export const isAuxiliary = (token: Token | undefined, lexicon: Lexicon): boolean =>
  token?.kind === 'word' && (lexicon.auxiliaries.has(token.lower) || /n['’]t$/u.test(token.lower));

const is = (token: Token | undefined, ...texts: string[]): boolean => token !== undefined && texts.includes(token.text);

/** A finite verb that ends a subject. */
export function isVerb(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const token = sentence[at];
  if (token?.kind !== 'word') return false;
  if (isAuxiliary(token, lexicon)) return true;
  if (token.capital) return false;
  const afterArticle = lexicon.articles.has(sentence[at - 1]?.lower ?? '');
  if (lexicon.cues.has(token.lower) || lexicon.verbs.has(token.lower)) return !afterArticle;
  if (
    lexicon.pastEnding === null ||
    token.text.length < 5 ||
    !token.lower.endsWith(lexicon.pastEnding) ||
    token.text.includes('-')
  )
    return false;
  const next = sentence[at + 1];
  return (
    !afterArticle &&
    !(next && lexicon.prepositions.has(next.lower) && lexicon.nounLinks.has(sentence[at - 1]?.lower ?? ''))
  );
}

/** Can a subject begin here? */
export function startsPhrase(token: Token | undefined, lexicon: Lexicon): boolean {
  if (token?.kind !== 'word') return false;
  if (pronounOf(token, lexicon)) return true;
  if (lexicon.prepositions.has(token.lower) || lexicon.conjunctions.has(token.lower) || lexicon.and.has(token.lower))
    return false;
  if (lexicon.complementizers.has(token.lower) || isAuxiliary(token, lexicon)) return false;
  return (
    token.capital ||
    (lexicon.caseless && !isAdverb(token, lexicon) && !lexicon.cues.has(token.lower)) ||
    lexicon.articles.has(token.lower) ||
    lexicon.titles.has(token.lower) ||
    lexicon.personNouns.has(token.lower) ||
    lexicon.groupNouns.has(token.lower) ||
    lexicon.organizationNouns.has(token.lower) ||
    /^\p{N}/u.test(token.text)
  );
}

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

/** "retired surgeon Ana Ruiz", "network anchor Li Wei": lower-case words that lead to a name. */
export function startsDescription(sentence: Sentence, from: number, lexicon: Lexicon): boolean {
  for (let at = from; at < Math.min(from + 5, sentence.length); at++) {
    const token = sentence[at];
    if (token?.kind !== 'word') return false;
    if (at > from && (token.capital || lexicon.personNouns.has(token.lower))) return true;
    if (lexicon.prepositions.has(token.lower) || lexicon.conjunctions.has(token.lower) || lexicon.and.has(token.lower))
      return false;
    if (lexicon.complementizers.has(token.lower) || lexicon.objects.has(token.lower) || isAdverb(token, lexicon))
      return false;
    if (pronounOf(token, lexicon) || (isVerb(sentence, at, lexicon) && !/ed$/u.test(token.lower))) return false;
    if (/ing$/u.test(token.lower)) return false;
  }
  return false;
}

/** The noun phrase that begins at `from`, with its appositions; null where none does. */
export function phraseAfter(sentence: Sentence, from: number, lexicon: Lexicon): Phrase | null {
  const first = sentence[from];
  if (pronounOf(first, lexicon) && !isNumeral(sentence, from, lexicon)) return { from, to: from + 1, core: from + 1 };
  if (!startsPhrase(first, lexicon) && !startsDescription(sentence, from, lexicon)) return null;
  const core = wordsOfPhrase(sentence, from, from, lexicon);
  if (core === from) return null;
  let to = core;
  while (is(sentence[to], ',') && to - from < longestPhrase) {
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
    if (is(token, '(')) {
      const close = closingBracket(sentence, at);
      if (close === null) break;
      at = close + 1;
      continue;
    }
    if (is(token, '&', '/', '-', '’', "'")) {
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
    is(token, '/', '-', '&') ||
    isAdverb(token, lexicon));

function endsPhrase(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const token = sentence[at];
  if (!token) return true;
  const next = sentence[at + 1];
  if (lexicon.relatives.has(token.lower)) return !lexicon.nounLinks.has(token.lower);
  if (lexicon.nounLinks.has(token.lower)) {
    if (next?.kind === 'quotation') return true;
    // "said Marsh in an interview", "said Marsh on Monday": not part of the name.
    if (lexicon.timeWords.has(token.lower) || lexicon.timeWords.has(next?.lower ?? '')) return true;
    return (
      token.lower === 'in' &&
      ['a', 'an', 'his', 'her', 'their', 'response', 'reference', 'comments', 'remarks'].includes(next?.lower ?? '')
    );
  }
  if (lexicon.and.has(token.lower)) return !(startsPhrase(next, lexicon) && !pronounOf(next, lexicon));
  if (lexicon.timeWords.has(token.lower) || lexicon.prepositions.has(token.lower)) return true;
  if (lexicon.conjunctions.has(token.lower) || lexicon.complementizers.has(token.lower)) return true;
  if (pronounOf(token, lexicon) || isAdverb(token, lexicon)) return true;
  if (lexicon.articles.has(token.lower)) {
    const previous = sentence[at - 1];
    if (previous?.capital && next?.capital && isParticle(token.lower)) return false;
    return !(
      previous &&
      (lexicon.nounLinks.has(previous.lower) || lexicon.and.has(previous.lower) || lexicon.articles.has(previous.lower))
    );
  }
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
  if (lexicon.timeWords.has(first.lower)) return null;
  const end = wordsOfPhrase(sentence, from, 0, lexicon);
  if (end === from) return null;
  // A verb right after it: this is the subject of another clause.
  if (isVerb(sentence, end, lexicon)) return null;
  return end;
}

function clauseEnd(sentence: Sentence, from: number): number {
  let at = from;
  while (
    at < sentence.length &&
    at - from < longestPhrase &&
    !is(sentence[at], ',', '.', ';', ':', '!', '?', '—', '–') &&
    sentence[at]?.kind !== 'quotation'
  )
    at++;
  return at;
}

function closingBracket(sentence: Sentence, open: number): number | null {
  for (let at = open + 1; at < Math.min(open + 12, sentence.length); at++) if (is(sentence[at], ')')) return at;
  return null;
}

function openingBracket(sentence: Sentence, close: number): number | null {
  for (let at = close - 1; at >= Math.max(0, close - 12); at--) if (is(sentence[at], '(')) return at;
  return null;
}

/** The subject that stands before the verb at `verb`; `floor` is the first token that may belong to it. */
export function phraseBefore(sentence: Sentence, verb: number, floor: number, lexicon: Lexicon): Phrase | null {
  let last = verb - 1;
  while (
    last >= floor &&
    (isAdverb(sentence[last], lexicon) ||
      isAuxiliary(sentence[last], lexicon) ||
      isDatePreposition(sentence, last, lexicon))
  )
    last--;
  const token = sentence[last];
  if (last < floor || !token) return null;
  if (lexicon.relatives.has(token.lower)) {
    const before = is(sentence[last - 1], ',') ? last - 2 : last - 1;
    return before >= floor ? simplePhraseEnding(sentence, before, floor, lexicon) : null;
  }
  if (pronounOf(token, lexicon)) return { from: last, to: last + 1, core: last + 1 };
  if (/^(?:and|but|then|or|to)$/u.test(token.lower) || lexicon.and.has(token.lower))
    return mainSubject(sentence, verb, floor, lexicon);
  if (is(token, ','))
    return phraseWithApposition(sentence, last, floor, lexicon) ?? mainSubject(sentence, verb, floor, lexicon);
  return simplePhraseEnding(sentence, last, floor, lexicon);
}

/** "on" of "The ministry on Monday said", once "Monday" is passed. */
const isDatePreposition = (sentence: Sentence, at: number, lexicon: Lexicon): boolean =>
  lexicon.prepositions.has(sentence[at]?.lower ?? '') &&
  isAdverb(sentence[at + 1], lexicon) &&
  (sentence[at + 1]?.capital ?? false);

/** "X, the head of Y, said": `comma` is the second one. */
function phraseWithApposition(sentence: Sentence, comma: number, floor: number, lexicon: Lexicon): Phrase | null {
  let open = previousComma(sentence, comma, floor);
  if (open === null) return null;
  // "X, a lawyer from Dallas, Texas, said"
  if (comma - open === 2 && sentence[open + 1]?.capital) {
    const earlier = previousComma(sentence, open, floor);
    if (earlier !== null && lexicon.articles.has(sentence[earlier + 1]?.lower ?? '')) open = earlier;
  }
  const inside = sentence[open + 1];
  const adverbial =
    inside !== undefined &&
    (lexicon.prepositions.has(inside.lower) || lexicon.conjunctions.has(inside.lower) || /ing$/u.test(inside.lower));
  const core = simplePhraseEnding(sentence, open - 1, floor, lexicon);
  if (!core) {
    const own = simplePhraseEnding(sentence, comma - 1, open + 1, lexicon);
    return own?.from === open + 1 ? own : null;
  }
  const tooLong = comma - open > 20;
  return adverbial || tooLong ? core : { from: core.from, to: comma, core: open };
}

function previousComma(sentence: Sentence, comma: number, floor: number): number | null {
  for (let at = comma - 1; at > Math.max(floor, comma - longestPhrase); at--) {
    if (is(sentence[at], ',')) return at;
    if (sentence[at]?.kind === 'quotation' || is(sentence[at], ';', ':')) return null;
  }
  return null;
}

/** The noun phrase without appositions whose last word is at `last`. */
function simplePhraseEnding(sentence: Sentence, last: number, floor: number, lexicon: Lexicon): Phrase | null {
  let from = last + 1;
  const lowest = Math.max(floor, last - longestPhrase);
  for (let at = last; at >= lowest; at--) {
    const token = sentence[at];
    if (!token) break;
    if (is(token, ')')) {
      const open = openingBracket(sentence, at);
      if (open === null || open < floor) break;
      at = open;
      from = at;
      continue;
    }
    if (is(token, '&', '/', '-', "'", '’')) continue;
    if (token.kind !== 'word') break;
    const next = sentence[at + 1];
    if (lexicon.and.has(token.lower)) {
      const before = sentence[at - 1];
      if (!(
        next &&
        before &&
        at > floor &&
        (before.capital === next.capital || lexicon.groupNouns.has(before.lower)) &&
        !isVerb(sentence, at - 1, lexicon)
      ))
        break;
      continue;
    }
    if (
      pronounOf(token, lexicon) ||
      lexicon.complementizers.has(token.lower) ||
      lexicon.conjunctions.has(token.lower)
    ) {
      if (!(token.capital && at === last)) break;
    }
    if (isVerb(sentence, at, lexicon) && !reducedRelative(sentence, at, lexicon)) break;
    if (lexicon.prepositions.has(token.lower) && !lexicon.nounLinks.has(token.lower)) {
      if (!reducedRelative(sentence, at - 1, lexicon)) break;
      continue;
    }
    from = at;
  }
  return trimmed(sentence, from, last + 1, lexicon);
}

/** "experts interviewed by the paper" */
const reducedRelative = (sentence: Sentence, at: number, lexicon: Lexicon): boolean =>
  /ed$/u.test(sentence[at]?.lower ?? '') &&
  /^(?:by|in|with|for|to|on|from)$/u.test(sentence[at + 1]?.lower ?? '') &&
  !isVerb(sentence, at - 1, lexicon);

/** Without what cannot begin a noun phrase; null if nothing is left. */
function trimmed(sentence: Sentence, start: number, to: number, lexicon: Lexicon): Phrase | null {
  let from = start;
  const first = sentence[from];
  if (first && lexicon.prepositions.has(first.lower)) {
    // "In Iowa the senator said": the last noun phrase is the subject.
    const later = lastStart(sentence, from + 2, to, lexicon);
    if (later === null) return null;
    from = later;
  }
  while (
    from < to &&
    !startsPhrase(sentence[from], lexicon) &&
    (isAdverb(sentence[from], lexicon) ||
      lexicon.conjunctions.has(sentence[from]?.lower ?? '') ||
      lexicon.and.has(sentence[from]?.lower ?? ''))
  )
    from++;
  return from < to && sentence[from]?.kind === 'word' ? { from, to, core: to } : null;
}

function lastStart(sentence: Sentence, from: number, to: number, lexicon: Lexicon): number | null {
  for (let at = to - 1; at >= from; at--) {
    const token = sentence[at];
    const before = sentence[at - 1];
    if (!token || !before) continue;
    if (lexicon.nounLinks.has(before.lower) || lexicon.articles.has(before.lower)) continue;
    if (lexicon.articles.has(token.lower) || pronounOf(token, lexicon)) return at;
    if (token.capital && !before.capital) return at;
  }
  return sentence[to - 1]?.capital && to - 1 >= from ? to - 1 : null;
}

/** The subject of the sentence's main clause: the first noun phrase before `limit`. */
export function mainSubject(sentence: Sentence, limit: number, floor: number, lexicon: Lexicon): Phrase | null {
  let from = floor;
  const skip = (token: Token | undefined): boolean =>
    is(token, ',', '-', '–', '—', '•', '*') ||
    isAdverb(token, lexicon) ||
    lexicon.and.has(token?.lower ?? '') ||
    /^(?:but|yet|so)$/u.test(token?.lower ?? '');
  while (from < limit && skip(sentence[from])) from++;
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
      while (from < limit && skip(sentence[from])) from++;
    }
  }
  if (pronounOf(sentence[from], lexicon)) return { from, to: from + 1, core: from + 1 };
  if (!startsPhrase(sentence[from], lexicon)) return null;
  const phrase = phraseAfter(sentence, from, lexicon);
  return phrase && phrase.from < limit
    ? { from: phrase.from, to: Math.min(phrase.core, limit), core: Math.min(phrase.core, limit) }
    : null;
}

function nextComma(sentence: Sentence, from: number, limit: number): number | null {
  for (let at = from; at < Math.min(limit, from + longestPhrase); at++) if (is(sentence[at], ',')) return at;
  return null;
}
