/** YYYY-MM-DD of a date or a time. */
export const dayOf = (date: string): string => date.slice(0, 10);
/** The day of an instant in UTC may be another one where the page is made. */
export const isUtc = (date: string): boolean => date.endsWith('Z');
const dayMs = 86_400_000;
export const daysBetween = (a: string, b: string): number =>
  Math.round((Date.parse(dayOf(a)) - Date.parse(dayOf(b))) / dayMs);
