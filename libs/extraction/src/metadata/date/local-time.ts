import type { PageFacts } from '../facts.ts';
import { dayOf, isUtc } from './days.ts';

const zonesOfCountries = new Map<string, string>();
const zonesOfLanguages = new Map<string, string>();
/** Countries, by the last label of a host, and languages that live in one zone. */
for (const [zone, countries, languages] of [
  ['Europe/London', 'uk ie', ''],
  ['Europe/Berlin', 'de at ch fr it nl be pl cz hu dk se no', 'de it nl pl cs hu da sv no nb'],
  ['Europe/Helsinki', 'fi gr ro bg ua', 'fi el ro bg uk'],
  ['Europe/Istanbul', 'tr', 'tr'],
  ['Asia/Tehran', 'ir', 'fa'],
  ['Asia/Kolkata', 'in', 'hi'],
  ['Asia/Shanghai', 'cn tw hk', 'zh'],
  ['Asia/Tokyo', 'jp', 'ja'],
  ['Asia/Seoul', 'kr', 'ko'],
] as const) {
  for (const name of countries.split(' ')) zonesOfCountries.set(name, zone);
  for (const name of languages.split(' ')) zonesOfLanguages.set(name, zone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, format);
  return format;
}

type Page = Pick<PageFacts, 'url' | 'survey'>;

/** An instant as the clocks show it where the page is made, "2022-11-07 00:00:00"; null where that may be in several zones. */
function localTime(instant: string, { url, survey }: Page): string | null {
  const country = URL.parse(url)?.hostname.split('.').at(-1) ?? '';
  const language = survey.lang?.slice(0, 2).toLowerCase() ?? '';
  const zone = zonesOfCountries.get(country) ?? zonesOfLanguages.get(language);
  return zone === undefined ? null : formatOf(zone).format(new Date(instant));
}

/**
 * A day that a content system holds as the instant of its first second, and declares in UTC, is that day again where the page is made:
 * "2022-11-06T23:00:00Z" on a German page is 2022-11-07. Other times stay as they are written.
 */
export function localMidnight(date: string, page: Page): string {
  if (!isUtc(date) || !/T\d\d:[03]0(?::00)?(?:\.0+)?Z/.test(date)) return date;
  const [day = date, time] = localTime(date, page)?.split(' ') ?? [];
  return time === '00:00:00' ? day : date;
}

/** Whether a date is known as that of where the page is made: an instant in UTC may be on the day before or after. */
export const isLocalDay = (date: string, page: Page): boolean =>
  !isUtc(date) || localTime(date, page)?.startsWith(dayOf(date)) === true;
