import { languages } from '../../languages/languages.ts';
import { plainMarks } from '../numbers/marks.ts';

const months = new Map<string, number>();
for (const { months: names } of languages) {
  names.forEach((forms, index) => {
    for (const form of forms) months.set(form.toLowerCase(), index + 1);
  });
}
/** Abbreviations that mean one offset wherever they are printed. IST, CST and the like mean several. */
const zones: Readonly<Record<string, string>> = {
  gmt: '+00:00',
  utc: '+00:00',
  z: '+00:00',
  est: '-05:00',
  edt: '-04:00',
  pst: '-08:00',
  pdt: '-07:00',
  cet: '+01:00',
  mez: '+01:00',
  cest: '+02:00',
  mesz: '+02:00',
  bst: '+01:00',
  msk: '+03:00',
  мск: '+03:00',
  jst: '+09:00',
  hkt: '+08:00',
  sgt: '+08:00',
  'horário de brasília': '-03:00',
  brt: '-03:00',
  trt: '+03:00',
};
const zonePattern = new RegExp(`(?<![\\p{L}])(${Object.keys(zones).join('|')})(?![\\p{L}])`, 'iu');
const two = (value: number): string => String(value).padStart(2, '0');
const dateOf = (year: number, month: number, day: number): string | null =>
  year >= 1990 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31
    ? `${year}-${two(month)}-${two(day)}`
    : null;

function findDate(text: string, language: string | null): string | null {
  const iso =
    /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/u.exec(text) ?? /(\d{4})[年.]\s?(\d{1,2})[月.]\s?(\d{1,2})/u.exec(text);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numeric = /(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)/u.exec(text);
  if (numeric) {
    const [a, b, year] = [Number(numeric[1]), Number(numeric[2]), Number(numeric[3])];
    const monthFirst =
      numeric[0].includes('/') && (b > 12 || (a <= 12 && (language === null || /^en(?:$|-US|-CA)/u.test(language))));
    // Where day and month can be exchanged and the language does not settle it, the page does not state the day.
    if (monthFirst && a <= 12 && b <= 12 && language !== 'en-US' && a !== b) return null;
    return monthFirst ? dateOf(year, a, b) : dateOf(year, b, a);
  }
  for (const match of text.matchAll(/(?<![\p{L}])(\p{L}{3,12})/gu)) {
    const month = months.get((match[1] ?? '').toLowerCase());
    if (month === undefined) continue;
    const before = /(\d{1,2})(?:\.|er|st|nd|rd|th|º)?\s?(?:de |d’)?$/u.exec(
      text.slice(Math.max(0, match.index - 10), match.index),
    );
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 16);
    const year = /^\.?,?\s?(?:de |del )?(\d{4})(?!\d)/u.exec(after);
    if (before && year) return dateOf(Number(year[1]), month, Number(before[1]));
    const american = /^\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?!\d)/u.exec(after);
    if (american) return dateOf(Number(american[2]), month, Number(american[1]));
  }
  return null;
}

export interface Clock {
  readonly time: string;
  readonly offset: string | null;
}
/** "4:00 p.m. EST", "17 h 35 (CET)", "18:50 МСК", "17h00". */
export function clockIn(text: string): Clock | null {
  const match =
    /(?<![\d.,:])(\d{1,2})\s?(?:[:h]|(?<=\d)\.(?=\d\d (?:Uhr|a\.?m|p\.?m)))\s?(\d{2})(?::\d{2})?(?![\d.,%])\s?(a\.?m\.?|p\.?m\.?)?/iu.exec(
      plainMarks(text),
    );
  if (!match) return null;
  const half = match[3]?.toLowerCase().charAt(0);
  const hour =
    Number(match[1]) + (half === 'p' && Number(match[1]) < 12 ? 12 : half === 'a' && Number(match[1]) === 12 ? -12 : 0);
  if (hour > 23 || Number(match[2]) > 59) return null;
  const zone = zonePattern.exec(text.slice(match.index));
  return {
    time: `${two(hour)}:${match[2] ?? '00'}:00`,
    offset: zone ? (zones[(zone[1] ?? '').toLowerCase()] ?? null) : null,
  };
}

export interface BlockTime {
  readonly date: string;
  readonly clock: Clock | null;
}
/** The day, and if printed the time, that a caption, note or cell states; null where it states no full date. */
export function blockTime(text: string, language: string | null): BlockTime | null {
  const plain = plainMarks(text);
  const instant = /(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})/u.exec(plain);
  if (instant)
    return {
      date: instant[1] ?? '',
      clock: { time: `${instant[2] ?? ''}:00`, offset: instant[3] === 'Z' ? '+00:00' : (instant[3] ?? null) },
    };
  const date = findDate(plain, language);
  return date === null ? null : { date, clock: clockIn(text) };
}
/** ISO 8601; a local time without offset where no zone is printed. */
export const isoTime = ({ date, clock }: BlockTime): string =>
  clock === null ? date : `${date}T${clock.time}${clock.offset ?? ''}`;
