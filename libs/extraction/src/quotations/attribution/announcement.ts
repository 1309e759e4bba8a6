import type { Attribution } from './attribution.ts';
import { attributionBefore } from './before.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { mainSubject } from '../grammar/main-subject.ts';
import type { Sentence } from '../text/sentences.ts';

/** Who is announced by a paragraph that ends in a colon: "The minister wrote on Friday:". */
export function announcement(sentence: Sentence, lexicon: Lexicon): Attribution | null {
  const end = sentence.length - 1;
  const attribution = attributionBefore(sentence, end, lexicon);
  if (attribution) return attribution;
  const speaker = mainSubject(sentence, end, 0, lexicon);
  return speaker && { cue: { from: end, to: end, lemma: '', speech: false }, speaker, participle: false };
}
