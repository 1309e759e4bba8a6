import { addresseeAfter } from '../attribution/addressee.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { isAdverb, isAuxiliary, isVerb, pronounOf, startsPhrase } from '../grammar/word-classes.ts';
import { isStop, type Sentence } from '../text/sentences.ts';

const apart = /^(?:that|whether)$/u;
/** "he’s", "they’d" */
const contracted = /['’](?:s|d|ll|ve|re|m)$/u;
/** Verbs that nothing but what is said follows. */
const plain = new Set('say tell think believe hope announce suggest reiterate acknowledge'.split(' '));
const longestSubject = 16;
/** Between "urge" and "to". */
const longestObject = 14;

/** Where the clause that depends on the verb begins, or null if none does. */
export function clauseAfter(sentence: Sentence, verbEnd: number, lemma: string, lexicon: Lexicon): number | null {
  let at = verbEnd;
  const addressee = addresseeAfter(sentence, at, lemma, lexicon);
  if (addressee) at = addressee.to;
  // Up to five words of time and place before "that".
  for (let i = at; i < Math.min(at + 7, sentence.length); i++) {
    const token = sentence[i];
    if (!token || token.kind === 'quotation' || isStop(sentence, i)) break;
    // "answered questions about how …": only "that" stands apart from its verb.
    const mayFollow = i === at || lexicon.language !== 'en' || apart.test(token.lower);
    if (mayFollow && lexicon.complementizers.has(token.lower) && !(i === at && sentence[i + 1]?.kind === 'punctuation'))
      return i;
  }
  if (lexicon.capitalisedNouns) {
    while (isAdverb(sentence[at], lexicon)) at++;
    if (sentence[at]?.text !== ',') return null;
    let subject = at + 1;
    while (isAdverb(sentence[subject], lexicon)) subject++;
    const next = sentence[subject];
    const isClause =
      subject > at + 1 ||
      pronounOf(next, lexicon) !== null ||
      startsPhrase(next, lexicon) ||
      (lexicon.reportive.has(sentence[at + 2]?.lower ?? '') && !lexicon.relatives.has(next?.lower ?? ''));
    return next && isClause ? at + 1 : null;
  }
  if (lexicon.language !== 'en') return null;
  const link = lexicon.urging.get(lemma);
  if (link !== undefined) return whatIsUrged(sentence, verbEnd, link, lexicon);
  if (sentence[at]?.lower === 'to' && lexicon.committing.has(lemma)) return at;
  // "a change that he said would …", "the rules, which officials say will …"
  if (isAuxiliary(sentence[at], lexicon)) return at;
  if (startsPhrase(sentence[at], lexicon)) return plain.has(lemma) || hasVerb(sentence, at, lexicon) ? at : null;
  return startsBareClause(sentence, at, lexicon) ? at : null;
}

/** "claimed the city knew", not "claimed the nomination on the first ballot when …". */
function hasVerb(sentence: Sentence, from: number, lexicon: Lexicon): boolean {
  for (let at = from; at < Math.min(from + longestSubject, sentence.length); at++) {
    const token = sentence[at];
    if (token?.kind !== 'word' || lexicon.conjunctions.has(token.lower)) return false;
    if (at > from ? isVerb(sentence, at, lexicon) : contracted.test(token.text)) return true;
  }
  return false;
}

/** "says violations are continuing": a clause whose subject has no article. */
function startsBareClause(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const token = sentence[at];
  if (
    token?.kind !== 'word' ||
    lexicon.prepositions.has(token.lower) ||
    lexicon.conjunctions.has(token.lower) ||
    lexicon.and.has(token.lower)
  )
    return false;
  for (let i = at + 1; i < Math.min(at + 8, sentence.length) && sentence[i]?.kind === 'word'; i++)
    if (isVerb(sentence, i, lexicon)) return true;
  return false;
}

/** "urged the council to wait", "accused her of waste", "called for a vote": whoever is spoken of, and what they should do or did. */
function whatIsUrged(sentence: Sentence, at: number, link: string, lexicon: Lexicon): number | null {
  const isObject = lexicon.objects.has(sentence[at]?.lower ?? '') || startsPhrase(sentence[at], lexicon);
  if (!isObject || link === '') return isObject ? at : null;
  for (let i = at + 1; i < Math.min(at + longestObject, sentence.length) && sentence[i]?.kind === 'word'; i++)
    if (sentence[i]?.lower === link) return at;
  return null;
}
