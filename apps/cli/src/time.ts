import { parseDuration } from './duration.ts';

/** ISO 8601 with a zone, or a date, which begins at midnight UTC. */
const instant = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/u;

/** A time as people give it: how long ago (`2h`), a date or a date-time with its zone; undefined for anything else. */
export function parseTime(text: string, nowMs: number): Date | undefined {
  const agoMs = parseDuration(text);
  if (agoMs !== undefined) return new Date(nowMs - agoMs);
  const time = new Date(instant.test(text) ? text : NaN);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
