import { expect, it } from '@jest/globals';
import { parseTime } from './time.ts';

const now = Date.parse('2026-03-10T12:00:00Z');

it.each([
  ['2h', '2026-03-10T10:00:00.000Z'],
  ['1d', '2026-03-09T12:00:00.000Z'],
  ['2026-03-01', '2026-03-01T00:00:00.000Z'],
  ['2026-03-01T08:30Z', '2026-03-01T08:30:00.000Z'],
  ['2026-03-01T08:30:15.5+02:00', '2026-03-01T06:30:15.500Z'],
])('%s is a time', (text, expected) => {
  expect(parseTime(text, now)?.toISOString()).toBe(expected);
});

it.each(['', 'yesterday', '2026', '2026-13-01', '2026-03-01T08:30', '-2h', '1'])('%j is none', (text) => {
  expect(parseTime(text, now)).toBeUndefined();
});
