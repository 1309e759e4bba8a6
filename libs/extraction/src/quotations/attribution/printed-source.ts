import type { CueMatch } from '../grammar/cues.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { phraseAfter } from '../grammar/phrase-after.ts';
import type { Phrase } from '../grammar/phrase.ts';
import { isAdverb, pronounOf } from '../grammar/word-classes.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';

/** Beyond, the sentence begins with something else. */
const longestOpening = 24;

/** "heißt es in der Mitteilung", "In dem Antrag heißt es": what was printed stands for the speaker; null for other verbs. */
export function printedSource(
  sentence: Sentence,
  cue: Pick<CueMatch, 'from' | 'to' | 'lemma'>,
  subject: Phrase | null,
  lexicon: Lexicon,
): Phrase | null {
  if (!lexicon.impersonal.has(cue.lemma)) return null;
  if (subject && !pronounOf(sentence[subject.from], lexicon)) return null;
  let at = cue.to;
  while (pronounOf(sentence[at], lexicon) || (isAdverb(sentence[at], lexicon) && !isPreposition(sentence, at, lexicon)))
    at++;
  return behindPreposition(sentence, at, lexicon) ?? opening(sentence, cue.from, lexicon);
}

function opening(sentence: Sentence, verb: number, lexicon: Lexicon): Phrase | null {
  let from = verb - 1;
  while (
    from > Math.max(0, verb - longestOpening) &&
    !isText(sentence[from - 1], ';', ':') &&
    sentence[from - 1]?.kind !== 'quotation'
  )
    from--;
  while (from < verb && (isText(sentence[from], ',') || lexicon.and.has(sentence[from]?.lower ?? ''))) from++;
  const phrase = behindPreposition(sentence, from, lexicon);
  return phrase && phrase.from < verb
    ? { ...phrase, to: Math.min(phrase.to, verb), core: Math.min(phrase.core, verb) }
    : null;
}

const isPreposition = (sentence: Sentence, at: number, lexicon: Lexicon): boolean =>
  lexicon.prepositions.has(sentence[at]?.lower ?? '');

/** "in der Mitteilung", not "am Vormittag" nor "zur Begründung". */
function behindPreposition(sentence: Sentence, at: number, lexicon: Lexicon): Phrase | null {
  const phrase = isPreposition(sentence, at, lexicon) ? phraseAfter(sentence, at + 1, lexicon) : null;
  if (!phrase) return null;
  const noun = sentence[phrase.core - 1]?.lower ?? '';
  const isPurpose = /^zu[rm]$/u.test(sentence[at]?.lower ?? '') && lexicon.statements.has(noun);
  return isPurpose || lexicon.timeWords.has(noun) ? null : phrase;
}
