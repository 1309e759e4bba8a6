import type { Lexicon } from '../grammar/lexicon.ts';

/** Where a run of letters without blanks falls apart. */
export interface Piece {
  readonly text: string;
  /** Offset in the run. */
  readonly at: number;
}

/** Words longer than this are no run of Chinese or Japanese but something else. */
const longestRun = 2_000;

/**
 * Cuts Chinese or Japanese text, which has no blanks, at the words that the lexicon lists: verbs of saying, particles, titles. What
 * lies between is left in one piece. Linear: the listed words are short.
 */
export function segment(run: string, lexicon: Lexicon): Piece[] {
  const { segmenter } = lexicon;
  if (segmenter === null || run.length > longestRun) return [{ text: run, at: 0 }];
  const pieces: Piece[] = [];
  let from = 0;
  const add = (to: number): void => {
    if (to > from) pieces.push({ text: run.slice(from, to), at: from });
    from = to;
  };
  for (const match of run.matchAll(segmenter)) {
    if (lexicon.titles.has(match[0])) add(from + modifierLength(run.slice(from, match.index)));
    add(match.index);
    add(match.index + match[0].length);
  }
  add(run.length);
  return pieces;
}

/** The plain form of a Japanese verb or adjective ends so. */
export const endsModifier = /[うくぐすつぬぶむるいただな]$/u;
const beforeName = /[うくぐすつぬぶむるいただな](?=\p{sc=Han})/gu;

/** Japanese: how much of the word before a title is a verb or adjective that describes the name: 営む of 営む岡部さん. */
function modifierLength(word: string): number {
  let length = 0;
  for (const match of word.matchAll(beforeName)) length = match.index + 1;
  return length;
}
