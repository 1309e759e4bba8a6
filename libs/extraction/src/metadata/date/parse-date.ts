import { languages } from '../../languages/languages.ts';
import { foldDigits, foldLetters } from '../../languages/letters.ts';
import { clockBeside, zoneOf } from './clock.ts';
import { gregorianDay } from './solar-hijri.ts';

const monthNumbers = new Map<string, number>();
const persianMonths = languages.flatMap(({ otherMonths = [] }) => otherMonths);
for (const language of languages) {
  for (const [index, forms] of language.months.entries()) {
    // Earlier languages win: a form such as "mar" has one number only.
    for (const form of forms) if (!monthNumbers.has(form)) monthNumbers.set(form, index + 1);
  }
}

const iso =
  /(?<!\d)((?:19|20)\d{2})-(\d{1,2})-(\d{1,2})(?:[T ]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)? ?(Z|[+-]\d{2}:?\d{2}|\p{L}{2,4}(?!\p{L}))?)?(?!\d)/iu;
const yearFirst = /(?<!\d)((?:19|20)\d{2})[./](\d{1,2})[./](\d{1,2})(?!\d)/;
const ideographic = /((?:19|20)\d{2})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/;
const dayMonthYear =
  /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s,/-]{1,3}(?:de |del |di |of |d')?([\p{L}]{3,12})[.,]{0,2}[\s,/-]{0,3}(?:de |del |of )?((?:19|20)\d{2})(?!\d)/u;
const monthDayYear = /(?<!\p{L})([\p{L}]{3,12})\.?[\s-](\d{1,2})(?:st|nd|rd|th)?,?[\s-]{1,2}((?:19|20)\d{2})(?!\d)/u;
const yearWorded = /(?<!\d)((?:19|20)\d{2})[.,]?[\s-]([\p{L}]{3,12})\.?[\s-](\d{1,2})(?!\d)/u;
/** No further digit, but those of a time of day that lost its blank. */
const numberEnd = '(?!\\d(?!\\d?:\\d{2}))';
const numeric = new RegExp(`(?<!\\d)(\\d{1,2})([./-])(\\d{1,2})\\2((?:19|20)\\d{2})${numberEnd}`);
/** 28.09.19, 3/5/24 in this century; 4.8.12 may be the version of a program. */
const shortYear = new RegExp(
  `(?<![\\d./])(\\d{2}(?=\\.\\d{2}\\.)|\\d{1,2}(?=/))([./])(\\d{1,2})\\2([012]\\d)(?![./%])${numberEnd}`,
);
const persianNumeric = /(?<!\d)(1[34]\d{2})[/-](\d{1,2})[/-](\d{1,2})(?!\d)/;
const persianWorded = new RegExp(
  `(?<!\\d)(\\d{1,2})\\s(${persianMonths.join('|')})(?:\\sماه)?[\\s،,]{1,2}(1[34]\\d{2})(?!\\d)`,
  'u',
);
const stamp = /^\s*(\d{10}|\d{13})\s*$/;
const compact = /^\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?\s*$/;

const pad = (value: number | string): string => String(value).padStart(2, '0');

function day(year: string, month: number | undefined, date: string): string | null {
  const number = Number(date);
  if (month === undefined || month < 1 || month > 12 || number < 1 || number > 31) return null;
  if (Number(year) < 1995 || Number(year) > 2100) return null;
  const last = new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
  return number > last ? null : `${year}-${pad(month)}-${pad(number)}`;
}

const month = (word: string): number | undefined => monthNumbers.get(word.toLowerCase());

export interface DateStyle {
  /** 4/5/2024 is April 5. Only where the page's language and host say so; a part above 12 decides anyway. */
  readonly monthFirst: boolean;
}

/**
 * The first date of a text as ISO 8601, with its time and zone only where they are written. The calendar day is kept as written and never
 * moved to UTC; days of the Persian calendar are converted. Pure numbers count as Unix time. null if there is none, or one before 1995.
 */
export function parseDate(text: string, style: DateStyle): string | null {
  const head = foldDigits(text.slice(0, 400));
  const full = iso.exec(head);
  if (full) {
    const [, year = '', monthText = '', date = '', hour, minute, second, fraction, zone] = full;
    const found = day(year, Number(monthText), date);
    if (found === null) return null;
    if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return found;
    const seconds = second === undefined || Number(second) > 59 ? '' : `:${second}${(fraction ?? '').slice(0, 10)}`;
    return `${found}T${pad(hour)}:${minute}${seconds}${zoneOf(zone)}`;
  }
  const unix = stamp.exec(head)?.[1];
  if (unix !== undefined) {
    const instant = new Date(Number(unix) * (unix.length === 10 ? 1000 : 1)).toISOString();
    return instant >= '1995' && instant < '2101' ? instant : null;
  }
  const digits = compact.exec(head);
  if (digits) {
    const [, year = '', monthText = '', date = '', hour, minute, second, zone] = digits;
    const found = day(year, Number(monthText), date);
    if (found === null || hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59)
      return found;
    const seconds = second === undefined || Number(second) > 59 ? '' : `:${second}`;
    return `${found}T${hour}:${minute}${seconds}${zone ?? ''}`;
  }
  return wordedDate(foldLetters(head), style);
}

/** The day that 4/5/2024 means in the order of the other style; null where the text leaves no doubt. */
export function otherReading(text: string, date: string): string | null {
  const [, first = '', , second = '', year = ''] = numeric.exec(text.slice(0, 400)) ?? [];
  const orders = [`${year}-${pad(first)}-${pad(second)}`, `${year}-${pad(second)}-${pad(first)}`];
  if (Number(first) > 12 || Number(second) > 12 || !orders.includes(date)) return null;
  return orders.find((order) => order !== date) ?? null;
}

function wordedDate(text: string, { monthFirst }: DateStyle): string | null {
  const candidates: { start: number; end: number; value: string | null }[] = [];
  const add = (pattern: RegExp, valueOf: (match: readonly string[]) => string | null): void => {
    const match = pattern.exec(text);
    if (match) candidates.push({ start: match.index, end: match.index + match[0].length, value: valueOf(match) });
  };
  const inNumbers = ([, first = '', separator, second = '', year = '']: readonly string[]): string | null => {
    const monthLeads = Number(second) > 12 || (separator === '/' && monthFirst && Number(first) <= 12);
    const full = year.length === 2 ? `20${year}` : year;
    return monthLeads ? day(full, Number(first), second) : day(full, Number(second), first);
  };
  add(yearFirst, ([, year = '', second, third = '']) => day(year, Number(second), third));
  add(ideographic, ([, year = '', second, third = '']) => day(year, Number(second), third));
  add(dayMonthYear, ([, first = '', word = '', year = '']) => day(year, month(word), first));
  add(monthDayYear, ([, word = '', second = '', year = '']) => day(year, month(word), second));
  add(yearWorded, ([, year = '', word = '', third = '']) => day(year, month(word), third));
  add(numeric, inNumbers);
  add(shortYear, inNumbers);
  add(persianNumeric, ([, year, second, third]) => gregorianDay(Number(year), Number(second), Number(third)));
  add(persianWorded, ([, first, word = '', year]) =>
    gregorianDay(Number(year), persianMonths.indexOf(word) + 1, Number(first)),
  );
  const found = candidates.sort((a, b) => a.start - b.start).find(({ value }) => value !== null);
  return found?.value ? found.value + clockBeside(text.slice(0, found.start), text.slice(found.end)) : null;
}
