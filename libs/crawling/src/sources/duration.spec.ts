import { expect, it } from '@jest/globals';
import { durationMs, durationText } from './duration.ts';

it.each([
  ['0ms', 0],
  ['500ms', 500],
  ['1500ms', 1500],
  ['30s', 30_000],
  ['90s', 90_000],
  ['6h', 21_600_000],
  ['2d', 172_800_000],
])('writes and reads %s', (text, ms) => {
  expect(durationText(ms)).toBe(text);
  expect(durationMs(text)).toBe(ms);
});
