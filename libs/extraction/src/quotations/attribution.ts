import { cueAt, type CueMatch, sourcePhraseAt } from './cues.ts';
import type { Lexicon } from './lexicon.ts';
import {
  isAdverb,
  isAuxiliary,
  mainSubject,
  type Phrase,
  phraseAfter,
  phraseBefore,
  pronounOf,
  startsPhrase,
} from './phrases.ts';
import type { Sentence } from './sentences.ts';
import type { Token } from './tokens.ts';

/** Who is named for a quotation and by which words; token indexes of one sentence. */
export interface Attribution {
  readonly cue: Pick<CueMatch, 'from' | 'to' | 'lemma' | 'speech'>;
  readonly speaker: Phrase | null;
  readonly participle: boolean;
}

/** Addressing verbs that may stand before their subject all the same: `"…?" asked Marsh.` */
const invertible = new Set(['ask', 'warn', 'urge', 'advise']);
const reachAfter = 34;
const reachBefore = 48;
const is = (token: Token | undefined, ...texts: string[]): boolean => token !== undefined && texts.includes(token.text);

/** The attribution that follows the quotation at token `at`: `"…," said X`, `"…," X said`, `"…", so X`. */
export function attributionAfter(sentence: Sentence, at: number, lexicon: Lexicon): Attribution | null {
  let from = at + 1;
  while (is(sentence[from], ',', '–', '—', '-', '--')) from++;
  const source = sourcePhraseAt(sentence, from, lexicon);
  if (source > 0) {
    const speaker = phraseAfter(sentence, from + source, lexicon);
    return speaker && { cue: phraseCue(sentence, from, source), speaker, participle: false };
  }
  if (lexicon.relatives.has(sentence[from]?.lower ?? '') && lexicon.language === 'en') return null;
  return (
    verbFirst(sentence, at, from, lexicon) ??
    (lexicon.subjectAfterVerb ? null : subjectFirst(sentence, from, lexicon)) ??
    sourceLast(sentence, from, lexicon)
  );
}

function verbFirst(sentence: Sentence, at: number, from: number, lexicon: Lexicon): Attribution | null {
  let verb = from;
  // "wie Marsh erklärte" has its own subject first.
  if (sentence[verb]?.lower === 'wie')
    return lexicon.language === 'de' ? subjectFirst(sentence, verb + 1, lexicon) : null;
  while (isAdverb(sentence[verb], lexicon) || isAuxiliary(sentence[verb], lexicon)) verb++;
  const cue = cueAt(sentence, verb, lexicon);
  if (!cue || cue.participle) return null;
  let subject = cue.to;
  while (isAdverb(sentence[subject], lexicon) || lexicon.reflexives.has(sentence[subject]?.lower ?? '')) subject++;
  // "told reporters": what follows is spoken to, not speaking.
  const after =
    lexicon.addressing.has(cue.lemma) && !invertible.has(cue.lemma) ? null : phraseAfter(sentence, subject, lexicon);
  return { cue, speaker: after ?? mainSubject(sentence, at, 0, lexicon), participle: false };
}

function subjectFirst(sentence: Sentence, from: number, lexicon: Lexicon): Attribution | null {
  if (!startsPhrase(sentence[from], lexicon)) return null;
  for (let at = from + 1; at < Math.min(from + reachAfter, sentence.length); at++) {
    const token = sentence[at];
    if (!token || token.kind === 'quotation' || is(token, ';', ':', '.', '?', '!')) return null;
    const cue = cueAt(sentence, at, lexicon);
    if (cue && !cue.participle) {
      if (lexicon.relatives.has(sentence[at - 1]?.lower ?? '')) continue;
      const speaker = phraseBefore(sentence, at, from, lexicon);
      if (!speaker) return null;
      // Everything between the quotation and the verb is the subject, unless the phrase was cut short by a clause of its own.
      const whole = speaker.from - from <= 24 && isSubjectOnly(sentence, from, speaker.from, lexicon);
      return {
        cue,
        speaker: whole ? { ...speaker, from, core: coreEnd(sentence, from, speaker.to) } : speaker,
        participle: false,
      };
    }
    if (token.kind === 'word' && /^(?:but|and|while|when)$/u.test(token.lower) && is(sentence[at - 1], ','))
      return null;
  }
  return null;
}

function isSubjectOnly(sentence: Sentence, from: number, to: number, lexicon: Lexicon): boolean {
  if (pronounOf(sentence[from], lexicon)) return false;
  for (let at = from; at < to; at++) {
    const token = sentence[at];
    if (
      token &&
      (isAuxiliary(token, lexicon) || lexicon.conjunctions.has(token.lower) || lexicon.complementizers.has(token.lower))
    )
      return false;
  }
  return true;
}

function coreEnd(sentence: Sentence, from: number, to: number): number {
  for (let at = from; at < to; at++) if (is(sentence[at], ',')) return at;
  return to;
}

/** `"…", dem Sender zufolge` */
function sourceLast(sentence: Sentence, from: number, lexicon: Lexicon): Attribution | null {
  if (lexicon.sourceAfter.size === 0) return null;
  for (let at = from + 1; at < Math.min(from + 12, sentence.length); at++) {
    const token = sentence[at];
    if (token?.kind !== 'word') return null;
    if (lexicon.sourceAfter.has(token.lower)) {
      return { cue: phraseCue(sentence, at, 1), speaker: { from, to: at, core: at }, participle: false };
    }
  }
  return null;
}

export function phraseCue(sentence: Sentence, from: number, length: number): Attribution['cue'] {
  const lemma = sentence
    .slice(from, from + length)
    .map((token) => token.lower)
    .join(' ');
  return { from, to: from + length, lemma, speech: true };
}

/** The nearest cue before token `at` with its subject, not across a semicolon. */
export function attributionBefore(sentence: Sentence, at: number, lexicon: Lexicon): Attribution | null {
  let weak: CueMatch | null = null;
  for (let i = at - 1; i >= Math.max(0, at - reachBefore); i--) {
    if (is(sentence[i], ';')) break;
    const source = sourcePhraseAt(sentence, i, lexicon);
    if (source > 0) {
      const speaker = phraseAfter(sentence, i + source, lexicon);
      if (speaker && (lexicon.language === 'en' || speaker.to <= at))
        return { cue: phraseCue(sentence, i, source), speaker, participle: false };
    }
    const cue = cueAt(sentence, i, lexicon);
    if (!cue) continue;
    if (cue.speech) {
      // "said he called it …": the nearer verb was the quoting one.
      const chosen = weak && weak.from - cue.to > 12 ? weak : cue;
      return subjectOf(sentence, chosen, lexicon);
    }
    weak ??= at - i <= 14 ? cue : null;
  }
  return weak && subjectOf(sentence, weak, lexicon);
}

/** The cue with its subject, wherever the language puts it. */
export function subjectOf(sentence: Sentence, cue: CueMatch, lexicon: Lexicon): Attribution {
  return { cue, speaker: subjectPhrase(sentence, cue, lexicon), participle: cue.participle };
}

function subjectPhrase(sentence: Sentence, cue: CueMatch, lexicon: Lexicon): Phrase | null {
  const floor = clauseStart(sentence, cue.from);
  if (lexicon.subjectAfterVerb) return subjectAround(sentence, cue, floor, lexicon);
  const before = sentence[cue.from - 1];
  if (
    cue.participle &&
    (before === undefined || is(before, ',') || before.kind === 'quotation' || !startsPhrase(before, lexicon))
  ) {
    return mainSubject(sentence, cue.from, floor, lexicon);
  }
  return phraseBefore(sentence, cue.from, floor, lexicon) ?? inverted(sentence, cue, floor, lexicon);
}

/** "Stated Marsh:" */
function inverted(sentence: Sentence, cue: CueMatch, floor: number, lexicon: Lexicon): Phrase | null {
  return cue.from === floor && sentence[cue.to]?.capital ? phraseAfter(sentence, cue.to, lexicon) : null;
}

/** Languages whose subject may stand on either side of the verb. */
function subjectAround(sentence: Sentence, cue: CueMatch, floor: number, lexicon: Lexicon): Phrase | null {
  let last = cue.from - 1;
  while (last >= floor && (isAuxiliary(sentence[last], lexicon) || isAdverb(sentence[last], lexicon))) last--;
  const first = sentence[floor];
  const adverbial =
    last < floor ||
    (first !== undefined &&
      (lexicon.prepositions.has(first.lower) || isAdverb(first, lexicon)) &&
      !pronounOf(first, lexicon)) ||
    lexicon.and.has(sentence[last]?.lower ?? '');
  let next = cue.to;
  while (isAdverb(sentence[next], lexicon) || lexicon.reflexives.has(sentence[next]?.lower ?? '')) next++;
  const after = phraseAfter(sentence, next, lexicon);
  if (adverbial && after && !lexicon.and.has(sentence[last]?.lower ?? '')) return after;
  return phraseBefore(sentence, cue.from, floor, lexicon) ?? mainSubject(sentence, cue.from, floor, lexicon) ?? after;
}

/** First token of the clauses that hold `at`: after the last colon or semicolon. */
function clauseStart(sentence: Sentence, at: number): number {
  const lowest = Math.max(0, at - 80);
  for (let i = at - 1; i >= lowest; i--) if (is(sentence[i], ';', ':')) return i + 1;
  return lowest;
}
