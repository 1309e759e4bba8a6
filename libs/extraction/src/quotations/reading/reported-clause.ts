import { addresseeAfter } from '../attribution/addressee.ts';
import { attributionAfter } from '../attribution/after.ts';
import { type Attribution, namesSomebody, phraseCue } from '../attribution/attribution.ts';
import { interruptedClause } from './interrupted-clause.ts';
import { subjectOf } from '../attribution/subject-of.ts';
import { reportedUnspaced } from './unspaced.ts';
import { cueAt, sourcePhraseAt } from '../grammar/cues.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { phraseAfter } from '../grammar/phrase-after.ts';
import { longestPhrase, type Phrase } from '../grammar/phrase.ts';
import { isAdverb, isAuxiliary, isVerb, pronounOf, startsPhrase } from '../grammar/word-classes.ts';
import type { Sentence } from '../text/sentences.ts';

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
const isStop = (sentence: Sentence, at: number): boolean => /^[.!?;…]$/u.test(sentence[at]?.text ?? '');

/** Speech reported without marks: "…, X said.", "X said that …", "According to X, …". At most one a sentence; rather none than a guess. */
export function reportedClause(sentence: Sentence, lexicon: Lexicon): ReportedClause | null {
  const end = contentEnd(sentence);
  if (lexicon.segmenter !== null) return reportedUnspaced(sentence, end, lexicon);
  if (end < fewestWords) return null;
  return (
    sourceFirst(sentence, end, lexicon) ??
    sourceBehind(sentence, end, lexicon) ??
    interruptedClause(sentence, end, lexicon) ??
    clauseAsNoun(sentence, end, lexicon) ??
    attributionLast(sentence, end, lexicon) ??
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
  const whole =
    phraseAfter(sentence, length, lexicon) ?? (lexicon.capitalisedNouns ? null : upToComma(sentence, length));
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
  let found: ReportedClause | null = null;
  for (let at = end - 1; at > fewestWords && commas < 5; at--) {
    if (sentence[at]?.text !== ',') continue;
    commas++;
    const attribution = finalAttribution(sentence, at, end, lexicon);
    if (!attribution) continue;
    // "a member of the panel, Ana Ruiz, said": the whole description is the subject.
    if (found && (attribution.cue.from !== found.attribution.cue.from || attribution.speaker?.from !== at + 1)) break;
    found = { from: 0, to: at, attribution };
  }
  if (found && isOpening(sentence, found.to, lexicon)) return null;
  return found ?? sourceLast(sentence, end, lexicon);
}

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
  const tail = Math.max(cue.to, speaker.to);
  if (end - tail > 14) return null;
  for (let i = tail; i < end; i++) {
    const token = sentence[i];
    if (!token || token.kind === 'quotation' || isVerb(sentence, i, lexicon)) return null;
    if (i < tail + 2 && (lexicon.complementizers.has(token.lower) || pronounOf(token, lexicon))) return null;
  }
  return attribution;
}

function sourceLast(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  // "… according to X." without a comma.
  for (let at = Math.max(fewestWords, end - 30); at < end - 1; at++) {
    const length = sourcePhraseAt(sentence, at, lexicon);
    const speaker = length > 0 ? phraseAfter(sentence, at + length, lexicon) : null;
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

/** "since 1871 has agreed": a number speaks nowhere. */
const isNamed = (sentence: Sentence, { from, to }: Phrase): boolean =>
  sentence.slice(from, to).some(({ text }) => /\p{L}/u.test(text));

function verbThenClause(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  for (let at = 0; at < Math.min(end - fewestWords, 60); at++) {
    if (sentence[at]?.kind === 'quotation' || isStop(sentence, at)) return null;
    const cue = cueAt(sentence, at, lexicon);
    if (!cue?.speech) continue;
    const attribution = subjectOf(sentence, cue, lexicon);
    if (!attribution.speaker || !isNamed(sentence, attribution.speaker)) continue;
    const from = clauseAfter(sentence, Math.max(cue.to, attribution.speaker.to), cue.lemma, lexicon);
    if (from === null || end - from < fewestReported) continue;
    return { from, to: clauseTail(sentence, from, end, lexicon), attribution };
  }
  return null;
}

/** A sentence that the verb's mood alone marks as reported: "Er sei entsetzt." */
export const isReportive = (sentence: Sentence, lexicon: Lexicon): boolean =>
  lexicon.reportive.size > 0 && sentence.some((token) => token.kind === 'word' && lexicon.reportive.has(token.lower));

/** Where the clause that depends on the verb begins, or null if none does. */
function clauseAfter(sentence: Sentence, verbEnd: number, lemma: string, lexicon: Lexicon): number | null {
  let at = verbEnd;
  const addressee = addresseeAfter(sentence, at, lemma, lexicon);
  if (addressee) at = addressee.to;
  // Up to five words of time and place before "that".
  for (let i = at; i < Math.min(at + 7, sentence.length); i++) {
    const token = sentence[i];
    if (!token || token.kind === 'quotation' || isStop(sentence, i)) break;
    if (lexicon.complementizers.has(token.lower) && !(i === at && sentence[i + 1]?.kind === 'punctuation')) return i;
  }
  if (lexicon.capitalisedNouns) {
    while (isAdverb(sentence[at], lexicon)) at++;
    if (sentence[at]?.text !== ',') return null;
    let subject = at + 1;
    while (isAdverb(sentence[subject], lexicon)) subject++;
    const next = sentence[subject];
    const isClause = subject > at + 1 || pronounOf(next, lexicon) !== null || startsPhrase(next, lexicon);
    return next && isClause ? at + 1 : null;
  }
  if (lexicon.language !== 'en') return null;
  if (sentence[at]?.lower === 'to' && lexicon.committing.has(lemma)) return at;
  // "a change that he said would …", "the rules, which officials say will …"
  if (isAuxiliary(sentence[at], lexicon)) return at;
  return startsPhrase(sentence[at], lexicon) || startsBareClause(sentence, at, lexicon) ? at : null;
}

/** "says violations are continuing": a clause whose subject has no article. */
function startsBareClause(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const token = sentence[at];
  if (
    token?.kind !== 'word' ||
    lexicon.prepositions.has(token.lower) ||
    lexicon.conjunctions.has(token.lower) ||
    lexicon.and.has(token.lower)
  )
    return false;
  for (let i = at + 1; i < Math.min(at + 8, sentence.length) && sentence[i]?.kind === 'word'; i++)
    if (isVerb(sentence, i, lexicon)) return true;
  return false;
}

const cutBefore = /^(?:adding|saying|noting|citing|explaining|arguing|referring|pointing)$/u;

/** The end of a reported clause: before ", adding …", ", according to …" and "… and said". */
export function clauseTail(sentence: Sentence, from: number, end: number, lexicon: Lexicon): number {
  for (let at = from + 2; at < end - 1; at++) {
    const next = sentence[at + 1];
    if (
      sentence[at]?.text === ',' &&
      next &&
      (cutBefore.test(next.lower) || sourcePhraseAt(sentence, at + 1, lexicon) > 0)
    )
      return at;
    if (isStop(sentence, at) && sentence[at]?.text === ';') return at;
    if (
      lexicon.and.has(sentence[at]?.lower ?? '') &&
      lexicon.cues.get(next?.lower ?? '')?.speech &&
      /(?:ed|id)$/u.test(next?.lower ?? '')
    ) {
      return sentence[at - 1]?.text === ',' ? at - 1 : at;
    }
  }
  return end;
}
