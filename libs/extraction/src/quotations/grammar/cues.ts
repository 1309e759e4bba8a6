import type { Cue, Lexicon } from './lexicon.ts';
import { isAdverb } from './word-classes.ts';
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
  if (english && !participle && passive.test(sentence[before]?.lower ?? '')) return null;
  return { lemma: cue.lemma, speech: cue.speech, from: at, to: at + 1, participle };
}

/** "according to" at `at`: the number of its words, 0 if it is not there. */
export function sourcePhraseAt(sentence: Sentence, at: number, lexicon: Lexicon): number {
  for (const phrase of lexicon.sourceBefore) {
    // ", so": only behind a pause, else it is another word.
    const words = phrase[0] === ',' ? phrase.slice(1) : phrase;
    if (words !== phrase && sentence[at - 1]?.kind === 'word') continue;
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
    // "found that …", not "found cracks in the piles that …".
    if (found && (i - at <= clauseReach || !lexicon.complementizers.has(word))) return found;
  }
  return cue.lemma === '' ? null : cue;
}
