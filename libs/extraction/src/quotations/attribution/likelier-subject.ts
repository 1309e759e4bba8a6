import { nominative } from './attribution.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import type { Phrase } from '../grammar/phrase.ts';
import { pronounOf } from '../grammar/word-classes.ts';
import type { Sentence } from '../text/sentences.ts';
import type { Token } from '../text/tokens.ts';

/**
 * The subject of a verb that stands second, as in German: the phrase before it or the one after. Case rules some out; of two that
 * are left the one that names somebody is taken, at last the first.
 */
export function likelierSubject(
  sentence: Sentence,
  before: Phrase | null,
  after: Phrase | null,
  floor: number,
  lexicon: Lexicon,
): Phrase | null {
  const first = nominative(sentence, before, lexicon);
  if (!first || isObject(sentence, first, floor, lexicon)) return after;
  if (!after) return first;
  const ahead = likelihood(sentence, first, lexicon);
  // What opens the clause is its subject, unless it is a thing and somebody follows.
  if (first.from === floor && (ahead > 0 || sentence[floor]?.lower === 'der')) return first;
  if (after.to === after.from + 1 && pronounOf(sentence[after.from], lexicon)) return after;
  return likelihood(sentence, after, lexicon) > ahead ? after : first;
}

/** "Deren Haltung gegenüber der Partei": the noun beside the verb belongs to a preposition. */
function isObject(sentence: Sentence, { from }: Phrase, floor: number, lexicon: Lexicon): boolean {
  const previous = from > floor ? sentence[from - 1] : undefined;
  return previous?.kind === 'word' && lexicon.prepositions.has(previous.lower);
}

/** 2: a name, or somebody named by what they do; 1: one noun without an article, perhaps a surname; 0: a thing. */
export function likelihood(sentence: Sentence, { from, core }: Phrase, lexicon: Lexicon): number {
  let best = 0;
  for (let at = from; at < core; at++) {
    const token = sentence[at];
    if (token?.kind !== 'word') continue;
    if (core === from + 1 && pronounOf(token, lexicon)) return 2;
    if (at > from && lexicon.nounLinks.has(token.lower)) break;
    if (
      [lexicon.titles, lexicon.firstNames, lexicon.personNouns, lexicon.groupNouns, lexicon.organizationNouns].some(
        (words) => words.has(token.lower),
      ) ||
      lexicon.titleEndings.end(token.lower, -1) ||
      /^\p{Lu}{2,}$/u.test(token.text) ||
      (at + 1 < core &&
        isNamePair(token, sentence[at + 1], at > from && lexicon.articles.has(sentence[at - 1]?.lower ?? '')))
    )
      return 2;
    if (token.capital && at === from && !lexicon.articles.has(token.lower)) best = 1;
  }
  return best;
}

/** Two words with a capital in a row; not "Jede Verantwortung", and behind an article not "Absage Marshs". */
const isNamePair = (first: Token, second: Token | undefined, described: boolean): boolean =>
  first.capital &&
  second?.capital === true &&
  !/e[nrs]?$/u.test(first.lower) &&
  !(described && second.lower.endsWith('s'));
