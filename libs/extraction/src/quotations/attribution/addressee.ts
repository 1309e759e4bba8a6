import type { Lexicon } from '../grammar/lexicon.ts';
import { phraseAfter } from '../grammar/phrase-after.ts';
import type { Phrase } from '../grammar/phrase.ts';
import type { Sentence } from '../text/sentences.ts';

const toward = /^(?:to|gegenüber)$/u;

/** Whom the words are spoken to: "told reporters", "said to the court". `at` is the token after the verb (and its subject). */
export function addresseeAfter(sentence: Sentence, at: number, lemma: string, lexicon: Lexicon): Phrase | null {
  const token = sentence[at];
  if (token?.kind !== 'word') return null;
  if (toward.test(token.lower)) return nounPhrase(sentence, at + 1, lexicon);
  if (!lexicon.addressing.has(lemma)) return null;
  // "told councillors that": one word, whatever it means, before the clause.
  const bare = { from: at, to: at + 1, core: at + 1 };
  if (lexicon.complementizers.has(sentence[at + 1]?.lower ?? '')) return bare;
  return nounPhrase(sentence, at, lexicon);
}

function nounPhrase(sentence: Sentence, at: number, lexicon: Lexicon): Phrase | null {
  const token = sentence[at];
  if (token && lexicon.objects.has(token.lower)) return { from: at, to: at + 1, core: at + 1 };
  const phrase = phraseAfter(sentence, at, lexicon);
  return phrase && { ...phrase, to: phrase.core };
}
