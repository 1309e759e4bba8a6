import { bitsOf, letter, lowers, mark, number, space, unitsOf } from '../../languages/characters.ts';
import { languages } from '../../languages/languages.ts';

const stopWords = new Set(languages.flatMap((language) => language.stopWords));
const longestStopWord = 12;
const inWord = letter | mark | number;
const underscore = 0x5f;
const blank = 0x20;
const terminals = unitsOf('.!?…。！？؟।');
/** They end a sentence whatever follows. */
const fullWidthTerminals = unitsOf('。！？');
const closers = unitsOf('"\'”’»)]');
const commaUnits = unitsOf(',、،，;');

/** So many characters of scripts without blanks make a word. */
export const charactersPerWord = 1.7;

/** Chinese, Japanese and Korean. */
const isUnspaced = (unit: number): boolean =>
  unit >= 0x3040 && (unit <= 0x30ff || (unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xd7af));

/** Characters of Chinese, Japanese and Korean, which have no blanks between words. */
export function countUnspaced(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (isUnspaced(text.charCodeAt(at))) count++;
  return count;
}

export interface Measures {
  readonly words: number;
  readonly stopWords: number;
  readonly capitalised: number;
  readonly numbers: number;
  readonly sentenceEnds: number;
  readonly commas: number;
}

/**
 * Counts of a block's text, in one walk. Scripts without blanks count 1.7 characters as a word where they make up more than 30 % of the text,
 * so that thresholds mean the same in every language.
 */
export function measure(text: string): Measures {
  let words = 0;
  let stops = 0;
  let capitalised = 0;
  let numbers = 0;
  let sentenceEnds = 0;
  let commas = 0;
  let unspaced = 0;
  let at = 0;
  while (at < text.length) {
    const first = text.charCodeAt(at);
    const firstBits = bitsOf(first, text, at);
    if ((firstBits & inWord) === 0 && first !== underscore) {
      if (first !== blank) {
        if (commaUnits.has(first)) commas++;
        else if (terminals.has(first) && (fullWidthTerminals.has(first) || endsSentence(text, at + 1))) sentenceEnds++;
        if (isUnspaced(first)) unspaced++;
      }
      at++;
      continue;
    }
    const start = at;
    let allBits = firstBits;
    let unit = first;
    for (let bits = firstBits; (bits & inWord) !== 0 || unit === underscore; bits = bitsOf(unit, text, at)) {
      allBits |= bits;
      if (isUnspaced(unit)) unspaced++;
      if (++at >= text.length) break;
      unit = text.charCodeAt(at);
    }
    words++;
    if (first >= 0x30 && first <= 0x39) {
      numbers++;
      continue;
    }
    if ((firstBits & lowers) !== 0) capitalised++;
    if (at - start > longestStopWord) continue;
    const token = text.slice(start, at);
    if (stopWords.has((allBits & lowers) === 0 ? token : token.toLowerCase())) stops++;
  }
  if (unspaced > 0.3 * text.length) words = Math.max(words, Math.round(unspaced / charactersPerWord));
  return { words, stopWords: stops, capitalised, numbers, sentenceEnds, commas };
}

/** Whether nothing but closing marks stands before the next blank. */
function endsSentence(text: string, from: number): boolean {
  let at = from;
  while (closers.has(text.charCodeAt(at))) at++;
  return at >= text.length || (bitsOf(text.charCodeAt(at), text, at) & space) !== 0;
}
