import { languages } from '../../languages/languages.ts';
import { foldDigits, foldLetters } from '../../languages/letters.ts';
import { furniturePatterns } from './furniture.ts';

const dateWords = new Set(
  languages
    .flatMap(({ months, otherMonths = [], publishedWords, updatedWords }) => [
      ...months.flat(),
      ...otherMonths,
      ...publishedWords,
      ...updatedWords,
    ])
    .flatMap((phrase) => foldLetters(phrase).split(' ')),
);
/** A weekday, "at", "uhr": what may stand beside a date. */
const otherWords = 3;

/** Says when, and nothing else: "Tuesday 18 August 2020, 5.20pm", "Last updated: 3 May 2021". */
export function isDateLine(text: string): boolean {
  if (text.length > 120) return false;
  if (!furniturePatterns(text).includes('date')) return isClockOrDate(text);
  const words = foldDigits(foldLetters(text.toLowerCase())).match(/\p{L}+/gu) ?? [];
  return words.filter((word) => !dateWords.has(word)).length <= otherWords && !/[.!?…]["'”’»)]?$/u.test(text.trim());
}

/** Nothing but a time of day or a date in digits. */
export const isClockOrDate = (text: string): boolean =>
  /^(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})(?:\s?(?:[ap]\.?m\.?|uhr|h))?$/iu.test(
    foldDigits(text.trim()),
  );
