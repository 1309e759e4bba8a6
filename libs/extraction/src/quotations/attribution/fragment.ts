import { attributionAfter } from './after.ts';
import { type Attribution, phraseCue } from './attribution.ts';
import { attributionBefore } from './before.ts';
import { shapeOf } from './shape.ts';
import { sourcePhraseAt } from '../grammar/cues.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { isVerb } from '../grammar/word-classes.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';
import type { Draft } from '../draft.ts';

/**
 * Is the quotation token at `at` a piece of speech built into the reporter's sentence ("der Plan sei „völlig untragbar“"), not a
 * name, a title or a scare quote? Only for languages that count such pieces as quotations of their own.
 */
export function isFragment(text: string, sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const token = sentence[at];
  if (!token || isNamed(sentence, at, lexicon)) return false;
  const shape = shapeOf(text, token, lexicon);
  const evidence = evidenceOf(sentence, lexicon);
  if (!shape.capital) {
    if (shape.words >= 3) return true;
    return shape.words === 2 ? evidence !== 'none' : evidence === 'cue';
  }
  if (shape.words >= 5) return evidence !== 'none' && !shape.titleCase;
  return evidence === 'cue' && isJudgement(sentence, at, lexicon);
}

type Evidence = 'cue' | 'mood' | 'none';

/** What in the sentence says that somebody is speaking. */
function evidenceOf(sentence: Sentence, lexicon: Lexicon): Evidence {
  let found: Evidence = 'none';
  for (const [at, token] of sentence.entries()) {
    if (token.kind !== 'word') continue;
    if (lexicon.cues.has(token.lower) && !token.capital) return 'cue';
    if (
      lexicon.reportive.has(token.lower) ||
      lexicon.sourceAfter.has(token.lower) ||
      sourcePhraseAt(sentence, at, lexicon) > 0
    )
      found = 'mood';
  }
  return found;
}

/** "unter dem Motto „…“", "das Buch „…“", "die sogenannte „…“": the marks hold a name. */
function isNamed(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const before = sentence[at - 1];
  return before?.kind === 'word' && lexicon.namers.some((ending) => before.lower.endsWith(ending));
}

/** "nannte ihn einen „Lügner“", "als „Irrweg“ bezeichnet": nouns in marks that say what somebody thinks of something. */
function isJudgement(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const before = sentence[at - 1];
  return before?.kind === 'word' && lexicon.judging.has(before.lower) && !isText(sentence[at + 1], '(');
}

/** A fragment outside of what was read as a clause: the cue after it, the source of the sentence, else the cue before. */
export const fragmentAttribution = (sentence: Sentence, at: number, lexicon: Lexicon): Attribution | null =>
  attributionAfter(sentence, at, lexicon) ??
  sourceBehind(sentence, lexicon) ??
  attributionBefore(sentence, at, lexicon);

/** "Dem Bericht zufolge war die Wand „porös“." */
function sourceBehind(sentence: Sentence, lexicon: Lexicon): Attribution | null {
  if (lexicon.sourceAfter.size === 0) return null;
  const word = sentence.findIndex(({ lower }) => lexicon.sourceAfter.has(lower));
  if (word <= 0) return null;
  let from = word;
  while (
    from > 0 &&
    word - from < longestSource &&
    sentence[from - 1]?.kind === 'word' &&
    !isVerb(sentence, from - 1, lexicon)
  )
    from--;
  return from < word
    ? { cue: phraseCue(sentence, word, 1), speaker: { from, to: word, core: word }, participle: false }
    : null;
}

const fewestOutside = 4;
const longestSource = 8;

/** Does the mixed quotation report a clause, or only name something? */
export function isClause(item: Draft, sentence: Sentence, lexicon: Lexicon): boolean {
  const cue = sentence.find(({ start }) => start === item.cue?.start);
  if (cue && lexicon.cues.get(cue.lower)?.speech === false) return false;
  const inside = sentence.filter(
    ({ start, kind }) => kind === 'word' && item.segments.some((part) => part.start <= start && start < part.end),
  );
  return inside.length >= fewestOutside;
}
