import type { Furniture } from '../../languages/language.ts';
import { languages } from '../../languages/languages.ts';
import { bitsOf, letter, number } from '../../languages/characters.ts';
import { foldDigits, foldLetters } from '../../languages/letters.ts';

const escape = (phrase: string): string => phrase.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
/** One alternation of literals, longest first: linear, since it is tried only at the beginning of a text. */
const startsWith = (phrases: readonly string[]): RegExp => {
  const distinct = [...new Set(phrases.map(foldLetters))].sort((a, b) => b.length - a.length);
  return new RegExp(`^[^\\p{L}\\p{N}©@]{0,3}(?:${distinct.map(escape).join('|')})(?![\\p{L}\\p{N}])`, 'u');
};

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
/** By the first two characters of their phrases: the openings that may stand there, as bits. Most blocks begin with none. */
const openingsByStart = new Map<string, number>();
for (const [index, name] of openingNames.entries())
  for (const phrase of openings[name]) {
    const start = foldLetters(phrase).slice(0, 2);
    openingsByStart.set(start, (openingsByStart.get(start) ?? 0) | (1 << index));
  }
const beforeOpening = 3;

/** Bits of the openings that the text may begin with. */
function possibleOpenings(head: string): number {
  let possible = 0;
  for (let at = 0; at <= beforeOpening && at < head.length; at++) {
    possible |= (openingsByStart.get(head.slice(at, at + 2)) ?? 0) | (openingsByStart.get(head.charAt(at)) ?? 0);
    if ((bitsOf(head.charCodeAt(at), head, at) & (letter | number)) !== 0) break;
  }
  return possible;
}

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
  related: startsWith(openings.related),
  subscribe: startsWith(openings.subscribe),
  share: startsWith(openings.share),
  advertisement: startsWith(openings.advertisement),
  credit: startsWith(openings.credit),
  tags: startsWith(openings.tags),
  legal: startsWith(openings.legal),
  byLine: startsWith(openings.byLine),
  dateWord: startsWith(openings.dateWord),
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
const needDigit: ReadonlySet<Pattern> = new Set(['date', 'clock', 'ago', 'timeOnly']);
const otherNames = patternNames.filter((name) => !(name in openings));
const headLength = 240;

/** Patterns that the beginning of a block's text matches. */
export function furniturePatterns(text: string): Pattern[] {
  const head = folded(text.slice(0, headLength).toLowerCase());
  const found: Pattern[] = [];
  const possible = possibleOpenings(head);
  if (possible !== 0)
    for (let index = 0; index < openingNames.length; index++) {
      const name = openingNames[index] as Pattern;
      if ((possible & (1 << index)) !== 0 && patterns[name].test(head)) found.push(name);
    }
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
