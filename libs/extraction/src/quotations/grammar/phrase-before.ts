import type { Lexicon } from './lexicon.ts';
import { mainSubject } from './main-subject.ts';
import { longestPhrase, type Phrase } from './phrase.ts';
import { isQuotedName, isAdverb, isAuxiliary, isVerb, pronounOf, startsPhrase } from './word-classes.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';

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
    const before = isText(sentence[last - 1], ',') ? last - 2 : last - 1;
    return before >= floor ? simplePhraseEnding(sentence, before, floor, lexicon) : null;
  }
  if (pronounOf(token, lexicon)) return { from: last, to: last + 1, core: last + 1 };
  if (/^(?:and|but|then|or|to)$/u.test(token.lower) || lexicon.and.has(token.lower))
    return mainSubject(sentence, verb, floor, lexicon);
  if (isText(token, ','))
    return phraseWithApposition(sentence, last, floor, lexicon) ?? mainSubject(sentence, verb, floor, lexicon);
  const phrase = simplePhraseEnding(sentence, last, floor, lexicon);
  return phrase && lexicon.capitalisedNouns ? withOpeningName(sentence, phrase, floor, lexicon) : phrase;
}

/** German: "Ana Ruiz, eine Forscherin aus Bonn erklärte": the second comma is often left out. */
function withOpeningName(sentence: Sentence, phrase: Phrase, floor: number, lexicon: Lexicon): Phrase {
  const comma = phrase.from - 1;
  if (!isText(sentence[comma], ',') || !lexicon.articles.has(sentence[phrase.from]?.lower ?? '')) return phrase;
  const isName = comma - floor >= 2 && sentence.slice(floor, comma).every(({ capital }) => capital);
  return isName ? { from: floor, to: phrase.to, core: comma } : phrase;
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
  if (adverbial || tooLong) return core;
  const name = nameBefore(sentence, core, floor, lexicon);
  return { from: name?.from ?? core.from, to: comma, core: name?.to ?? open };
}

/** "Ana Ruiz, the mayor of Bath, who …, said": the name that the phrase describes. */
function nameBefore(sentence: Sentence, { from }: Phrase, floor: number, lexicon: Lexicon): Phrase | null {
  if (!isText(sentence[from - 1], ',') || !lexicon.articles.has(sentence[from]?.lower ?? '')) return null;
  const name = simplePhraseEnding(sentence, from - 2, floor, lexicon);
  const isName = name && name.to - name.from > 1 && sentence.slice(name.from, name.to).every(({ capital }) => capital);
  return isName ? name : null;
}

function previousComma(sentence: Sentence, comma: number, floor: number): number | null {
  for (let at = comma - 1; at > Math.max(floor, comma - longestPhrase); at--) {
    if (isText(sentence[at], ',')) return at;
    if (sentence[at]?.kind === 'quotation' || isText(sentence[at], ';', ':')) return null;
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
    if (isText(token, ')')) {
      const open = openingBracket(sentence, at);
      if (open === null || open < floor) break;
      at = open;
      from = at;
      continue;
    }
    if (isText(token, '&', '/', '-', "'", '’')) continue;
    if (isQuotedName(sentence, at, lexicon) && at > lowest) continue;
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
    if (lexicon.capitalisedNouns && lexicon.articles.has(token.lower) && !lexicon.nounLinks.has(token.lower)) break;
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
    // The verb stands second in German: with a preposition first no subject comes before it.
    if (lexicon.capitalisedNouns) return null;
    // "In Iowa the senator said": the last noun phrase is the subject.
    const later = lastStart(sentence, from + 2, to, lexicon);
    if (later === null) return null;
    from = later;
  }
  // "Auch die Ministerin sagte": a capital at the sentence's start tells nothing.
  while (from + 1 < to && isAdverb(sentence[from], lexicon) && !pronounOf(sentence[from], lexicon)) from++;
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

function openingBracket(sentence: Sentence, close: number): number | null {
  for (let at = close - 1; at >= Math.max(0, close - 12); at--) if (isText(sentence[at], '(')) return at;
  return null;
}
