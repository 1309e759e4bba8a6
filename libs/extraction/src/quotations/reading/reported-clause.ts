import { attributionAfter } from '../attribution/after.ts';
import { type Attribution, namesSomebody, phraseCue, sourceAt } from '../attribution/attribution.ts';
import { clauseAfter } from './clause-after.ts';
import { beforeAddition, clauseTail } from './clause-tail.ts';
import { shownByFindings } from './findings.ts';
import { interruptedClause } from './interrupted-clause.ts';
import { subjectOf } from '../attribution/subject-of.ts';
import { reportedUnspaced } from './unspaced.ts';
import { cueAt, sourcePhraseAt } from '../grammar/cues.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { longestPhrase, type Phrase } from '../grammar/phrase.ts';
import { phraseAfter } from '../grammar/phrase-after.ts';
import { isAuxiliary, isVerb, pronounOf } from '../grammar/word-classes.ts';
import { isStop, type Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';

/** A reported clause: tokens `from` to `to` (exclusive). */
export interface ReportedClause {
  readonly from: number;
  readonly to: number;
  /** Where the clause goes on behind its speaker: "A, X said, and B". */
  readonly rest?: { readonly from: number; readonly to: number };
  readonly attribution: Attribution;
}

const fewestWords = 4;
const fewestReported = 3;
/** Commas between the speaker's name and the sentence's end: descriptions. */
const mostCommas = 8;
const mostCommasElsewhere = 5;
/** "Wie … gegenüber der Zeitung mitteilte," */
const longestAside = 24;

/** Speech reported without marks: "…, X said.", "X said that …", "According to X, …". At most one a sentence; rather none than a guess. */
export function reportedClause(sentence: Sentence, lexicon: Lexicon): ReportedClause | null {
  const end = contentEnd(sentence);
  if (lexicon.segmenter !== null) return reportedUnspaced(sentence, end, lexicon);
  if (end < fewestWords) return null;
  return (
    sourceFirst(sentence, end, lexicon) ??
    sourceBehind(sentence, end, lexicon) ??
    asReported(sentence, end, lexicon) ??
    interruptedClause(sentence, end, lexicon) ??
    clauseAsNoun(sentence, end, lexicon) ??
    attributionLast(sentence, beforeAddition(sentence, end, lexicon), lexicon) ??
    shownByFindings(sentence, end, lexicon) ??
    verbThenClause(sentence, end, lexicon)
  );
}

/** Index after the last word: the final punctuation is left out. */
export function contentEnd(sentence: Sentence): number {
  let end = sentence.length;
  while (end > 0 && sentence[end - 1]?.kind === 'punctuation' && !/^[)\]%]$/u.test(sentence[end - 1]?.text ?? ''))
    end--;
  return end;
}

function sourceFirst(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  const length = sourcePhraseAt(sentence, 0, lexicon);
  if (length === 0) return null;
  const whole = sourceAt(sentence, length, lexicon) ?? (lexicon.capitalisedNouns ? null : upToComma(sentence, length));
  if (!whole) return null;
  // What looks like an apposition is the reported clause itself unless a comma closes it.
  const speaker = sentence[whole.to]?.text === ',' ? whole : { ...whole, to: whole.core };
  let from = speaker.to;
  if (sentence[from]?.text === ',') from++;
  else if (!lexicon.subjectAfterVerb) return null;
  if (end - from < fewestWords) return null;
  return { from, to: end, attribution: { cue: phraseCue(sentence, 0, length), speaker, participle: false } };
}

/** "Dem Bericht zufolge war die Wand feucht." */
function sourceBehind(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  if (lexicon.sourceAfter.size === 0) return null;
  for (let at = 1; at < Math.min(8, end - fewestWords); at++) {
    if (!lexicon.sourceAfter.has(sentence[at]?.lower ?? '')) continue;
    const from = sentence[at + 1]?.text === ',' ? at + 2 : at + 1;
    const speaker = { from: 0, to: at, core: at };
    return { from, to: end, attribution: { cue: phraseCue(sentence, at, 1), speaker, participle: false } };
  }
  return null;
}

/** German: "Wie die Polizei mitteilte, ist die Brücke gesperrt." */
function asReported(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  if (!lexicon.capitalisedNouns || sentence[0]?.lower !== 'wie') return null;
  for (let comma = 3; comma < Math.min(end - fewestWords, longestAside); comma++) {
    if (!isText(sentence[comma], ',')) continue;
    const cue = cueAt(sentence, comma - 1, lexicon) ?? cueAt(sentence, comma - 2, lexicon);
    const speaker = cue?.speech ? phraseAfter(sentence, 1, lexicon) : null;
    if (cue && speaker && speaker.from < cue.from) {
      const to = Math.min(speaker.to, cue.from);
      const named = { from: 1, to, core: Math.min(speaker.core, to) };
      return { from: comma + 1, to: end, attribution: { cue, speaker: named, participle: false } };
    }
  }
  return null;
}

/** Turkish: "Kuyucu, köprünün iki milyona mal olacağını söyledi." */
function clauseAsNoun(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  const cue = lexicon.reportedEndings.length > 0 ? cueAt(sentence, end - 1, lexicon) : null;
  const last = sentence[end - 2];
  if (!cue?.speech || last?.kind !== 'word' || !lexicon.reportedEndings.some((ending) => last.lower.endsWith(ending)))
    return null;
  const comma = sentence.findIndex(({ text }) => text === ',');
  if (comma <= 0 || end - 1 - comma < fewestWords) return null;
  const speaker = { from: 0, to: comma, core: comma };
  return { from: comma + 1, to: end - 1, attribution: { cue, speaker, participle: false } };
}

/** "According to early results of …, …": whatever stands before the first comma. */
function upToComma(sentence: Sentence, from: number): Phrase | null {
  for (let at = from; at < Math.min(from + longestPhrase, sentence.length); at++)
    if (sentence[at]?.text === ',') return at > from ? { from, to: at, core: at } : null;
  return null;
}

/** The content before a final ", X said"; null without one. */
export function attributionLast(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  // "Asked what it had felt like, she …": the clause says when, not what was said.
  if (sentence[0]?.kind === 'word' && /^(?:asked|told)$/u.test(sentence[0].lower)) return null;
  let commas = 0;
  const most = lexicon.language === 'en' ? mostCommas : mostCommasElsewhere;
  let found: ReportedClause | null = null;
  for (let at = end - 1; at > fewestWords && commas < most; at--) {
    if (sentence[at]?.text !== ',') continue;
    commas++;
    const attribution = finalAttribution(sentence, at, end, lexicon);
    if (!attribution) continue;
    // "a member of the panel, Ana Ruiz, said": the whole description is the subject.
    if (found && (attribution.cue.from !== found.attribution.cue.from || attribution.speaker?.from !== at + 1)) break;
    found = { from: 0, to: at, attribution };
  }
  if (
    found &&
    !endsWithSpeaker(sentence, found.to, found.attribution, lexicon) &&
    isOpening(sentence, found.to, lexicon)
  )
    return null;
  return found ?? sourceLast(sentence, end, lexicon);
}

const isInverted = ({ cue, speaker }: Attribution): boolean => speaker !== null && cue.from < speaker.from;

const coordinating = /^(?:but|yet|so|and|or|than|that)$/u;

/** "In her speech, X urged …", "After the rain, …": an adverbial or a subordinate clause is no reported clause by itself. */
function isOpening(sentence: Sentence, to: number, lexicon: Lexicon): boolean {
  let from = 0;
  while (coordinating.test(sentence[from]?.lower ?? '')) from++;
  const first = sentence[from]?.lower ?? '';
  // German has no comma behind an adverbial: "Für sie gilt die halbe Miete, wie …" is a whole clause.
  if (!(lexicon.prepositions.has(first) && !lexicon.capitalisedNouns) && !lexicon.conjunctions.has(first)) return false;
  return !sentence.slice(from, to).some(({ text }) => text === ',');
}

/** "…, X said on Friday": an attribution from the comma at `at` to the sentence's end. */
function finalAttribution(sentence: Sentence, at: number, end: number, lexicon: Lexicon): Attribution | null {
  const next = sentence[at + 1];
  if (!next || lexicon.and.has(next.lower) || lexicon.conjunctions.has(next.lower) || lexicon.relatives.has(next.lower))
    return null;
  const attribution = attributionAfter(sentence, at - 1, lexicon);
  const { cue, speaker } = attribution ?? {};
  if (!cue?.speech || !speaker || cue.from <= at || speaker.from <= at) return null;
  // "La mairie, rue Verte, a promis une réponse": what follows the verb is its object.
  if (isAuxiliary(next, lexicon) && !namesSomebody(sentence, speaker, lexicon)) return null;
  // "…, said Ana Ruiz, who runs …": a description may be long.
  if (attribution && endsWithSpeaker(sentence, at, attribution, lexicon)) return attribution;
  const tail = Math.max(cue.to, speaker.to);
  if (end - tail > 14) return null;
  for (let i = tail; i < end; i++) {
    const token = sentence[i];
    if (!token || token.kind === 'quotation' || isVerb(sentence, i, lexicon)) return null;
    if (i < tail + 2 && (lexicon.complementizers.has(token.lower) || pronounOf(token, lexicon))) return null;
  }
  return attribution;
}

/** English: after a whole clause the verb stands before a name, and nothing but a description follows. */
function endsWithSpeaker(sentence: Sentence, comma: number, attribution: Attribution, lexicon: Lexicon): boolean {
  const { speaker } = attribution;
  if (lexicon.language !== 'en' || !speaker || !isInverted(attribution) || attribution.cue.from > comma + 2)
    return false;
  const next = sentence[speaker.core];
  const isDescribed = next === undefined || isText(next, ',', '.', '—') || lexicon.relatives.has(next.lower);
  return isDescribed && !pronounOf(sentence[speaker.from], lexicon) && hasVerb(sentence, comma, lexicon);
}

function hasVerb(sentence: Sentence, to: number, lexicon: Lexicon): boolean {
  for (let at = 1; at < to; at++)
    if (
      (isVerb(sentence, at, lexicon) || isAuxiliary(sentence[at], lexicon)) &&
      !lexicon.relatives.has(sentence[at - 1]?.lower ?? '')
    )
      return true;
  return false;
}

function sourceLast(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  // "… according to X." without a comma.
  for (let at = Math.max(fewestWords, end - 30); at < end - 1; at++) {
    const length = sourcePhraseAt(sentence, at, lexicon);
    const speaker = length > 0 ? sourceAt(sentence, at + length, lexicon) : null;
    if (speaker && (speaker.to >= end - 8 || lexicon.relatives.has(sentence[speaker.to]?.lower ?? ''))) {
      return {
        from: 0,
        to: sentence[at - 1]?.text === ',' ? at - 1 : at,
        attribution: { cue: phraseCue(sentence, at, length), speaker, participle: false },
      };
    }
  }
  return null;
}

/** "since 1871 has agreed": a number speaks nowhere, but a share of those asked does. */
const isNamed = (sentence: Sentence, { from, to }: Phrase): boolean =>
  sentence.slice(from, to).some(({ text }) => /[\p{L}%]/u.test(text));

function verbThenClause(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  for (let at = 0; at < Math.min(end - fewestReported, 60); at++) {
    if ((sentence[at]?.kind === 'quotation' && !sentence[at]?.named) || isStop(sentence, at)) return null;
    const cue = cueAt(sentence, at, lexicon);
    if (!cue?.speech) continue;
    const attribution = subjectOf(sentence, cue, lexicon);
    const { speaker } = attribution;
    if (speaker ? !isNamed(sentence, speaker) : !attribution.unnamed) continue;
    const from = clauseAfter(sentence, Math.max(cue.to, speaker?.to ?? 0), cue.lemma, lexicon);
    if (from === null || end - from < fewestReported) continue;
    return { from, to: clauseTail(sentence, from, end, lexicon), attribution };
  }
  return null;
}

/** A sentence that the verb's mood alone marks as reported: "Er sei entsetzt." */
export const isReportive = (sentence: Sentence, lexicon: Lexicon): boolean =>
  lexicon.reportive.size > 0 && sentence.some((token) => token.kind === 'word' && lexicon.reportive.has(token.lower));
