import { nominative } from './attribution.ts';
import { likelihood } from './likelier-subject.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { mainSubject } from '../grammar/main-subject.ts';
import { phraseAfter } from '../grammar/phrase-after.ts';
import type { Phrase } from '../grammar/phrase.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';

const reach = 60;

/** Who speaks behind the colon at `end` - 1 of a sentence without a cue: "Den Vorwurf weist die Ministerin von sich:". */
export function announcer(sentence: Sentence, end: number, lexicon: Lexicon): Phrase | null {
  if (!lexicon.capitalisedNouns) return mainSubject(sentence, end, 0, lexicon);
  let at = Math.max(0, end - reach);
  while (at < end) {
    const previous = sentence[at - 1];
    const governed = previous?.kind === 'word' && lexicon.prepositions.has(previous.lower);
    const phrase = governed ? null : nominative(sentence, phraseAfter(sentence, at, lexicon), lexicon);
    if (phrase && phrase.to <= end && likelihood(sentence, phrase, lexicon) === 2) return phrase;
    at = governed || isText(sentence[at], ',') || !phrase ? at + 1 : Math.max(at + 1, phrase.core);
  }
  return mainSubject(sentence, end, 0, lexicon);
}
