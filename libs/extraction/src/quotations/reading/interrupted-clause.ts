import { attributionAfter } from '../attribution/after.ts';
import { type Attribution, namesSomebody, phraseCue } from '../attribution/attribution.ts';
import type { ReportedClause } from './reported-clause.ts';
import { sourcePhraseAt } from '../grammar/cues.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { phraseAfter } from '../grammar/phrase-after.ts';
import { isAdverb, isAuxiliary, isVerb, pronounOf, startsPhrase } from '../grammar/word-classes.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';

/** Words of time and place between the speaker and the comma that closes the aside. */
const longestTail = 5;
const fewestWords = 4;
/** Longer sentences are read so far only. */
const reach = 120;
/** ", adding …", ", referring to …": another report, not the rest of this one. */
const participle = /ing$/u;

/** "The plan, he said, would fail", "A, according to B, and C": the speaker stands inside the clause. */
export function interruptedClause(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  if (end < fewestWords + 3) return null;
  return betweenCommas(sentence, end, lexicon) ?? sourceInside(sentence, end, lexicon);
}

function betweenCommas(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  for (let at = 2; at < Math.min(end - 2, reach); at++) {
    if (sentence[at]?.kind === 'quotation') return null;
    if (sentence[at]?.text !== ',') continue;
    const attribution = attributionAfter(sentence, at - 1, lexicon);
    const { cue, speaker } = attribution ?? {};
    if (!attribution || !cue?.speech || !speaker || cue.from <= at || speaker.from <= at) continue;
    const close = closeOf(sentence, Math.max(cue.to, speaker.to), end);
    if (close === null || !goesOn(sentence, close, end, lexicon)) continue;
    const rest = { from: close + 1, to: end };
    // "Marsh, experts say, is wrong": the verb after the aside needs the words before it.
    if (
      isAside(sentence, at, attribution, lexicon) ||
      isVerb(sentence, close + 1, lexicon) ||
      (opensWithAdverbial(sentence, lexicon) && startsPhrase(sentence[close + 1], lexicon))
    )
      return { from: 0, to: at, rest, attribution };
  }
  return null;
}

/** "In any case, Marsh said, the roof …" */
const opensWithAdverbial = (sentence: Sentence, lexicon: Lexicon): boolean =>
  lexicon.prepositions.has(sentence[0]?.lower ?? '') || isAdverb(sentence[0], lexicon);

/** Not "The minister, Ana Ruiz, said": there the words before the comma are the subject. */
function isAside(sentence: Sentence, comma: number, { cue, speaker }: Attribution, lexicon: Lexicon): boolean {
  if (!speaker || isAuxiliary(sentence[comma + 1], lexicon)) {
    return speaker !== null && cue.from < speaker.from && namesSomebody(sentence, speaker, lexicon);
  }
  if (cue.from < speaker.from || pronounOf(sentence[speaker.from], lexicon)) return true;
  for (let at = 0; at < comma; at++) if (isVerb(sentence, at, lexicon)) return true;
  return false;
}

function closeOf(sentence: Sentence, from: number, end: number): number | null {
  for (let at = from; at < Math.min(from + longestTail, end - 2); at++) {
    if (isText(sentence[at], ',', ';')) return at;
    if (sentence[at]?.kind !== 'word') return null;
  }
  return null;
}

/** Is what follows the aside the rest of the clause? */
function goesOn(sentence: Sentence, close: number, end: number, lexicon: Lexicon): boolean {
  const rest = sentence.slice(close + 1, Math.min(end, close + reach));
  const [first] = rest;
  if (first?.kind !== 'word' || participle.test(first.lower) || lexicon.relatives.has(first.lower)) return false;
  if (rest.some(({ kind, text }) => kind === 'quotation' || text === ':')) return false;
  const isReported = rest.some(({ lower }) => lexicon.reportive.has(lower));
  if (isText(sentence[close], ';')) return isReported;
  if (isReported || lexicon.and.has(first.lower) || lexicon.conjunctions.has(first.lower)) return true;
  return isAdverb(first, lexicon) ? false : rest.some((_, at) => isVerb(rest, at, lexicon));
}

/** German: "Die Kosten steigen nach ihren Angaben um …", "Der Bau ist laut Quandt zu teuer". */
function sourceInside(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  if (!lexicon.capitalisedNouns) return null;
  for (let at = 1; at < Math.min(end - 1, reach); at++) {
    if (sentence[at]?.kind === 'quotation') return null;
    const found = ownSource(sentence, at, lexicon) ?? namedSource(sentence, at, lexicon);
    if (!found) continue;
    const { to, attribution } = found;
    return to < end ? { from: 0, to: at, rest: { from: to, to: end }, attribution } : null;
  }
  return null;
}

interface Source {
  /** The first token behind it. */
  readonly to: number;
  readonly attribution: Attribution;
}

/** "nach ihren Angaben" */
function ownSource(sentence: Sentence, at: number, lexicon: Lexicon): Source | null {
  const source = lexicon.sourceOwn
    .get(sentence[at]?.lower ?? '')
    ?.find((words) => words.every((word, i) => sentence[at + i]?.lower === word));
  if (!source) return null;
  const speaker = { from: at + 1, to: at + 2, core: at + 2 };
  const attribution = { cue: phraseCue(sentence, at, source.length), speaker, participle: false };
  return { to: at + source.length, attribution };
}

/** "laut Quandt", "nach Angaben der Polizei" */
function namedSource(sentence: Sentence, at: number, lexicon: Lexicon): Source | null {
  const length = sourcePhraseAt(sentence, at, lexicon);
  // ", so Quandt," parts a clause, too, but "so" means much else.
  if (length === 0 || isText(sentence[at], 'so') || lexicon.conjunctions.has(sentence[at - 1]?.lower ?? ''))
    return null;
  const phrase = phraseAfter(sentence, at + length, lexicon);
  if (!phrase) return null;
  const speaker = { ...phrase, to: phrase.core };
  return { to: speaker.to, attribution: { cue: phraseCue(sentence, at, length), speaker, participle: false } };
}
