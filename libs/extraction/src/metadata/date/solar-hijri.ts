/** Years of the Persian calendar that have a 366th day, by their place in its cycle of 33: right from 1875 to 2090. */
const leapYears = new Set([1, 5, 9, 13, 17, 22, 26, 30]);
const isLeap = (year: number): boolean => leapYears.has(year % 33);

const dayMs = 86_400_000;
const knownYear = 1360;
/** 1 Farvardin of it. */
const knownStart = Date.UTC(1981, 2, 21);

/** A day of the Persian (Solar Hijri) calendar as YYYY-MM-DD of the Gregorian one; null if there is no such day after 1 Farvardin 1360. */
export function gregorianDay(year: number, month: number, day: number): string | null {
  const length = month <= 6 ? 31 : month < 12 || isLeap(year) ? 30 : 29;
  if (year < knownYear || year > 1_470 || month < 1 || month > 12 || day < 1 || day > length) return null;
  let days = day - 1 + (month - 1) * 30 + Math.min(month - 1, 6);
  for (let past = knownYear; past < year; past++) days += isLeap(past) ? 366 : 365;
  return new Date(knownStart + days * dayMs).toISOString().slice(0, 10);
}
