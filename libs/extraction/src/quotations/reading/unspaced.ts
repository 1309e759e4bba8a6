import type { Attribution } from '../attribution/attribution.ts';
import type { QuotedReading } from './quoted.ts';
import type { ReportedClause } from './reported-clause.ts';
import { shapeOf } from './shape.ts';
import { type CueMatch, sourcePhraseAt } from '../grammar/cues.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import type { Phrase } from '../grammar/phrase.ts';
import { endsModifier } from '../text/segment.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';

// Chinese and Japanese: words are not told apart, but the place of speaker, verb and particle is nearly fixed.

const reach = 14;
/** Japanese puts what is told about the speaker before the name: a whole clause stands between quotation and verb. */
const relativeReach = 30;
/** Words in marks that are no name, title or slogan, as in the scripts with blanks. */
const longFragment = 9;
const longestLead = 60;
const fewestCharacters = 4;

/** Reads the quotation tokens of a sentence in a script without blanks. */
export function readUnspaced(text: string, sentence: Sentence, lexicon: Lexicon): QuotedReading[] {
  const readings: QuotedReading[] = [];
  for (const [at, token] of sentence.entries()) {
    if (token.kind !== 'quotation') continue;
    const previous = readings.at(-1);
    const attribution = attributionBehind(sentence, at, lexicon) ?? attributionAhead(sentence, at, lexicon);
    // “A，”X说，“B”: the second part of one quotation.
    if (previous && attribution && previous.attribution?.cue.from === attribution.cue.from) previous.marks.push(at);
    else if (attribution) readings.push({ ...direct(at), attribution, continues: false });
    else if (isSaid(text, sentence, at, lexicon))
      readings.push({ ...direct(at), attribution: null, continues: isAlone(sentence) });
  }
  return readings;
}

const direct = (at: number): Pick<QuotedReading, 'type' | 'marks' | 'clause' | 'addressee'> => ({
  type: 'direct',
  marks: [at],
  clause: null,
  addressee: null,
});

/** Nobody is named: a sentence in marks is a quotation all the same, and so is a long one that と leads on from. */
function isSaid(text: string, sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const token = sentence[at];
  if (!token) return false;
  const { final, words } = shapeOf(text, token, lexicon);
  if (/[。！？.!?…]/u.test(final)) return isAlone(sentence) || words > 3;
  const leadsOn = lexicon.complementizers.has(sentence[at + 1]?.lower ?? '') && sentence[at + 2]?.kind !== 'quotation';
  return words >= longFragment && (leadsOn || isAlone(sentence));
}

const isAlone = (sentence: Sentence): boolean => !sentence.slice(0, reach).some(({ kind }) => kind === 'word');

/** Reported speech without marks: "X表示，…", "据X，…", "Xは…と述べた", "Xによると、…". */
export function reportedUnspaced(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  return (
    sourceFirst(sentence, end, lexicon) ?? (lexicon.topics.size > 0 ? verbLast : verbInside)(sentence, end, lexicon)
  );
}

function sourceFirst(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  const comma = sentence.findIndex((token) => isText(token, ','));
  if (comma <= 0 || !isLong(sentence, comma + 1, end)) return null;
  const phrase = sourcePhraseAt(sentence, 0, lexicon);
  const behind = lexicon.sourceAfter.has(sentence[comma - 1]?.lower ?? '');
  if (phrase === 0 && !behind) return null;
  const cue = behind ? { from: comma - 1, to: comma } : { from: 0, to: phrase };
  const speaker = behind ? phraseOf(0, comma - 1) : cutPhrase(sentence, phrase, comma, lexicon);
  if (!speaker) return null;
  const lemma = sentence[cue.from]?.lower ?? '';
  return {
    from: comma + 1,
    to: end,
    attribution: { cue: { ...cue, lemma, speech: true }, speaker, participle: false },
  };
}

/** Chinese: the verb stands between speaker and clause. */
function verbInside(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  for (let at = 1; at < Math.min(end, reach); at++) {
    if (sentence[at]?.kind === 'quotation') return null;
    const cue = cueOf(sentence, at, lexicon);
    if (!cue?.speech) continue;
    const speaker = subjectAhead(sentence, at, lexicon);
    const from = isText(sentence[at + 1], ',', ':') ? at + 2 : at + 1;
    return speaker && isLong(sentence, from, end)
      ? { from, to: end, attribution: { cue, speaker, participle: false } }
      : null;
  }
  return null;
}

/** Japanese: the clause stands between the topic and と with the verb. */
function verbLast(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  const topic = topicOf(sentence, end, lexicon);
  if (!topic) return null;
  for (let at = end - 1; at > topic.to && at >= end - 4; at--) {
    const cue = cueOf(sentence, at, lexicon);
    if (!cue?.speech || !lexicon.complementizers.has(sentence[at - 1]?.lower ?? '')) continue;
    const from = isText(sentence[topic.to + 1], ',') ? topic.to + 2 : topic.to + 1;
    return isLong(sentence, from, at - 1)
      ? { from, to: at - 1, attribution: { cue, speaker: topic, participle: false } }
      : null;
  }
  return null;
}

/** “…”，X说; 「…」とXは述べた; Xは「…」と述べた. */
function attributionBehind(sentence: Sentence, at: number, lexicon: Lexicon): Attribution | null {
  let from = at + 1;
  while (isText(sentence[from], ',') || lexicon.auxiliaries.has(sentence[from]?.lower ?? '')) from++;
  const hasParticle = lexicon.topics.size > 0;
  if (hasParticle && !lexicon.complementizers.has(sentence[from++]?.lower ?? '')) return null;
  const limit = Math.min(from + (hasParticle ? relativeReach : reach), sentence.length);
  for (let i = from; i < limit; i++) {
    const token = sentence[i];
    if (isText(token, ...opening)) i = closingOf(sentence, i, limit);
    if (isText(sentence[i], ...closing)) continue;
    if (token?.kind !== 'word' && !isText(token, ',')) return null;
    const cue = cueOf(sentence, i, lexicon);
    if (!cue) continue;
    const between = hasParticle ? topicOf(sentence, i, lexicon, from) : subjectOf(sentence, from, i, lexicon);
    const speaker = between ?? (hasParticle ? (cleft(sentence, i, lexicon) ?? topicOf(sentence, at, lexicon)) : null);
    return hasParticle || speaker ? { cue, speaker, participle: false } : null;
  }
  return null;
}

const opening = ['（', '('];
const closing = ['）', ')'];

/** The bracket that ends the aside opened at `open`: an age, a reading of the name. `open` itself where none does. */
function closingOf(sentence: Sentence, open: number, limit: number): number {
  for (let at = open + 1; at < limit; at++) if (isText(sentence[at], ...closing)) return at;
  return open;
}

/** Chinese: the phrase at `from`, or where a preposition stands there what 的 links to it: 在岛上开店的王明. */
function subjectOf(sentence: Sentence, from: number, verb: number, lexicon: Lexicon): Phrase | null {
  const plain = cutPhrase(sentence, from, verb, lexicon);
  if (plain) return plain;
  for (let at = verb - 1; at > from; at--)
    if (lexicon.nounLinks.has(sentence[at]?.lower ?? '')) return cutPhrase(sentence, at + 1, verb, lexicon);
  return null;
}

/** 「…」と話すのは、Xだ: the speaker behind the verb. */
function cleft(sentence: Sentence, verb: number, lexicon: Lexicon): Phrase | null {
  if (!lexicon.nounLinks.has(sentence[verb + 1]?.lower ?? '') || !lexicon.topics.has(sentence[verb + 2]?.lower ?? ''))
    return null;
  const from = isText(sentence[verb + 3], ',') ? verb + 4 : verb + 3;
  let to = from;
  while (sentence[to]?.kind === 'word' && !/^(?:だ|です)/u.test(sentence[to]?.text ?? '')) to++;
  return to > from ? phraseOf(from, to) : null;
}

/** Chinese: X表示：“…” */
function attributionAhead(sentence: Sentence, at: number, lexicon: Lexicon): Attribution | null {
  if (lexicon.topics.size > 0) return null;
  for (let i = at - 1; i >= Math.max(0, at - reach); i--) {
    if (sentence[i]?.kind === 'quotation') return null;
    const cue = cueOf(sentence, i, lexicon);
    if (!cue) continue;
    const speaker = subjectAhead(sentence, i, lexicon);
    return speaker && { cue, speaker, participle: false };
  }
  return null;
}

function cueOf(sentence: Sentence, at: number, lexicon: Lexicon): CueMatch | null {
  const cue = lexicon.cues.get(sentence[at]?.lower ?? '');
  return cue ? { lemma: cue.lemma, speech: cue.speech, from: at, to: at + 1, participle: false } : null;
}

/** What stands before the topic particle of the sentence, without an opening adverbial. */
function topicOf(sentence: Sentence, limit: number, lexicon: Lexicon, start = 0): Phrase | null {
  for (let at = start + 1; at < limit; at++) {
    if (sentence[at]?.kind === 'quotation') return null;
    if (lexicon.topics.has(sentence[at]?.lower ?? '')) return phraseBehind(sentence, start, at, lexicon);
  }
  return null;
}

/** Japanese: the words that end at a particle, without the aside in brackets before it and the clause that describes them. */
function phraseBehind(sentence: Sentence, start: number, particle: number, lexicon: Lexicon): Phrase | null {
  let to = particle;
  if (isText(sentence[to - 1], ...closing)) while (to > start && !isText(sentence[to], ...opening)) to--;
  let from = to;
  while (
    from > start &&
    !endsPhrase(sentence, from - 1, lexicon) &&
    !(from < to && describes(sentence, from - 1, lexicon))
  )
    from--;
  return cutPhrase(sentence, from, to, lexicon);
}

/** A verb or adjective before the name it belongs to: 営む岡部さん. */
const describes = (sentence: Sentence, at: number, lexicon: Lexicon): boolean =>
  endsModifier.test(sentence[at]?.text ?? '') && !lexicon.titles.has(sentence[at + 1]?.lower ?? '');

/** Chinese: the subject of the verb at `verb`, behind the comma of an opening adverbial: 在记者会上，X表示. */
function subjectAhead(sentence: Sentence, verb: number, lexicon: Lexicon): Phrase | null {
  let from = Math.max(0, verb - longestLead);
  for (let at = from; at < verb; at++) {
    const opensAside =
      lexicon.prepositions.has(sentence[from]?.lower ?? '') || lexicon.adverbs.has(sentence[from]?.lower ?? '');
    if (
      isText(sentence[at], ';', ':') ||
      sentence[at]?.kind === 'quotation' ||
      (opensAside && isText(sentence[at], ','))
    )
      from = at + 1;
  }
  return cutPhrase(sentence, from, verb, lexicon);
}

/** The words from `from` up to a preposition, an adverb or the like; null where none are left. */
function cutPhrase(sentence: Sentence, start: number, end: number, lexicon: Lexicon): Phrase | null {
  let from = start;
  while (
    from < end &&
    (lexicon.adverbs.has(sentence[from]?.lower ?? '') ||
      lexicon.conjunctions.has(sentence[from]?.lower ?? '') ||
      isText(sentence[from], ','))
  )
    from++;
  let to = from;
  while (to < end && !endsPhrase(sentence, to, lexicon)) to++;
  return to > from ? phraseOf(from, to) : null;
}

function endsPhrase(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const lower = sentence[at]?.lower ?? '';
  return (
    sentence[at]?.kind !== 'word' ||
    lexicon.prepositions.has(lower) ||
    lexicon.adverbs.has(lower) ||
    lexicon.auxiliaries.has(lower) ||
    lexicon.cues.has(lower) ||
    lexicon.timeWords.has(lower)
  );
}

const phraseOf = (from: number, to: number): Phrase => ({ from, to, core: to });

const isLong = (sentence: Sentence, from: number, to: number): boolean =>
  (sentence[to - 1]?.end ?? 0) - (sentence[from]?.start ?? Infinity) >= fewestCharacters;
