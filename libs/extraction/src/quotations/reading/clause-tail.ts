import { cueAt, type CueMatch, sourcePhraseAt } from '../grammar/cues.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';

const adding = /^(?:adding|saying|noting|citing|explaining|arguing|referring|pointing)$/u;

/** ", adding …" or "and said …" at `at`: the speaker goes on to say something else. */
export function opensAddition(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const next = sentence[at + 1]?.lower ?? '';
  if (sentence[at]?.text === ',') return adding.test(next);
  return (
    lexicon.and.has(sentence[at]?.lower ?? '') &&
    /(?:ed|id)$/u.test(next) &&
    cueAt(sentence, at + 1, lexicon)?.speech === true
  );
}

const another = /^(?:and|but|while|though|although|yet|whereas)$/u;
/** Tokens between "but" and its verb of saying. */
const longestSubject = 8;

/** ", but the mayor said …" at the comma `at`: the cue of the next report in the sentence; null without one. */
export function nextCue(sentence: Sentence, at: number, lexicon: Lexicon): CueMatch | null {
  if (lexicon.language !== 'en' || !isText(sentence[at], ',', ';', '-', '—')) return null;
  if (sentence[at]?.text !== ';' && !another.test(sentence[at + 1]?.lower ?? '')) return null;
  for (let i = at + 2; i < Math.min(at + longestSubject, sentence.length) && sentence[i]?.kind === 'word'; i++) {
    const cue = cueAt(sentence, i, lexicon);
    if (cue?.speech) return cue.participle ? null : cue;
    if (lexicon.verbs.has(sentence[i]?.lower ?? '') || lexicon.conjunctions.has(sentence[i]?.lower ?? '')) return null;
  }
  return null;
}

/** The end of a reported clause: before ", adding …", ", according to …", "… and said" and ", but X said". */
export function clauseTail(sentence: Sentence, from: number, end: number, lexicon: Lexicon): number {
  for (let at = from + 2; at < end - 1; at++) {
    if (sentence[at]?.text === ';') return at;
    if (sentence[at]?.text === ',' && sourcePhraseAt(sentence, at + 1, lexicon) > 0) return at;
    if (nextCue(sentence, at, lexicon)) return at;
    if (opensAddition(sentence, at, lexicon)) return sentence[at - 1]?.text === ',' ? at - 1 : at;
  }
  return end;
}

/** Where ", adding …" begins; the end where nothing is added. */
export function beforeAddition(sentence: Sentence, end: number, lexicon: Lexicon): number {
  const at = sentence.findIndex(({ text }, index) => text === ',' && opensAddition(sentence, index, lexicon));
  return at > 0 ? at : end;
}
