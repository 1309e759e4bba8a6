import { InvalidArgumentError } from 'commander';
import { parseDuration } from './duration.ts';
import { parseTime } from './time.ts';

// Values of options as commander reads them: what cannot be read is a mistake in usage.

export const count = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
};

export const durationMs = (text: string): number => {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('Give a duration such as 500ms, 30s or 2h.');
  return ms;
};

export const time = (text: string): Date => {
  const parsed = parseTime(text, Date.now());
  if (parsed === undefined)
    throw new InvalidArgumentError('Give how long ago (2h), a date (2026-03-01) or a time (2026-03-01T08:00Z).');
  return parsed;
};

/** A filter that filters nothing is a mistake, such as a variable of a shell that is not set. */
export const notEmpty = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text;
};
