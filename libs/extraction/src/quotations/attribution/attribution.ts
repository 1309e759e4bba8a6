import type { CueMatch } from '../grammar/cues.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { phraseAfter } from '../grammar/phrase-after.ts';
import type { Phrase } from '../grammar/phrase.ts';
import { isQuotedName, pronounOf } from '../grammar/word-classes.ts';
import type { Sentence } from '../text/sentences.ts';

/** Who is named for a quotation and by which words; token indexes of one sentence. */
export interface Attribution {
  readonly cue: Pick<CueMatch, 'from' | 'to' | 'lemma' | 'speech'>;
  readonly speaker: Phrase | null;
  readonly participle: boolean;
  /** A passive that names nobody: the speaker is not whoever spoke before. */
  readonly unnamed?: boolean;
}

export function phraseCue(sentence: Sentence, from: number, length: number): Attribution['cue'] {
  const lemma = sentence
    .slice(from, from + length)
    .map((token) => token.lower)
    .join(' ');
  return { from, to: from + length, lemma, speech: true };
}

/** "das Fazit der Betreiber", "das Urteil von Marsh": whose it is; null for other words. */
export function ownerOfStatement(sentence: Sentence, at: number, lexicon: Lexicon): Phrase | null {
  if (!lexicon.articles.has(sentence[at]?.lower ?? '') || !lexicon.statements.has(sentence[at + 1]?.lower ?? ''))
    return null;
  const link = sentence[at + 2]?.lower ?? '';
  if (lexicon.articles.has(link)) return phraseAfter(sentence, at + 2, lexicon);
  return lexicon.nounLinks.has(link) ? phraseAfter(sentence, at + 3, lexicon) : null;
}

/** Whoever stands behind "according to", a pronoun in another case than the subject's included. */
export function sourceAt(sentence: Sentence, at: number, lexicon: Lexicon): Phrase | null {
  // "nach Angaben der „Morgenpost“"
  if (isQuotedName(sentence, at, lexicon)) return { from: at, to: at + 1, core: at + 1 };
  const owner = ownerOfStatement(sentence, at, lexicon);
  if (owner) return owner;
  const isPronoun = lexicon.possessives.has(sentence[at]?.lower ?? '') && sentence[at + 1]?.kind !== 'word';
  return isPronoun ? { from: at, to: at + 1, core: at + 1 } : phraseAfter(sentence, at, lexicon);
}

/** A person, organisation or group by name or by what they are: no "answer before Christmas". */
export const namesSomebody = (sentence: Sentence, { from, to }: Phrase, lexicon: Lexicon): boolean =>
  sentence
    .slice(from, to)
    .some(
      (token) =>
        token.capital ||
        pronounOf(token, lexicon) !== null ||
        [lexicon.personNouns, lexicon.groupNouns, lexicon.organizationNouns, lexicon.titles].some((nouns) =>
          nouns.has(token.lower),
        ),
    );

/** A phrase that can be a subject: not one with an article of another case. */
export const nominative = (sentence: Sentence, phrase: Phrase | null, lexicon: Lexicon): Phrase | null =>
  phrase && lexicon.oblique.has(sentence[phrase.from]?.lower ?? '') ? null : phrase;
