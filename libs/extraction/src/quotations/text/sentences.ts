import { isText, type Token } from './tokens.ts';
import type { Lexicon } from '../grammar/lexicon.ts';

/** Tokens of one sentence, its final punctuation included. Quotations are opaque: what is inside never splits. */
export type Sentence = readonly Token[];

const ends = /^(?:[.?!…。！？؟۔]|\.{2,})$/u;
const closing = new Set([')', ']', '”', '’', '"', "'"]);
/** How far behind "?" or "!" a speaker with a cue may stand for the quotation to go on. */
const attributionReach = 9;

/** Longer ones are no language: they are cut, so that what is done for each pair of tokens of a sentence stays bounded. */
const longestSentence = 400;

/** Does a clause end with the token at `at`? */
export const isStop = (sentence: Sentence, at: number): boolean => /^[.!?;…]$/u.test(sentence[at]?.text ?? '');

/** Splits a paragraph's tokens into sentences. */
export function splitSentences(text: string, tokens: readonly Token[], lexicon: Lexicon): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    if (i - from >= longestSentence) from = cut(tokens, from, i, sentences);
    if (token.kind === 'word') {
      if (token.text.endsWith('.') && i + 1 < tokens.length && abbreviationEndsSentence(tokens, i, from, lexicon))
        from = cut(tokens, from, i + 1, sentences);
      continue;
    }
    if (token.kind === 'punctuation') {
      if (!ends.test(token.text)) continue;
      let last = i;
      while (closing.has(tokens[last + 1]?.text ?? '') || ends.test(tokens[last + 1]?.text ?? '')) last++;
      if (startsSentence(tokens[last + 1])) {
        from = cut(tokens, from, last + 1, sentences);
        i = last;
      }
      continue;
    }
    if (quotationEndsSentence(text, tokens, i, lexicon)) from = cut(tokens, from, i + 1, sentences);
  }
  cut(tokens, from, tokens.length, sentences);
  return sentences;
}

/** @returns where the next sentence begins */
function cut(tokens: readonly Token[], from: number, to: number, sentences: Sentence[]): number {
  if (to > from) sentences.push(tokens.slice(from, to));
  return to;
}

const startsSentence = (token: Token | undefined): boolean =>
  token === undefined || token.kind === 'quotation' || !/^\p{Ll}|^[,;:)\]]/u.test(token.text);

/** "… of the U.S. He said": an abbreviation ends a sentence where a function word with a capital follows, or the next quotation. */
function abbreviationEndsSentence(tokens: readonly Token[], at: number, from: number, lexicon: Lexicon): boolean {
  const next = tokens[at + 1];
  const token = tokens[at];
  if (!next || !token || lexicon.titles.has(token.lower) || /^\p{L}\.?$/u.test(token.text)) return false;
  if (next.kind === 'quotation') return tokens[from]?.kind === 'quotation' && at > from + 2;
  if (!next.capital) return false;
  return (
    lexicon.pronouns.has(next.lower) ||
    lexicon.articles.has(next.lower) ||
    lexicon.conjunctions.has(next.lower) ||
    lexicon.prepositions.has(next.lower)
  );
}

function quotationEndsSentence(text: string, tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  const stretch = tokens[at]?.stretch;
  if (!stretch) return false;
  let last = stretch.innerEnd - 1;
  while (last > stretch.innerStart && /["”“’'»«)\]]/u.test(text[last] ?? '')) last--;
  const final = text[last] ?? '';
  if (!/[.?!…。！？؟]/u.test(final)) return false;
  const next = tokens[at + 1];
  if (!next || !startsSentence(next)) return false;
  if (next.kind === 'punctuation' && /^[–—-]/u.test(next.text)) return false;
  if (next.kind === 'quotation') return true;
  // X说：“…。”他说: whoever was announced has spoken.
  if (lexicon.segmenter !== null && isText(tokens[at - 1], ':')) return true;
  // Japanese: 「…。」と, however far behind the verb stands.
  if (lexicon.segmenter !== null && lexicon.complementizers.has(next.lower)) return false;
  return !attributionFollows(tokens, at + 1, final, lexicon);
}

/** `"Are you ready?" Marsh asked.`: a short noun phrase with a cue belongs to the quotation before it. */
function attributionFollows(tokens: readonly Token[], from: number, final: string, lexicon: Lexicon): boolean {
  for (let i = from; i < Math.min(from + attributionReach, tokens.length); i++) {
    const token = tokens[i];
    if (token?.kind !== 'word') {
      if (token?.text === ',' && i > from + 1) continue;
      // The age of whoever speaks.
      if (isText(token, '(', ')', '（', '）') && i > from) continue;
      return false;
    }
    const cue = lexicon.cues.get(token.lower);
    if (!cue || token.capital) continue;
    const next = tokens[i + 1];
    if (next === undefined || /^[.,。]$/u.test(next.text)) return true;
    return (
      final !== '.' &&
      cue.speech &&
      next.kind === 'word' &&
      !lexicon.complementizers.has(next.lower) &&
      !lexicon.pronouns.has(next.lower)
    );
  }
  return false;
}
