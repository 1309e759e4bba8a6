import type { Lexicon } from './lexicon.ts';
import type { Sentence } from '../text/sentences.ts';
import type { Token } from '../text/tokens.ts';

/** Adverbs and participles before the verb; nouns and names with such endings are capitalised. */
const germanAdverb =
  /^\p{Ll}.+(?:isch|nd|ig|lich|weise|sam)$|^\p{Lu}.+(?:isch|ierend|weise|elang|mals|dings|erseits|falls|wegs)$/u;
const contraction = /['’](?:s|d|ll|ve|re|m)$/u;

/** "he" of "he's". */
export const pronounOf = (token: Token | undefined, lexicon: Lexicon): string | null => {
  if (token?.kind !== 'word') return null;
  if (lexicon.pronouns.has(token.lower)) return token.lower;
  const bare = token.lower.replace(contraction, '');
  return bare !== token.lower && lexicon.pronouns.has(bare) ? bare : null;
};

/** End like adverbs of English, but are nouns. */
const nounInLy = new Set('family supply assembly ally rally reply monopoly anomaly bully belly butterfly'.split(' '));

export const isAdverb = (token: Token | undefined, lexicon: Lexicon): boolean =>
  token?.kind === 'word' &&
  (lexicon.adverbs.has(token.lower) ||
    (lexicon.language === 'en' && !token.capital && /..ly$/u.test(token.text) && !nounInLy.has(token.lower)) ||
    (lexicon.language === 'de' && germanAdverb.test(token.text)));

export const isAuxiliary = (token: Token | undefined, lexicon: Lexicon): boolean =>
  token?.kind === 'word' && (lexicon.auxiliaries.has(token.lower) || /n['’]t$/u.test(token.lower));

/** A finite verb that ends a subject. */
export function isVerb(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const token = sentence[at];
  if (token?.kind !== 'word') return false;
  if (isAuxiliary(token, lexicon)) return true;
  if (token.capital) return false;
  const afterArticle = lexicon.articles.has(sentence[at - 1]?.lower ?? '');
  if (lexicon.cues.has(token.lower) || lexicon.verbs.has(token.lower)) return !afterArticle;
  if (
    lexicon.pastEnding === null ||
    token.text.length < 5 ||
    !token.lower.endsWith(lexicon.pastEnding) ||
    token.text.includes('-')
  )
    return false;
  const next = sentence[at + 1];
  return (
    !afterArticle &&
    !(next && lexicon.prepositions.has(next.lower) && lexicon.nounLinks.has(sentence[at - 1]?.lower ?? ''))
  );
}

/** German: marks that hold a name: "die „Morgenpost“", "der Verein „Freunde der Brücke“", not "nannte ihn die Zeitung „naiv“". */
export function isQuotedName(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  if (!sentence[at]?.named) return false;
  const before = sentence[at - 1]?.lower ?? '';
  return (
    /^(?:d(?:er|ie|as|em|en)|im)$/u.test(before) ||
    (sentence[at].capital &&
      (lexicon.organizationNouns.has(before) || lexicon.namers.some((ending) => before.endsWith(ending))))
  );
}

/** Can a subject begin here? */
export function startsPhrase(token: Token | undefined, lexicon: Lexicon): boolean {
  if (token?.kind !== 'word') return false;
  if (pronounOf(token, lexicon)) return true;
  if (lexicon.prepositions.has(token.lower) || lexicon.conjunctions.has(token.lower) || lexicon.and.has(token.lower))
    return false;
  if (lexicon.complementizers.has(token.lower) || isAuxiliary(token, lexicon)) return false;
  return (
    token.capital ||
    (lexicon.caseless && !isAdverb(token, lexicon) && !lexicon.cues.has(token.lower)) ||
    lexicon.articles.has(token.lower) ||
    lexicon.titles.has(token.lower) ||
    lexicon.personNouns.has(token.lower) ||
    lexicon.groupNouns.has(token.lower) ||
    lexicon.organizationNouns.has(token.lower) ||
    /^\p{N}/u.test(token.text)
  );
}

/** "retired surgeon Ana Ruiz", "network anchor Li Wei": lower-case words that lead to a name. */
export function startsDescription(sentence: Sentence, from: number, lexicon: Lexicon): boolean {
  for (let at = from; at < Math.min(from + 5, sentence.length); at++) {
    const token = sentence[at];
    if (token?.kind !== 'word') return false;
    if (at > from && (token.capital || lexicon.personNouns.has(token.lower) || lexicon.groupNouns.has(token.lower)))
      return true;
    if (lexicon.prepositions.has(token.lower) || lexicon.conjunctions.has(token.lower) || lexicon.and.has(token.lower))
      return false;
    if (lexicon.complementizers.has(token.lower) || lexicon.objects.has(token.lower) || isAdverb(token, lexicon))
      return false;
    if (pronounOf(token, lexicon) || (isVerb(sentence, at, lexicon) && !/ed$/u.test(token.lower))) return false;
    if (/ing$/u.test(token.lower)) return false;
  }
  return false;
}

/** Words inside a name that are not capitalised: "de", "al", "von". */
const particles = new Set(
  'de da do dos das del della di du la le van von der den ter ten bin ibn al el ben zu zur y e'.split(' '),
);

/** "de" of "Anna de Wit". */
export const isParticle = (word: string): boolean => particles.has(word);
