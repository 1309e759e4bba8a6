import { clauseAfter } from './clause-after.ts';
import { clauseTail, nextCue, opensAddition } from './clause-tail.ts';
import type { ReportedClause } from './reported-clause.ts';
import { cueAt } from '../grammar/cues.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { phraseBefore } from '../grammar/phrase-before.ts';
import type { Sentence } from '../text/sentences.ts';

const fewestWords = 3;

/** From token `from` on: ", adding that …", "… and warned that …", said by the speaker just named, or ", but Marsh said …". */
export function addedClause(sentence: Sentence, from: number, end: number, lexicon: Lexicon): ReportedClause | null {
  for (let at = from; at < end - fewestWords; at++) {
    if (sentence[at]?.kind === 'quotation') return null;
    const another = nextCue(sentence, at, lexicon);
    const cue = another ?? (opensAddition(sentence, at, lexicon) ? cueAt(sentence, at + 1, lexicon) : null);
    const start = cue?.speech ? clauseAfter(sentence, cue.to, cue.lemma, lexicon) : null;
    if (!cue || start === null || end - start < fewestWords) continue;
    const speaker = another ? phraseBefore(sentence, cue.from, at + 1, lexicon) : null;
    if (another && !speaker) continue;
    const attribution = { cue, speaker, participle: !another };
    return { from: start, to: clauseTail(sentence, start, end, lexicon), attribution };
  }
  return null;
}
