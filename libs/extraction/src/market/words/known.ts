import type { Instrument } from './instrument.ts';
import { instruments } from './instruments.ts';

interface Known {
  readonly instrument: Instrument;
  /** The name fits several variants of the instrument: its symbol is not certain. */
  readonly variant: boolean;
}
const byName = new Map<string, Known>();
const firstWords = new Set<string>();
const squashed = new Map<string, Known>();
let longestWords = 1;
const normal = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/[\s\u00a0]+/gu, ' ')
    .trim();
const squash = (text: string): string => text.replaceAll(/[^\p{L}\p{N}&]/gu, '');

for (const instrument of instruments) {
  for (const [variant, names] of [
    [false, instrument.names],
    [true, instrument.variants ?? ''],
  ] as const) {
    for (const name of names.split('|')) {
      if (name === '') continue;
      byName.set(normal(name), { instrument, variant });
      firstWords.add(/^[^\s,(|:.]*/u.exec(normal(name))?.[0] ?? '');
      if (squash(name).length >= 5 && /\p{L}{4}/u.test(name))
        squashed.set(squash(normal(name)), { instrument, variant });
      longestWords = Math.max(longestWords, name.split(' ').length);
    }
  }
}

/** The instrument with exactly this name, whatever the case; place and unit in brackets are no part of it. */
export function knownInstrument(name: string): Known | null {
  const text = normal(name);
  return (
    byName.get(text) ?? byName.get(text.replace(/\s?\([^()]*\)$/u, '')) ?? byName.get(text.replace(/,.*$/u, '')) ?? null
  );
}

const firstWord = (text: string): string => /^[^\s\u00a0,(|:.]*/u.exec(text)?.[0] ?? '';

/** Whether a known name may stand at the start of `text`, by its first word, a genitive or a semicolon left out. Few do. */
export function mayBeginWithKnown(text: string): boolean {
  const word = firstWord(text);
  if (firstWords.has(word.toLowerCase())) return true;
  const end = word.search(/[’';]/u);
  return (
    end >= 0 &&
    (firstWords.has(normal(word)) ||
      firstWords.has(word.slice(0, end).toLowerCase()) ||
      firstWords.has(normal(word.replace(/;+$/u, ''))))
  );
}

/** The longest known name at the start of `text` that ends at a word boundary: its length in units, 0 for none. */
export function knownPrefix(text: string): { length: number; known: Known } | null {
  if (!firstWords.has(normal(firstWord(text)))) return null;
  const ends = [...text.slice(0, 80).matchAll(/[\s\u00a0,(|:.]|$/gu)].slice(0, longestWords + 1);
  for (const { index } of ends.reverse()) {
    const known = byName.get(normal(text.slice(0, index)));
    if (known && index > 0) return { length: index, known };
  }
  return null;
}

/** The longest known name with which a word with digits glued to it begins: "S&P5002" is "S&P500" and "2". */
export function knownGlued(word: string): { name: string; digits: string; known: Known; endsInDigits: boolean } | null {
  for (let length = word.length - 1; length > 1; length -= 1) {
    const digits = word.slice(length);
    if (!/^\d/u.test(digits)) {
      if (/\d/u.test(digits)) continue;
      return null;
    }
    const name = word.slice(0, length);
    const known = byName.get(normal(name)) ?? squashed.get(squash(normal(name)));
    if (known) return { name, digits, known, endsInDigits: /\d$/u.test(name) };
  }
  return null;
}

/** A known name at most two letters away; null for none. Short words have too many neighbours. */
export function misspelt(name: string): Known | null {
  const text = squash(normal(name));
  if (text.length < 5 || text.length > 30) return null;
  const exact = squashed.get(text);
  if (exact) return exact;
  for (const [candidate, known] of squashed) {
    if (
      Math.abs(candidate.length - text.length) <= 2 &&
      candidate[0] === text[0] &&
      distance(candidate, text) <= (text.length < 6 ? 1 : 2)
    )
      return known;
  }
  return null;
}

/** Levenshtein distance of two short words. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(
        Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
