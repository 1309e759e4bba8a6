import { describe, expect, it } from '@jest/globals';
import { revisitMs, type Visit } from './revisit.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const limits = { minMs: 90 * minute, maxMs: 90 * day };
const pause = (visit: Partial<Visit>) =>
  revisitMs(
    { outcome: 'unchanged', before: { outcome: 'fetched', pauseMs: 8 * hour }, ageMs: 30 * day, ...visit },
    limits,
  );

describe('revisitMs', () => {
  it('begins at the least pause for fresh news and later for what was old when we found it', () => {
    expect(pause({ outcome: 'fetched', before: null, ageMs: 0 })).toBe(90 * minute);
    expect(pause({ outcome: 'fetched', before: null, ageMs: 20 * day })).toBe(5 * day);
    expect(pause({ outcome: 'fetched', before: null, ageMs: 20 * 365 * day })).toBe(90 * day);
  });

  it('halves with a change', () => {
    expect(pause({ outcome: 'fetched' })).toBe(4 * hour);
    expect(pause({ outcome: 'fetched', before: { outcome: 'unchanged', pauseMs: 2 * hour } })).toBe(90 * minute);
  });

  it.each(['unchanged', 'not-modified', 'failed'] as const)('doubles when a visit is %s', (outcome) => {
    expect(pause({ outcome })).toBe(16 * hour);
    expect(pause({ outcome, ageMs: 400 * day, before: { outcome, pauseMs: 80 * day } })).toBe(90 * day);
  });

  it('stays below half the age of a young page', () => {
    expect(pause({ ageMs: 20 * hour })).toBe(10 * hour);
    expect(pause({ ageMs: hour })).toBe(90 * minute);
  });

  it('visits a page that never changes twenty times in its first half year', () => {
    let ageMs = 0;
    let before: Visit['before'] = null;
    let visits = 0;
    while (ageMs < 180 * day) {
      const pauseMs = pause({ before, ageMs });
      before = { outcome: 'unchanged', pauseMs };
      ageMs += pauseMs;
      visits += 1;
    }
    expect(visits).toBe(20);
  });

  it.each(['gone', 'not-html', 'too-large', 'refused-robots'] as const)('is rare for a page that is %s', (outcome) => {
    expect(pause({ outcome, before: null })).toBe(day);
    expect(pause({ outcome, before: { outcome, pauseMs: day } })).toBe(4 * day);
    expect(pause({ outcome, before: { outcome, pauseMs: 64 * day } })).toBe(90 * day);
  });

  it('begins anew when a page that was gone is back', () => {
    const before = { outcome: 'gone', pauseMs: 64 * day };
    expect(pause({ outcome: 'fetched', before, ageMs: 4 * day })).toBe(day);
    expect(pause({ outcome: 'unchanged', before, ageMs: hour })).toBe(90 * minute);
  });
});
