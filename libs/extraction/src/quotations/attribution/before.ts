import { type Attribution, nominative, phraseCue, sourceAt } from './attribution.ts';
import { subjectOf } from './subject-of.ts';
import { cueAt, type CueMatch, isPassive, sourcePhraseAt } from '../grammar/cues.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { mainSubject } from '../grammar/main-subject.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';

const reachBefore = 48;

/** The nearest cue before token `at` with its subject, not across a semicolon. */
export function attributionBefore(sentence: Sentence, at: number, lexicon: Lexicon): Attribution | null {
  let weak: CueMatch | null = null;
  const end = beforeInsertedClause(sentence, at, lexicon);
  for (let i = end - 1; i >= Math.max(0, at - reachBefore); i--) {
    if (isText(sentence[i], ';')) break;
    const source = sourcePhraseAt(sentence, i, lexicon);
    if (source > 0) {
      const speaker = sourceAt(sentence, i + source, lexicon);
      if (speaker && (lexicon.language === 'en' || speaker.to <= at))
        return { cue: phraseCue(sentence, i, source), speaker, participle: false };
    }
    const cue = cueAt(sentence, i, lexicon);
    if (!cue) continue;
    if (cue.speech) {
      // "said he called it …", "called for talks, and branded it …": the nearer verb was the quoting one.
      const chosen = weak && (weak.from - cue.to > 12 || lexicon.urging.has(cue.lemma)) ? weak : cue;
      return subjectOf(sentence, chosen, lexicon);
    }
    weak ??= end - i <= 14 ? cue : null;
  }
  if (weak) return subjectOf(sentence, weak, lexicon);
  return lexicon.capitalisedNouns ? verbAtEnd(sentence, at, lexicon) : null;
}

/**
 * German: where the clause ends to which "als „Irrweg“" belongs: "Marsh nannte die Rede, die zum Streik aufrief, als …" goes on behind the
 * relative clause, whose verb is not the one that quotes.
 */
export function beforeInsertedClause(sentence: Sentence, at: number, lexicon: Lexicon): number {
  if (!lexicon.capitalisedNouns || sentence[at - 1]?.lower !== 'als' || !isText(sentence[at - 2], ',')) return at;
  let comma = at - 3;
  while (comma > Math.max(0, at - reachBefore) && !isText(sentence[comma], ',')) comma--;
  const first = lexicon.prepositions.has(sentence[comma + 1]?.lower ?? '') ? comma + 2 : comma + 1;
  return isText(sentence[comma], ',') && lexicon.relativePronouns.has(sentence[first]?.lower ?? '') ? comma : at;
}

/** German: "… hat den Plan als „Irrweg“ bezeichnet". */
function verbAtEnd(sentence: Sentence, at: number, lexicon: Lexicon): Attribution | null {
  for (let i = at + 1; i < Math.min(at + 7, sentence.length); i++) {
    if (sentence[i]?.kind !== 'word') return null;
    const cue = cueAt(sentence, i, lexicon);
    if (!cue) continue;
    if (isPassive(sentence, cue, lexicon)) return subjectOf(sentence, cue, lexicon);
    const speaker = nominative(sentence, mainSubject(sentence, at, 0, lexicon), lexicon);
    return speaker && { cue, speaker, participle: false };
  }
  return null;
}
