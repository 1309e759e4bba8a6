import { languages } from '../../languages/languages.ts';
import { countMatches } from './count.ts';

const stopWords = new Set(languages.flatMap((language) => language.stopWords));
const word = /[\p{L}\p{M}\p{N}_]+/gu;
/** Characters of Chinese, Japanese and Korean, which have no blanks between words. */
const cjk = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;

/** So many of them make a word. */
export const charactersPerWord = 1.7;

export const countUnspaced = (text: string): number => countMatches(text, cjk);

export interface Measures {
  readonly words: number;
  readonly stopWords: number;
  readonly capitalised: number;
  readonly numbers: number;
  readonly sentenceEnds: number;
  readonly commas: number;
}

/**
 * Counts of a block's text. Scripts without blanks count 1.7 characters as a word where they make up more than 30 % of the text,
 * so that thresholds mean the same in every language.
 */
export function measure(text: string): Measures {
  let words = 0;
  let stops = 0;
  let capitalised = 0;
  let numbers = 0;
  for (const token of text.match(word) ?? []) {
    words++;
    const first = token.charCodeAt(0);
    if (first >= 0x30 && first <= 0x39) numbers++;
    else if (token.length <= 12) {
      const lower = token.toLowerCase();
      if (lower !== token && lower.charCodeAt(0) !== first) capitalised++;
      if (stopWords.has(lower)) stops++;
    } else if (token.charAt(0).toLowerCase() !== token.charAt(0)) capitalised++;
  }
  const unspaced = countUnspaced(text);
  if (unspaced > 0.3 * text.length) words = Math.max(words, Math.round(unspaced / charactersPerWord));
  return {
    words,
    stopWords: stops,
    capitalised,
    numbers,
    sentenceEnds: countMatches(text, /[.!?…。！？؟।](?=["'”’»)\]]*(?:\s|$))|[。！？]/g),
    commas: countMatches(text, /[,、،，;]/g),
  };
}
