import { type Attribution, namesSomebody, nominative, phraseCue, sourceAt } from './attribution.ts';
import { likelihood } from './likelier-subject.ts';
import { printedSource } from './printed-source.ts';
import { subjectOf } from './subject-of.ts';
import { cueAt, isPassive, sourcePhraseAt } from '../grammar/cues.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { mainSubject } from '../grammar/main-subject.ts';
import type { Phrase } from '../grammar/phrase.ts';
import { phraseAfter } from '../grammar/phrase-after.ts';
import { phraseBefore } from '../grammar/phrase-before.ts';
import { isAdverb, isAuxiliary, pronounOf, startsDescription, startsPhrase } from '../grammar/word-classes.ts';
import { isTitle } from '../speakers/names.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';

/** Addressing verbs that may stand before their subject all the same: `"…?" asked Marsh.` */
const invertible = new Set(['ask', 'warn', 'urge', 'advise']);
const reachAfter = 34;
const reachOfParticiple = 12;
/** After a comma: the verb behind it has a subject of its own. */
const anotherClause = /^(?:but|and|while|when|after|before|because|although|though|since|until|unless|whereas)$/u;

/** The attribution that follows the quotation at token `at`: `"…," said X`, `"…," X said`, `"…", so X`. */
export function attributionAfter(sentence: Sentence, at: number, lexicon: Lexicon): Attribution | null {
  let from = at + 1;
  while (isText(sentence[from], ',', '–', '—', '-', '--')) from++;
  const source = sourcePhraseAt(sentence, from, lexicon);
  if (source > 0) {
    const speaker = sourceAt(sentence, from + source, lexicon);
    return speaker && { cue: phraseCue(sentence, from, source), speaker, participle: false };
  }
  if (lexicon.relatives.has(sentence[from]?.lower ?? '') && lexicon.language === 'en') return null;
  return (
    inSuchWords(sentence, from, lexicon) ??
    verbFirst(sentence, at, from, lexicon) ??
    splitVerb(sentence, from, lexicon) ??
    (lexicon.subjectAfterVerb && !lexicon.verbFinal ? null : subjectFirst(sentence, from, lexicon)) ??
    sourceLast(sentence, from, lexicon)
  );
}

/** German: "„…“, mit diesen Worten eröffnete Marsh die Sitzung": whatever the verb. */
function inSuchWords(sentence: Sentence, from: number, lexicon: Lexicon): Attribution | null {
  for (const phrase of lexicon.announcing.get(sentence[from]?.lower ?? '') ?? []) {
    if (!phrase.every((word, index) => sentence[from + index]?.lower === word)) continue;
    let subject = from + phrase.length + 1;
    while (isAdverb(sentence[subject], lexicon) || lexicon.reflexives.has(sentence[subject]?.lower ?? '')) subject++;
    const speaker = nominative(sentence, phraseAfter(sentence, subject, lexicon), lexicon);
    return speaker && { cue: phraseCue(sentence, from, phrase.length), speaker, participle: false };
  }
  return null;
}

/**
 * "Das sagte Marsh am Montag.": the attribution of the quotation that ends before this sentence, with the tokens that it counts. Without the
 * word that stands for the quotation, which looks like an article.
 */
export function attributionByNext(
  sentence: Sentence,
  lexicon: Lexicon,
): { readonly tokens: Sentence; readonly attribution: Attribution } | null {
  if (!lexicon.anaphors.has(sentence[0]?.lower ?? '')) return null;
  const tokens = sentence.slice(1);
  const attribution = attributionAfter(tokens, -1, lexicon);
  if (!attribution?.speaker || !lexicon.owning.has(attribution.cue.lemma)) return null;
  // "Das erklärte Ziel der Partei …"
  return likelihood(tokens, attribution.speaker, lexicon) === 2 ? { tokens, attribution } : null;
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
  if (isPassive(sentence, cue, lexicon)) return subjectOf(sentence, cue, lexicon);
  if (clitic !== null) return { cue, speaker: { from: clitic, to: verb, core: verb }, participle: false };
  let subject = cue.to;
  while (isAdverb(sentence[subject], lexicon) || lexicon.reflexives.has(sentence[subject]?.lower ?? '')) subject++;
  // "told reporters": what follows is spoken to, not speaking.
  const after =
    lexicon.addressing.has(cue.lemma) && !invertible.has(cue.lemma)
      ? null
      : (subjectAt(sentence, subject, lexicon) ?? behindAdverbial(sentence, subject, lexicon));
  const cited = lexicon.citing.has(cue.lemma) ? citedBehind(sentence, subject, after, lexicon) : null;
  const speaker =
    cited ??
    nominative(sentence, after, lexicon) ??
    (lexicon.subjectAfterVerb ? nominative(sentence, mainSubject(sentence, at, 0, lexicon), lexicon) : null);
  // English: "the host of “Morning Roofs,” suggested": the words in marks are part of the subject.
  if (!lexicon.subjectAfterVerb && at > 0) {
    if (!speaker) return null;
    // "…,” compared to what …": a participle, nobody speaks.
    if (!cue.speech && !namesSomebody(sentence, speaker, lexicon)) return null;
  }
  return { cue, speaker: printedSource(sentence, cue, speaker, lexicon) ?? speaker, participle: false };
}

/** A noun phrase, or a name in marks: "„…“, schrieb „Das Blatt“". */
const subjectAt = (sentence: Sentence, at: number, lexicon: Lexicon): Phrase | null =>
  sentence[at]?.named === true && sentence[at].capital
    ? { from: at, to: at + 1, core: at + 1 }
    : phraseAfter(sentence, at, lexicon);

/** "„…“, zitiert ihn Marsh", "„…“, zitiert der Sender den Minister": who is quoted speaks. */
function citedBehind(sentence: Sentence, at: number, subject: Phrase | null, lexicon: Lexicon): Phrase | null {
  if (pronounOf(sentence[at], lexicon)) return phraseAfter(sentence, at + 1, lexicon);
  const object = subject && phraseAfter(sentence, subject.core, lexicon);
  return object && likelihood(sentence, object, lexicon) === 2 ? object : null;
}

/** German: "„…“, sagte nach dem Treffen Ministerin Ana Ruiz": somebody by title, first name or article of a subject. */
function behindAdverbial(sentence: Sentence, from: number, lexicon: Lexicon): Phrase | null {
  if (!lexicon.capitalisedNouns || !lexicon.prepositions.has(sentence[from]?.lower ?? '')) return null;
  for (let at = from + 2; at < Math.min(from + reachOfParticiple, sentence.length); at++) {
    const token = sentence[at];
    if (token?.kind !== 'word') return null;
    const opens = isTitle(token, lexicon) || lexicon.firstNames.has(token.lower) || lexicon.articles.has(token.lower);
    if (!opens || lexicon.prepositions.has(sentence[at - 1]?.lower ?? '')) continue;
    const phrase = nominative(sentence, phraseAfter(sentence, at, lexicon), lexicon);
    if (phrase && likelihood(sentence, phrase, lexicon) === 2) return phrase;
  }
  return null;
}

/** German: "„…“, hatte Marsh am Montag gesagt", "„…“, wird die Ministerin zitiert". */
function splitVerb(sentence: Sentence, from: number, lexicon: Lexicon): Attribution | null {
  if (!lexicon.capitalisedNouns || !isAuxiliary(sentence[from], lexicon)) return null;
  const speaker = nominative(sentence, phraseAfter(sentence, from + 1, lexicon), lexicon);
  if (!speaker) return null;
  for (let at = speaker.core; at < Math.min(speaker.core + reachOfParticiple, sentence.length); at++) {
    if (isText(sentence[at], ';', ':') || sentence[at]?.kind === 'quotation') return null;
    const cue = cueAt(sentence, at, lexicon);
    const next = sentence[at + 1];
    if (cue && (next?.kind !== 'word' || isAuxiliary(next, lexicon)))
      return { cue, speaker: { ...speaker, to: Math.min(speaker.to, at) }, participle: false };
  }
  return null;
}

function subjectFirst(sentence: Sentence, from: number, lexicon: Lexicon): Attribution | null {
  if (!startsPhrase(sentence[from], lexicon) && !startsDescription(sentence, from, lexicon)) return null;
  for (let at = from + 1; at < Math.min(from + reachAfter, sentence.length); at++) {
    const token = sentence[at];
    if (!token || token.kind === 'quotation' || isText(token, ';', ':', '.', '?', '!')) return null;
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
    if (token.kind === 'word' && anotherClause.test(token.lower) && isText(sentence[at - 1], ',')) return null;
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
  for (let at = from; at < to; at++) if (isText(sentence[at], ',')) return at;
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
