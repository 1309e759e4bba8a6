import type { Cue, Lexicon } from './lexicon.ts';
import { isAdverb, pronounOf } from './word-classes.ts';
import type { Sentence } from '../text/sentences.ts';

export interface CueMatch extends Cue {
  /** Tokens `from` to `to` (exclusive). */
  readonly from: number;
  readonly to: number;
  /** "adding", "saying": no subject of its own. */
  readonly participle: boolean;
}

const passive = /^(?:was|were|is|are|been|be|being|gets|got)$/u;

/** The verb at `at` that introduces speech, or null: nouns, passives and names are none. */
export function cueAt(sentence: Sentence, at: number, lexicon: Lexicon): CueMatch | null {
  const token = sentence[at];
  if (token?.kind !== 'word') return null;
  const known = lexicon.cues.get(token.lower);
  const cue = known?.particles ? withParticle(sentence, at, known, lexicon) : known;
  if (!cue) return null;
  if (token.capital && at > 0 && sentence[at - 1]?.kind !== 'punctuation') return null;
  let before = at - 1;
  if (lexicon.articles.has(sentence[before]?.lower ?? '') && !lexicon.relatives.has(sentence[before]?.lower ?? ''))
    return null;
  while (before >= 0 && isAdverb(sentence[before], lexicon)) before--;
  const english = lexicon.language === 'en';
  const participle = english && token.lower.endsWith('ing');
  // "Marsh's comments": a noun.
  if (english && !participle && /['’]s?$/u.test(sentence[at - 1]?.text ?? '')) return null;
  if (english && nouns.test(token.lower) && !isUsedAsVerb(sentence, at, before, lexicon)) return null;
  if (english && !participle && passive.test(sentence[before]?.lower ?? '')) return null;
  return { lemma: cue.lemma, speech: cue.speech, from: at, to: cue.adjacent ? at + 2 : at + 1, participle };
}

const nouns =
  /^(?:states|comments?|remarks?|reports|claims?|tweets?|promises|fears?|hopes?|mentions?|notes|reasons?|estimates?)$/u;

/** "The mayor claims that …", "Marsh claims the city …", not "in swing states", "her comments". */
function isUsedAsVerb(sentence: Sentence, at: number, before: number, lexicon: Lexicon): boolean {
  const [subject, next] = [sentence[before], sentence[at + 1]];
  if (next === undefined || next.kind === 'quotation' || next.text === ':') return true;
  if (lexicon.articles.has(subject?.lower ?? '') || lexicon.prepositions.has(subject?.lower ?? '')) return false;
  if (lexicon.complementizers.has(next.lower)) return true;
  return pronounOf(subject, lexicon) !== null || (subject?.capital === true && next.text !== '.');
}

const become = /^(?:wird|werden|wurden?|werde|worden)$/u;
const participle = /^(?:\p{L}*ge\p{L}+|(?:be|er|ver|ent|zer|wider|unter|über)\p{L}+|\p{L}+ier)(?:t|en)$/u;
const longestPassive = 24;

/** German: "wurde … bezeichnet": the subject is no speaker, but for "wird … zitiert". */
export function isPassive(sentence: Sentence, { from, lemma }: CueMatch, lexicon: Lexicon): boolean {
  const form = sentence[from]?.lower ?? '';
  if (!lexicon.capitalisedNouns || form === lemma || !participle.test(form) || lexicon.citing.has(lemma)) return false;
  if (become.test(sentence[from + 1]?.lower ?? '')) return true;
  if (sentence[from + 1]?.kind === 'word') return false;
  for (let at = from - 1; at >= Math.max(0, from - longestPassive); at--) {
    if (sentence[at]?.text === ',' || lexicon.cues.has(sentence[at]?.lower ?? '')) return false;
    if (become.test(sentence[at]?.lower ?? '')) return true;
  }
  return false;
}

/** "according to" at `at`: the number of its words, 0 if it is not there. */
export function sourcePhraseAt(sentence: Sentence, at: number, lexicon: Lexicon): number {
  for (const phrase of lexicon.sourceBefore.get(sentence[at]?.lower ?? '') ?? []) {
    // ", so": only behind a pause, else it is another word.
    const words = phrase[0] === ',' ? phrase.slice(1) : phrase;
    if (words !== phrase && (at === 0 || sentence[at - 1]?.kind === 'word')) continue;
    if (words.every((word, i) => sentence[at + i]?.lower === word)) return words.length;
  }
  return 0;
}

/** How far behind its verb a particle is looked for. */
const particleReach = 60;
/** The word that begins the verb's own clause stands close to it. */
const clauseReach = 7;

/** "teilte die Polizei … mit": the reading that its particle tells; the verb alone if it means something by itself. */
function withParticle(sentence: Sentence, at: number, cue: Cue, lexicon: Lexicon): Cue | null {
  for (let i = at + 1; i < Math.min(at + particleReach, sentence.length); i++) {
    const word = sentence[i]?.lower ?? '';
    const found = cue.particles?.get(word);
    if (found?.adjacent && i > at + 1) continue;
    // "found that …", not "found cracks in the piles that …".
    if (found && (i - at <= clauseReach || !lexicon.complementizers.has(word))) return found;
  }
  return cue.lemma === '' ? null : cue;
}
