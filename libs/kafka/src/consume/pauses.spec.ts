import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Pauses } from './pauses.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function somePauses() {
  const told: string[] = [];
  const pauses = new Pauses({
    backOff: { initialMs: 100, maxMs: 400 },
    pause: (topic, partition) => told.push(`pause ${topic} ${partition}`),
    resume: (topic, partition) => told.push(`resume ${topic} ${partition}`),
  });
  return { told, pauses };
}

describe('a paused partition', () => {
  it('goes on by itself, after ever longer waits until something succeeds', () => {
    const { told, pauses } = somePauses();
    const waits = [1, 2, 3, 4].map(() => {
      const waitMs = pauses.pause('t', 0);
      jest.advanceTimersByTime(waitMs);
      return waitMs;
    });
    expect(waits).toEqual([100, 200, 400, 400]);
    expect(told.slice(0, 2)).toEqual(['pause t 0', 'resume t 0']);
    expect([pauses.succeeded('t', 0), pauses.succeeded('t', 0), pauses.pause('t', 0)]).toEqual([true, false, 100]);
  });

  it('is not woken by the timer of an earlier pause', () => {
    const { told, pauses } = somePauses();
    pauses.pause('t', 0);
    jest.advanceTimersByTime(50);
    pauses.pause('t', 0);
    jest.advanceTimersByTime(199);
    expect(told).toEqual(['pause t 0', 'pause t 0']);
    jest.advanceTimersByTime(1);
    expect(told.at(-1)).toBe('resume t 0');
  });

  it('has no timer left once something succeeded', () => {
    const { told, pauses } = somePauses();
    pauses.pause('t', 0);
    pauses.succeeded('t', 0);
    jest.advanceTimersByTime(1_000);
    expect(told).toEqual(['pause t 0']);
  });
});
