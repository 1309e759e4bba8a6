import { subjectOf } from '../attribution/subject-of.ts';
import { clauseTail } from './clause-tail.ts';
import type { ReportedClause } from './reported-clause.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { startsPhrase } from '../grammar/word-classes.ts';
import type { Sentence } from '../text/sentences.ts';

const reach = 60;
const fewestWords = 3;

/** "A poll showed the mayor ahead by a point": no clause needs to follow what figures show. */
export function shownByFindings(sentence: Sentence, end: number, lexicon: Lexicon): ReportedClause | null {
  if (lexicon.findings.size === 0) return null;
  for (let at = 1; at < Math.min(end - fewestWords, reach); at++) {
    const token = sentence[at];
    if (token?.kind === 'quotation') return null;
    if (!token || token.capital || !lexicon.showing.has(token.lower) || !startsPhrase(sentence[at + 1], lexicon))
      continue;
    const cue = { lemma: token.lower, speech: true, from: at, to: at + 1, participle: false };
    const attribution = subjectOf(sentence, cue, lexicon);
    const { speaker } = attribution;
    if (!speaker || !sentence.slice(speaker.from, speaker.to).some(({ lower }) => lexicon.findings.has(lower)))
      continue;
    return { from: at + 1, to: clauseTail(sentence, at + 1, end, lexicon), attribution };
  }
  return null;
}
