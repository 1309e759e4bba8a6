import type { Furniture } from '../../languages/language.ts';
import { languages } from '../../languages/languages.ts';
import { foldDigits, foldLetters } from '../../languages/letters.ts';

const escape = (phrase: string): string => phrase.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
/** One alternation of literals, longest first: linear, since it is tried only at the beginning of a text. */
const startsWith = (phrases: readonly string[]): RegExp => {
  const distinct = [...new Set(phrases.map(foldLetters))].sort((a, b) => b.length - a.length);
  return new RegExp(`^[^\\p{L}\\p{N}©@]{0,3}(?:${distinct.map(escape).join('|')})(?![\\p{L}\\p{N}])`, 'u');
};

const of = (kind: keyof Furniture): RegExp => startsWith(languages.flatMap((language) => language.furniture[kind]));

const monthNames = languages
  .flatMap(({ months, otherMonths = [] }) => [...months.flat(), ...otherMonths])
  .map(foldLetters)
  .filter((month) => month.length >= 3);
const month = `(?:${[...new Set(monthNames)]
  .sort((a, b) => b.length - a.length)
  .map(escape)
  .join('|')})`;

/** What the first words of a block say, whatever the language of the page. */
const patterns = {
  related: of('related'),
  subscribe: of('subscribe'),
  share: of('share'),
  advertisement: of('advertisement'),
  credit: of('credit'),
  tags: of('tags'),
  legal: of('legal'),
  byLine: startsWith(languages.flatMap((language) => language.byWords)),
  dateWord: startsWith(languages.flatMap((language) => [...language.publishedWords, ...language.updatedWords])),
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

export type Pattern = keyof typeof patterns;
export const patternNames = Object.keys(patterns) as Pattern[];
const headLength = 240;

/** Patterns that the beginning of a block's text matches. */
export function furniturePatterns(text: string): Pattern[] {
  const head = foldDigits(foldLetters(text.slice(0, headLength).toLowerCase()));
  const hasDigit = /\d/.test(head);
  const found: Pattern[] = [];
  for (const name of patternNames) if (isPossible(name, head, hasDigit) && patterns[name].test(head)) found.push(name);
  return found;
}

const isPossible = (name: Pattern, head: string, hasDigit: boolean): boolean =>
  name === 'email' ? head.includes('@') : hasDigit || (name !== 'date' && name !== 'clock');

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
