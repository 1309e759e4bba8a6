import type { Furniture } from '../../languages/language.ts';
import { languages } from '../../languages/languages.ts';
import { bitsOf, letter, number } from '../../languages/characters.ts';
import { foldDigits, foldLetters } from '../../languages/letters.ts';

const escape = (phrase: string): string => phrase.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const phrasesOf = (kind: keyof Furniture): string[] => languages.flatMap((language) => language.furniture[kind]);
/** What a block may begin with. */
const openings = {
  related: phrasesOf('related'),
  subscribe: phrasesOf('subscribe'),
  share: phrasesOf('share'),
  advertisement: phrasesOf('advertisement'),
  credit: phrasesOf('credit'),
  tags: phrasesOf('tags'),
  legal: phrasesOf('legal'),
  byLine: languages.flatMap((language) => language.byWords),
  dateWord: languages.flatMap((language) => [...language.publishedWords, ...language.updatedWords]),
} as const;
const openingNames = Object.keys(openings) as (keyof typeof openings)[];

interface Opening {
  readonly phrase: string;
  /** Bit of its place among the names. */
  readonly bit: number;
}
/** By the first two characters of their phrases; most blocks begin with none of them. */
const openingsByStart = Map.groupBy(
  openingNames.flatMap((name, index): Opening[] =>
    [...new Set(openings[name].map(foldLetters))].map((phrase) => ({ phrase, bit: 1 << index })),
  ),
  ({ phrase }) => phrase.slice(0, 2),
);
const none: readonly Opening[] = [];
const beforeOpening = 3;
const inWord = letter | number;

const isInWord = (text: string, at: number): boolean =>
  at < text.length && (bitsOf(text.charCodeAt(at), text, at) & inWord) !== 0;

/** Bits of the openings that the text begins with, whole words, up to three marks before it. */
function openingsOf(head: string): number {
  let found = 0;
  let at = 0;
  for (let before = 0; before <= beforeOpening && at < head.length; before++) {
    const first = String.fromCodePoint(head.codePointAt(at) ?? 0);
    // "©" is a phrase of its own.
    found |= bitsOfOpenings(head, at, head.slice(at, at + 2)) | bitsOfOpenings(head, at, first);
    if (isInWord(head, at) || first === '©' || first === '@') break;
    at += first.length;
  }
  return found;
}

function bitsOfOpenings(head: string, at: number, start: string): number {
  let found = 0;
  for (const { phrase, bit } of openingsByStart.get(start) ?? none)
    if (head.startsWith(phrase, at) && !isInWord(head, at + phrase.length)) found |= bit;
  return found;
}

const monthNames = languages
  .flatMap(({ months, otherMonths = [] }) => [...months.flat(), ...otherMonths])
  .map(foldLetters)
  .filter((month) => month.length >= 3);
const month = `(?:${[...new Set(monthNames)]
  .sort((a, b) => b.length - a.length)
  .map(escape)
  .join('|')})`;

/** What else the beginning of a block says. */
const patterns = {
  date: new RegExp(
    `(?<![\\p{L}\\p{N}])(?:\\d{1,2}(?:st|nd|rd|th)?\\.?\\s(?:de\\s)?${month}|${month}\\.?\\s\\d{1,2}(?!\\d)|\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4})`,
    'u',
  ),
  clock: /(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)/u,
  ago: /\b(?:\d+|an?) (?:second|minute|min|hour|day|week|month|year)s? ago\b|\bvor \d+ (?:minuten|stunden|tagen)\b|\bil y a \d+\b|\bhace \d+\b|\d+ (?:min|minutes?) read\b/u,
  email: /[^\s@]{1,64}@[^\s@]{1,64}\.[a-z]{2,10}/u,
  url: /https?:\/\/|www\./u,
  bullet: /^[•·▪►▶→»›*|-]/u,
  pipe: /\||·|•|›|»/u,
  bracketed: /^[([].*[)\]]$/u,
  quoted: /^["'“”„«»‘’‚]/u,
  timeOnly: /^[\d\s:.,/|-]+$/u,
} as const;

export type Pattern = keyof typeof openings | keyof typeof patterns;
const otherNames = Object.keys(patterns) as (keyof typeof patterns)[];
export const patternNames: readonly Pattern[] = [...openingNames, ...otherNames];
const needDigit: ReadonlySet<Pattern> = new Set(['date', 'clock', 'ago', 'timeOnly']);
const headLength = 240;

/** Patterns that the beginning of a block's text matches. */
export function furniturePatterns(text: string): Pattern[] {
  const head = folded(text.slice(0, headLength).toLowerCase());
  const found: Pattern[] = [];
  const openingBits = openingsOf(head);
  for (let index = 0; openingBits >> index !== 0; index++)
    if ((openingBits & (1 << index)) !== 0) found.push(openingNames[index] as Pattern);
  const { hasDigit, hasAt, hasColon } = signsOf(head);
  for (const name of otherNames) {
    if (needDigit.has(name) && !hasDigit && (name !== 'ago' || !head.includes(' ago'))) continue;
    if (name === 'email' && !hasAt) continue;
    if (name === 'url' && !hasColon && !head.includes('www.')) continue;
    if (patterns[name].test(head)) found.push(name);
  }
  return found;
}

/** Which marks a text has, in one walk: without them most patterns need no look. */
function signsOf(head: string): { hasDigit: boolean; hasAt: boolean; hasColon: boolean } {
  let hasDigit = false;
  let hasAt = false;
  let hasColon = false;
  for (let at = 0; at < head.length; at++) {
    const unit = head.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) hasDigit = true;
    else if (unit === 0x40) hasAt = true;
    else if (unit === 0x3a) hasColon = true;
  }
  return { hasDigit, hasAt, hasColon };
}

const isArabic = /[\u0600-\u06ff]/;
const folded = (text: string): string => (isArabic.test(text) ? foldDigits(foldLetters(text)) : text);

const calls = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[...new Set(languages.flatMap(({ furniture }) => furniture.subscribe.map(foldLetters)))]
    .filter((phrase) => /^\p{L}/u.test(phrase))
    .sort((a, b) => b.length - a.length)
    .map(escape)
    .join('|')})(?![\\p{L}\\p{N}])`,
  'gu',
);

/** Two different phrases that ask to subscribe, sign up or follow, anywhere in a text. */
export function saysTwiceToSubscribe(text: string): boolean {
  const said = foldLetters(text.slice(0, 600).toLowerCase()).match(calls);
  return said !== null && new Set(said).size >= 2;
}
