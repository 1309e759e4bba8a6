import { addresseeAfter } from '../attribution/addressee.ts';
import { announcer } from '../attribution/announcer.ts';
import { attributionAfter } from '../attribution/after.ts';
import type { Attribution } from '../attribution/attribution.ts';
import { attributionBefore, beforeInsertedClause } from '../attribution/before.ts';
import { isNamed, isSource } from './fragment.ts';
import { type Gap, gapBetween } from './gap.ts';
import { clauseTail } from './clause-tail.ts';
import { attributionLast, contentEnd } from './reported-clause.ts';
import { type Shape, shapeOf } from './shape.ts';
import { readUnspaced } from './unspaced.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { isAdverb } from '../grammar/word-classes.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';

/** Quotation tokens of one sentence that belong together, with the clause of a mixed quotation around them. */
export interface QuotedReading {
  readonly type: 'direct' | 'mixed';
  /** Indexes of the quotation tokens. */
  readonly marks: number[];
  /** Tokens of the whole clause, for a mixed quotation. */
  readonly clause: { readonly from: number; readonly to: number } | null;
  readonly attribution: Attribution | null;
  readonly addressee: { readonly from: number; readonly to: number } | null;
  /** Whole sentence in marks, without a speaker of its own: it goes on from the one before. */
  readonly continues: boolean;
}

/** Reads the quotation tokens of a sentence, left to right. */
export function readQuoted(text: string, sentence: Sentence, lexicon: Lexicon): QuotedReading[] {
  if (lexicon.segmenter !== null) return readUnspaced(text, sentence, lexicon);
  const readings: QuotedReading[] = [];
  const end = contentEnd(sentence);
  const isAlone = sentence.every(({ kind }) => kind !== 'word');
  let at = 0;
  for (; at < sentence.length; at++) {
    const token = sentence[at];
    if (token?.kind !== 'quotation') continue;
    const previous = readings.at(-1);
    if (previous?.clause && at < previous.clause.to) continue;
    // "…, schrieb die „Morgenpost“"
    const speaker = previous?.attribution?.speaker;
    if (speaker && speaker.from <= at && at < speaker.to) continue;
    const reading = readOne(text, sentence, at, end, isAlone, previous, lexicon);
    if (reading === null) continue;
    if (reading === previous) previous.marks.push(at);
    else readings.push(reading);
  }
  return readings;
}

function readOne(
  text: string,
  sentence: Sentence,
  at: number,
  end: number,
  isAlone: boolean,
  previous: QuotedReading | undefined,
  lexicon: Lexicon,
): QuotedReading | null {
  const token = sentence[at];
  // An attribute of mark-up that was left in the text.
  if (!token || isText(sentence[at - 1], '=')) return null;
  if (isSource(sentence, at, lexicon)) return null;
  const shape = shapeOf(text, token, lexicon);
  const longest = lexicon.capitalisedNouns ? longestTitle : longestName;
  if ((shape.words <= longest || shape.titleCase) && isNamed(sentence, at, lexicon)) return null;
  const next = sentence[at + 1];
  const pause = /[,.?!…—–-]/u.test(shape.final) || isText(next, ',', '–', '—', '--') || shape.words > 3;
  const before = attributionBefore(sentence, at, lexicon);
  if (before && isInscribed(sentence, before, lexicon)) return null;
  const gap = before ? gapBetween(sentence, before, at, lexicon) : null;
  // "A," she said, "B.": the second part of one quotation.
  if (before && previous?.attribution?.cue.from === before.cue.from && previous.type === 'direct') {
    const own = pause ? attributionAfter(sentence, at, lexicon) : null;
    // "A," said X and "B," said Y.
    const isName = shape.titleCase && shape.words <= longestName;
    if (!own?.cue.speech || !own.speaker || own.speaker.from <= at) return gap?.adjacent && !isName ? previous : null;
  }
  const introduced =
    gap?.adjacent === true &&
    !(pause && (isText(next, ',') || shape.final === ',') && (!gap.colon || isText(next, ',')));
  const after = pause && !introduced ? attributionAfter(sentence, at, lexicon) : null;
  if (after && (after.cue.speech || after.speaker)) return withAfter(sentence, at, shape, after, previous, lexicon);
  const trailing = at === 0 && !introduced ? withTrailingClause(sentence, at, end, shape, lexicon) : null;
  if (trailing) return trailing;
  if (before) {
    const reading = withBefore(sentence, at, end, shape, before, gap, lexicon);
    if (reading) return reading;
  }
  return unattributed(sentence, at, shape, isAlone, lexicon);
}

/** "The sign reads “…”" */
const isInscribed = (sentence: Sentence, { speaker }: Attribution, lexicon: Lexicon): boolean =>
  speaker !== null &&
  sentence.slice(speaker.from, speaker.core).some((token) => !token.capital && lexicon.inscriptions.has(token.lower));

function withAfter(
  sentence: Sentence,
  at: number,
  shape: Shape,
  after: Attribution,
  previous: QuotedReading | undefined,
  lexicon: Lexicon,
): QuotedReading | null {
  const from = previous ? Math.max(previous.clause?.to ?? 0, (previous.marks.at(-1) ?? -1) + 1) : 0;
  // "X, “…” dedi": the subject stands before the mark, the verb after it.
  const subject = after.speaker && after.speaker.to <= at ? after.speaker : null;
  const isLed = !isText(sentence[at - 1], ':') && hasWords(sentence, Math.max(from, subject?.to ?? 0), at, 2);
  const base = {
    attribution: after,
    addressee: addresseeAfter(
      sentence,
      Math.max(after.cue.to, after.speaker?.from === after.cue.to ? after.speaker.to : 0),
      after.cue.lemma,
      lexicon,
    ),
    continues: false,
  };
  if (!isLed || previous) {
    if (shape.words < 3 && isLed) return null;
    return { type: 'direct', marks: [at], clause: null, ...base };
  }
  return { type: 'mixed', marks: [at], clause: { from, to: at + 1 }, ...base };
}

/** Do at least `count` words stand between two tokens? Looks back from the end, so that it ends soon. */
function hasWords(sentence: Sentence, from: number, to: number, count: number): boolean {
  let left = count;
  for (let at = to - 1; at >= from && left > 0; at--) if (sentence[at]?.kind === 'word') left--;
  return left === 0;
}

function withBefore(
  sentence: Sentence,
  at: number,
  end: number,
  shape: Shape,
  before: Attribution,
  gap: Gap | null,
  lexicon: Lexicon,
): QuotedReading | null {
  const afterSubject =
    before.speaker && before.speaker.from >= before.cue.to && before.speaker.to <= at
      ? before.speaker.to
      : before.cue.to;
  const addressee = addresseeAfter(sentence, afterSubject, before.cue.lemma, lexicon);
  const base = { attribution: before, addressee: addressee && addressee.to <= at ? addressee : null, continues: false };
  // "told “Morning Report”", "a play called “Red Roofs”": names.
  if (
    shape.titleCase &&
    shape.words < 7 &&
    at === afterSubject &&
    (!before.cue.speech || lexicon.addressing.has(before.cue.lemma)) &&
    !/[?!]/u.test(shape.final)
  )
    return null;
  if (gap?.adjacent && endsAfter(sentence, at, end, shape, lexicon))
    return { type: 'direct', marks: [at], clause: null, ...base };
  if (!before.cue.speech && !gap?.adjacent && at - before.cue.to > 12) return null;
  if (shape.titleCase && !gap?.adjacent && shape.words < 8) return null;
  if (beforeInsertedClause(sentence, at, lexicon) < at) return { type: 'direct', marks: [at], clause: null, ...base };
  let from = Math.max(afterSubject, base.addressee?.to ?? 0);
  // German: "teilte am Montag mit, dass …", "erklärte dagegen, er habe …"
  const clause = lexicon.capitalisedNouns ? commaBetween(sentence, from, at) : null;
  if (clause !== null) from = clause;
  while (from < at && sentence[from]?.kind === 'punctuation') from++;
  return {
    type: 'mixed',
    marks: [at],
    clause: {
      from,
      // A comma inside the marks ends what is quoted.
      to:
        shape.final === ','
          ? at + 1
          : Math.max(
              at + 1,
              before.cue.speech ? clauseTail(sentence, at - 1, end, lexicon) : phraseTail(sentence, at, end, lexicon),
            ),
    },
    ...base,
  };
}

const longestLead = 10;

/** The comma that parts the verb and its adverbials from what is reported; null without one. */
function commaBetween(sentence: Sentence, from: number, mark: number): number | null {
  for (let at = from; at < Math.min(mark, from + longestLead); at++) if (isText(sentence[at], ',')) return at;
  return null;
}

/** `"…" in the talks, X said`: the clause goes on outside the marks before the speaker is named. */
function withTrailingClause(
  sentence: Sentence,
  at: number,
  end: number,
  shape: Shape,
  lexicon: Lexicon,
): QuotedReading | null {
  const last = attributionLast(sentence, end, lexicon);
  if (!last || last.to <= at + 1) return null;
  const { attribution } = last;
  const base = {
    attribution,
    addressee: addresseeAfter(sentence, attribution.cue.to, attribution.cue.lemma, lexicon),
    continues: false,
  };
  if (shape.words >= 5) return { type: 'direct', marks: [at], clause: null, ...base };
  return { type: 'mixed', marks: [at], clause: { from: at, to: last.to }, ...base };
}

/** Does the reported content end with the mark? */
function endsAfter(sentence: Sentence, at: number, end: number, shape: Shape, lexicon: Lexicon): boolean {
  if (at + 1 >= end || /[,.?!…]/u.test(shape.final)) return true;
  const next = sentence[at + 1];
  if (!next || next.kind === 'punctuation') return true;
  return lexicon.timeWords.has(next.lower) || lexicon.conjunctions.has(next.lower) || lexicon.and.has(next.lower);
}

/** After a naming verb the content ends with its phrase: "branded it a “disgrace” even as …". */
function phraseTail(sentence: Sentence, at: number, end: number, lexicon: Lexicon): number {
  for (let i = at + 1; i < end; i++) {
    const token = sentence[i];
    if (!token || isText(token, ',', ';', '—', '–', '--')) return i;
    if (lexicon.conjunctions.has(token.lower)) return isAdverb(sentence[i - 1], lexicon) ? i - 1 : i;
  }
  return end;
}

const longFragment = 9;
const fewestSaid = 5;
const longestName = 6;
/** In a language that capitalises all nouns long ones do not show by their capitals. */
const longestTitle = 12;

/** Marks without a cue: a whole sentence goes on from the speaker before; names, titles and scare quotes are left. */
function unattributed(
  sentence: Sentence,
  at: number,
  shape: Shape,
  isAlone: boolean,
  lexicon: Lexicon,
): QuotedReading | null {
  // "“…,” by Ana Ruiz": a headline or a work.
  if (lexicon.language === 'en' && sentence[at + 1]?.lower === 'by') return null;
  const base = { type: 'direct' as const, marks: [at], clause: null, addressee: null };
  if (isAlone) {
    const complete = /[.?!…,—–-]/u.test(shape.final) && (shape.words > 2 || shape.final !== ',');
    const stopped = isText(sentence[at + 1], '.') && shape.words > 3 && shape.capital;
    return complete || stopped || shape.words >= longFragment ? { ...base, attribution: null, continues: true } : null;
  }
  const whole = shape.capital && /[.?!…]/u.test(shape.final) && shape.words > 3;
  const isSaid = shape.capital && /[.?!…]/u.test(shape.final) && shape.words > 1;
  if (isText(sentence[at - 1], ':') && (isSaid || shape.words >= longFragment)) {
    const speaker = announcer(sentence, at, lexicon);
    return {
      ...base,
      attribution: speaker && { cue: { from: at, to: at, lemma: '', speech: false }, speaker, participle: false },
      continues: false,
    };
  }
  if (shape.titleCase) return null;
  // German: "der „Preis der Stadt …“"
  const isNoun = lexicon.capitalisedNouns && shape.capital && lexicon.articles.has(sentence[at - 1]?.lower ?? '');
  if (isNoun && !/[.?!…]/u.test(shape.final)) return null;
  // "…", and a verb that no list has.
  const opens = at === 0 && shape.capital && shape.words >= fewestSaid && isText(sentence[1], ',', '–', '—');
  return opens || shape.words >= longFragment ? { ...base, attribution: null, continues: at === 0 && whole } : null;
}
