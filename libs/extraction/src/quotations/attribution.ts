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
  startsDescription,
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
  // French: "a-t-il dit"
  const clitic = verb > from && pronounOf(sentence[verb], lexicon) !== null ? verb : null;
  if (clitic !== null) verb++;
  const cue = cueAt(sentence, verb, lexicon);
  if (!cue || cue.participle) return null;
  if (clitic !== null) return { cue, speaker: { from: clitic, to: verb, core: verb }, participle: false };
  let subject = cue.to;
  while (isAdverb(sentence[subject], lexicon) || lexicon.reflexives.has(sentence[subject]?.lower ?? '')) subject++;
  // "told reporters": what follows is spoken to, not speaking.
  const after =
    lexicon.addressing.has(cue.lemma) && !invertible.has(cue.lemma) ? null : phraseAfter(sentence, subject, lexicon);
  const speaker =
    nominative(sentence, after, lexicon) ?? nominative(sentence, mainSubject(sentence, at, 0, lexicon), lexicon);
  return { cue, speaker: printedSource(sentence, cue.lemma, speaker, lexicon) ?? speaker, participle: false };
}

/** "heißt es in der Mitteilung": the source stands for the speaker. */
function printedSource(sentence: Sentence, lemma: string, speaker: Phrase | null, lexicon: Lexicon): Phrase | null {
  if (lemma !== 'heißen' || !speaker || sentence[speaker.from]?.lower !== 'es') return null;
  const place = sentence[speaker.to];
  return place && lexicon.prepositions.has(place.lower) ? phraseAfter(sentence, speaker.to + 1, lexicon) : null;
}

function subjectFirst(sentence: Sentence, from: number, lexicon: Lexicon): Attribution | null {
  if (!startsPhrase(sentence[from], lexicon) && !startsDescription(sentence, from, lexicon)) return null;
  for (let at = from + 1; at < Math.min(from + reachAfter, sentence.length); at++) {
    const token = sentence[at];
    if (!token || token.kind === 'quotation' || is(token, ';', ':', '.', '?', '!')) return null;
    const cue = cueAt(sentence, at, lexicon);
    if (cue && (!cue.participle || isQuotedAs(sentence, at))) {
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

/** "X is quoted as saying" */
const isQuotedAs = (sentence: Sentence, at: number): boolean =>
  sentence[at - 1]?.lower === 'as' && sentence[at - 2]?.lower === 'quoted';

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
  if (weak) return subjectOf(sentence, weak, lexicon);
  return lexicon.capitalisedNouns ? verbAtEnd(sentence, at, lexicon) : null;
}

/** German: "… hat den Plan als „Irrweg“ bezeichnet". */
function verbAtEnd(sentence: Sentence, at: number, lexicon: Lexicon): Attribution | null {
  for (let i = at + 1; i < Math.min(at + 7, sentence.length); i++) {
    if (sentence[i]?.kind !== 'word') return null;
    const cue = cueAt(sentence, i, lexicon);
    if (!cue) continue;
    const speaker = nominative(sentence, mainSubject(sentence, at, 0, lexicon), lexicon);
    return speaker && { cue, speaker, participle: false };
  }
  return null;
}

/** The cue with its subject, wherever the language puts it. */
export function subjectOf(sentence: Sentence, cue: CueMatch, lexicon: Lexicon): Attribution {
  return { cue, speaker: subjectPhrase(sentence, cue, lexicon), participle: cue.participle };
}

function subjectPhrase(sentence: Sentence, cue: CueMatch, lexicon: Lexicon): Phrase | null {
  const floor = clauseStart(sentence, cue.from);
  if (lexicon.verbFinal) return mainSubject(sentence, cue.from, floor, lexicon);
  if (lexicon.subjectAfterVerb) return subjectAround(sentence, cue, floor, lexicon);
  const before = sentence[cue.from - 1];
  if (
    cue.participle &&
    (before === undefined || is(before, ',') || before.kind === 'quotation' || !startsPhrase(before, lexicon))
  ) {
    return mainSubject(sentence, cue.from, floor, lexicon);
  }
  return inverted(sentence, cue, floor, lexicon) ?? phraseBefore(sentence, cue.from, floor, lexicon);
}

/** "Stated Marsh:", "In other words, explained the host:" */
function inverted(sentence: Sentence, cue: CueMatch, floor: number, lexicon: Lexicon): Phrase | null {
  if (!cue.speech || cue.participle || lexicon.addressing.has(cue.lemma)) return null;
  if (cue.from === floor) return sentence[cue.to]?.capital ? phraseAfter(sentence, cue.to, lexicon) : null;
  if (!is(sentence[cue.from - 1], ',')) return null;
  const speaker = phraseAfter(sentence, cue.to, lexicon);
  return speaker && is(sentence[speaker.to], ',', ':') ? speaker : null;
}

/** Languages whose subject may stand on either side of the verb. */
function subjectAround(sentence: Sentence, cue: CueMatch, floor: number, lexicon: Lexicon): Phrase | null {
  const verb = finiteVerb(sentence, cue, floor, lexicon);
  let last = verb - 1;
  while (last >= floor && (isAuxiliary(sentence[last], lexicon) || isAdverb(sentence[last], lexicon))) last--;
  const joined = lexicon.and.has(sentence[last]?.lower ?? '');
  let next = verb + 1;
  while (isAdverb(sentence[next], lexicon) || lexicon.reflexives.has(sentence[next]?.lower ?? '')) next++;
  const after = nominative(sentence, phraseAfter(sentence, next, lexicon), lexicon);
  if (joined) return nominative(sentence, mainSubject(sentence, cue.from, floor, lexicon), lexicon) ?? after;
  // "Weil es regnet, warnte die Ministerin …"
  if (after && (is(sentence[last], ',') || opensWithAdverbial(sentence, floor, last, lexicon))) return after;
  return (
    nominative(sentence, phraseBefore(sentence, verb, floor, lexicon), lexicon) ??
    after ??
    nominative(sentence, mainSubject(sentence, cue.from, floor, lexicon), lexicon)
  );
}

/** German: the auxiliary of "X hatte die Pläne scharf kritisiert", else the cue itself. */
function finiteVerb(sentence: Sentence, cue: CueMatch, floor: number, lexicon: Lexicon): number {
  if (!lexicon.capitalisedNouns) return cue.from;
  for (let at = cue.from - 2; at >= Math.max(floor, cue.from - 30); at--) {
    if (is(sentence[at], ',')) break;
    if (/^(?:hat|haben|hatte|hatten)$/u.test(sentence[at]?.lower ?? '')) return at;
  }
  return cue.from;
}

/** "In Berlin sagte …", "Wörtlich sagte …": what stands before the verb is no subject. */
function opensWithAdverbial(sentence: Sentence, floor: number, last: number, lexicon: Lexicon): boolean {
  const first = sentence[floor];
  if (last < floor || first === undefined) return true;
  if (pronounOf(first, lexicon)) return false;
  return (
    lexicon.prepositions.has(first.lower) ||
    lexicon.conjunctions.has(first.lower) ||
    lexicon.oblique.has(first.lower) ||
    isAdverb(first, lexicon)
  );
}

/** A phrase that can be a subject: not one with an article of another case. */
const nominative = (sentence: Sentence, phrase: Phrase | null, lexicon: Lexicon): Phrase | null =>
  phrase && lexicon.oblique.has(sentence[phrase.from]?.lower ?? '') ? null : phrase;

/** First token of the clauses that hold `at`: after the last colon or semicolon. */
function clauseStart(sentence: Sentence, at: number): number {
  const lowest = Math.max(0, at - 80);
  for (let i = at - 1; i >= lowest; i--) if (is(sentence[i], ';', ':')) return i + 1;
  return lowest;
}
