import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '../handle/failed.ts';
import { Waits } from './waits.ts';

const here = { topic: 'newsflow-parser.retry.10s.v1', partition: 0 };
const attempt = (atMs: number, offset = '5') => ({ offset, due: { atMs, atMostMs: 10_000 } }) as Attempt;
const hourMs = 3_600_000;

describe('a record that is tried again', () => {
  it('waits until the time that it names', () => {
    const waits = new Waits();
    waits.fetched(here, [attempt(7_000)], 1_000);
    expect(waits.remainingMs(here, attempt(7_000), 1_000)).toBe(6_000);
    expect(waits.remainingMs(here, attempt(7_000), 6_999)).toBe(1);
    expect(waits.remainingMs(here, attempt(7_000), 7_000)).toBe(0);
  });

  it('waits no longer than the delay of its topic, however wrong the clock was that it was put aside by', () => {
    const waits = new Waits();
    const ahead = attempt(hourMs);
    for (const [nowMs, remainingMs] of [
      [1_000, 10_000],
      [5_000, 6_000],
      [11_000, 0],
    ] as const) {
      waits.fetched(here, [ahead], nowMs);
      expect(waits.remainingMs(here, ahead, nowMs)).toBe(remainingMs);
    }
  });

  it('waits together with what was fetched with it, not one after the other', () => {
    const waits = new Waits();
    const ahead = ['5', '6', '8'].map((offset) => attempt(hourMs, offset));
    waits.fetched(here, ahead, 1_000);
    expect(ahead.map((one) => waits.remainingMs(here, one, 1_000))).toEqual([10_000, 10_000, 10_000]);
    waits.fetched(here, ahead, 11_000);
    expect(ahead.map((one) => waits.remainingMs(here, one, 11_000))).toEqual([0, 0, 0]);
  });

  it('waits for itself in a topic that was made anew, where offsets are lower', () => {
    const waits = new Waits();
    waits.fetched(here, [attempt(hourMs, '1000')], 1_000);
    waits.fetched(here, [attempt(hourMs, '0')], 50_000);
    expect(waits.remainingMs(here, attempt(hourMs, '0'), 50_000)).toBe(10_000);
  });

  it('waits for itself where it was fetched later', () => {
    const waits = new Waits();
    waits.fetched(here, [attempt(hourMs)], 1_000);
    waits.fetched(here, [attempt(hourMs), attempt(hourMs, '6')], 9_000);
    expect(waits.remainingMs(here, attempt(hourMs), 9_000)).toBe(2_000);
    expect(waits.remainingMs(here, attempt(hourMs, '6'), 9_000)).toBe(10_000);
    waits.fetched(here, [attempt(hourMs, '6')], 11_000);
    expect(waits.remainingMs(here, attempt(hourMs, '6'), 11_000)).toBe(8_000);
    expect(waits.remainingMs({ ...here, partition: 1 }, attempt(hourMs), 9_000)).toBe(10_000);
  });

  it('does not wait at all where it comes from its own topic', () => {
    expect(new Waits().remainingMs(here, { offset: '5' }, 1_000)).toBe(0);
  });
});
