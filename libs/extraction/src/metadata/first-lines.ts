import { afterLeadingByWord, looksLikeName, namesIn } from './author/person-names.ts';
import { parseDate } from './date/parse-date.ts';
import { publishedWord } from './date/date-words.ts';

/** What the lines above the first sentence of a text page say. */
export interface FirstLines {
  readonly headline: string | null;
  readonly authors: readonly string[];
  readonly datePublished: string | null;
}

const maxText = 4_000;
const maxLines = 8;
const maxLength = 140;

/** A line that says when and little else: "Tuesday, 7 March 2024, 13:45 CET", "Published: 7 March 2024". */
function dateOf(line: string): string | null {
  const others = line.replace(publishedWord, '').match(/\p{L}{2,}/gu)?.length ?? 0;
  // In pure numbers the day stands first, but for the English of America, which a text does not tell.
  return others <= 4 && line.length <= 80 ? parseDate(line, { monthFirst: false }) : null;
}

/** Reads headline, by-line and day off the short lines with which a text begins. */
export function readFirstLines(text: string): FirstLines {
  const lines = text
    .slice(0, maxText)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, maxLines);
  const end = lines.findIndex((line) => line.length > maxLength || /[.!?。][\s"'”’»)]{0,4}$/u.test(line));
  const above = end < 0 ? [] : lines.slice(0, end);
  const authors = above.map((line) => namesIn(afterLeadingByWord(line) ?? '').filter(looksLikeName));
  const dates = above.map(dateOf);
  const by = authors.findIndex((names) => names.length > 0);
  const dated = dates.findIndex((date) => date !== null);
  const [first = ''] = above;
  // A first line without a by-line or a day below it may be the beginning of the text.
  const isTitled = by > 0 || dated > 0;
  return {
    headline: isTitled && /\p{L}/u.test(first) ? first : null,
    authors: authors[by] ?? [],
    datePublished: dates[dated] ?? null,
  };
}
