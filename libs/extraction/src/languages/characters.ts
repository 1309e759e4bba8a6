/**
 * What a character is, as bits: looked up in a table by its unit of UTF-16, which is faster than a regular expression with Unicode
 * classes where each character of a text is asked about. Both units of a surrogate pair are what the character is.
 */
export const letter = 1;
export const mark = 2;
export const number = 4;
/** Letter in upper case (Lu). */
export const upperCase = 8;
/** White space as of `\s`. */
export const space = 16;
/** Decimal digit (Nd). */
export const digit = 32;
/** Another one when lowered. */
export const lowers = 64;
const isKnown = 128;

const kinds: readonly (readonly [bits: number, pattern: RegExp])[] = [
  [letter, /\p{L}/u],
  [mark, /\p{M}/u],
  [number, /\p{N}/u],
  [upperCase, /\p{Lu}/u],
  [space, /\s/u],
  [digit, /\p{Nd}/u],
];
/** Filled when a unit is first seen; surrogates stay 0. */
const table = new Uint8Array(0x10000);

function classify(character: string): number {
  let bits = isKnown;
  for (const [bit, pattern] of kinds) if (pattern.test(character)) bits |= bit;
  return character.toLowerCase() === character ? bits : bits | lowers;
}

/** Bits of the character that the unit at `at` is of. */
export const bitsOf = (unit: number, text: string, at: number): number =>
  (table[unit] as number) || bitsOfNew(unit, text, at);

function bitsOfNew(unit: number, text: string, at: number): number {
  if (unit < 0xd800 || unit >= 0xe000) return (table[unit] = classify(String.fromCharCode(unit)));
  const pair = text.codePointAt(unit < 0xdc00 ? at : at - 1) ?? 0;
  // Half of a pair is no character.
  return pair > 0xffff ? classify(String.fromCodePoint(pair)) : isKnown;
}

/** The units of a list of characters of the Basic Multilingual Plane. */
export const unitsOf = (characters: string): ReadonlySet<number> =>
  new Set(Array.from(characters, (character) => character.charCodeAt(0)));

/** Number of runs of characters with one of these bits. */
export function countRuns(text: string, bits: number): number {
  let count = 0;
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const is = (bitsOf(text.charCodeAt(at), text, at) & bits) !== 0;
    if (is && !inside) count++;
    inside = is;
  }
  return count;
}

/** Whether at least so many units have one of these bits. */
export function hasAtLeast(text: string, wanted: number, bits: number): boolean {
  let count = 0;
  for (let at = 0; count < wanted && at < text.length; at++)
    if ((bitsOf(text.charCodeAt(at), text, at) & bits) !== 0) count++;
  return count >= wanted;
}

/** Runs of white space that are no single blank: most are, and need no replacing. */
const whiteSpace = / \s+|[^\S ]\s*/g;

/** Each run of white space as one blank. */
export const singleBlanks = (text: string): string => text.replace(whiteSpace, ' ');
