import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '../handle/failed.ts';
import { Waits } from './waits.ts';

const here = { topic: 'newsflow-parser.retry.10s.v1', partition: 0 };
const attempt = (atMs: number, offset = '5') => ({ offset, due: { atMs, atMostMs: 10_000 } }) as Attempt;

describe('a record that is tried again', () => {
  it('waits until the time that it names', () => {
    const waits = new Waits();
    expect(waits.remainingMs(here, attempt(7_000), 1_000)).toBe(6_000);
    expect(waits.remainingMs(here, attempt(7_000), 6_999)).toBe(1);
    expect(waits.remainingMs(here, attempt(7_000), 7_000)).toBe(0);
  });

  it('waits no longer than the delay of its topic, however wrong the clock was that it was put aside by', () => {
    const waits = new Waits();
    const anHourAhead = attempt(3_601_000);
    expect(waits.remainingMs(here, anHourAhead, 1_000)).toBe(10_000);
    expect(waits.remainingMs(here, anHourAhead, 5_000)).toBe(6_000);
    expect(waits.remainingMs(here, anHourAhead, 11_000)).toBe(0);
  });

  it('waits for itself alone', () => {
    const waits = new Waits();
    waits.remainingMs(here, attempt(3_601_000), 1_000);
    expect(waits.remainingMs(here, attempt(3_601_000, '6'), 9_000)).toBe(10_000);
    expect(waits.remainingMs({ ...here, partition: 1 }, attempt(3_601_000), 9_000)).toBe(10_000);
  });

  it('does not wait at all where it comes from its own topic', () => {
    expect(new Waits().remainingMs(here, { offset: '5' } as Attempt, 1_000)).toBe(0);
  });
});
