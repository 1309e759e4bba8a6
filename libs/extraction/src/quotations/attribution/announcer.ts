import { nominative, ownerOfStatement } from './attribution.ts';
import { likelihood } from './likelier-subject.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { mainSubject } from '../grammar/main-subject.ts';
import { phraseAfter } from '../grammar/phrase-after.ts';
import type { Phrase } from '../grammar/phrase.ts';
import { startsPhrase } from '../grammar/word-classes.ts';
import type { Sentence } from '../text/sentences.ts';

const reach = 60;
const longestAgent = 12;

/** Who speaks behind the colon at `end` - 1 of a sentence without a cue: "Den Vorwurf weist die Ministerin von sich:". */
export function announcer(sentence: Sentence, end: number, lexicon: Lexicon): Phrase | null {
  if (!lexicon.capitalisedNouns) return mainSubject(sentence, end, 0, lexicon);
  let surname: Phrase | null = null;
  let at = Math.max(0, end - reach);
  while (at < end) {
    // "Das Fazit von Marsh fällt knapp aus:"
    const owner = ownerOfStatement(sentence, at, lexicon);
    if (owner && owner.to <= end && likelihood(sentence, owner, lexicon) === 2) return owner;
    const previous = sentence[at - 1];
    const governed = previous?.kind === 'word' && lexicon.prepositions.has(previous.lower);
    const phrase = startsPhrase(sentence[at], lexicon) ? phraseAfter(sentence, at, lexicon) : null;
    if (phrase && !governed && phrase.to <= end && nominative(sentence, phrase, lexicon)) {
      const likely = likelihood(sentence, phrase, lexicon);
      if (likely === 2) return phrase;
      // "warb Marsh für …": one noun without an article right behind the verb.
      if (likely === 1 && previous?.kind === 'word' && !previous.capital) surname ??= phrase;
    }
    at = phrase ? Math.max(at + 1, phrase.core) : at + 1;
  }
  if (surname) return surname;
  // "Kritik kam von Ministerin Ana Ruiz:"
  for (let from = end - 2; from > Math.max(0, end - longestAgent); from--) {
    const agent = /^(?:von|vom)$/u.test(sentence[from - 1]?.lower ?? '') ? phraseAfter(sentence, from, lexicon) : null;
    if (agent && agent.to >= end - 1 && likelihood(sentence, agent, lexicon) === 2) return agent;
  }
  return mainSubject(sentence, end, 0, lexicon);
}
