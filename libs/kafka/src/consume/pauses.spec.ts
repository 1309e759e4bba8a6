import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Pauses } from './pauses.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function somePauses(probe = () => Promise.resolve()) {
  const told: string[] = [];
  const pauses = new Pauses({
    probe,
    backOff: { initialMs: 100, maxMs: 400 },
    pause: (topic, partition) => told.push(`pause ${topic} ${partition}`),
    resume: (topic, partition) => told.push(`resume ${topic} ${partition}`),
  });
  return { told, pauses };
}

describe('a paused partition', () => {
  it('goes on by itself, after ever longer waits until something succeeds', async () => {
    const { told, pauses } = somePauses();
    const waits: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const waitMs = pauses.pause('t', 0);
      await jest.advanceTimersByTimeAsync(waitMs);
      waits.push(waitMs);
    }
    expect(waits).toEqual([100, 200, 400, 400]);
    expect(told.slice(0, 2)).toEqual(['pause t 0', 'resume t 0']);
    expect([pauses.succeeded('t', 0), pauses.succeeded('t', 0), pauses.pause('t', 0)]).toEqual([true, false, 100]);
  });

  it('is not woken by the timer of an earlier pause', async () => {
    const { told, pauses } = somePauses();
    pauses.pause('t', 0);
    await jest.advanceTimersByTimeAsync(50);
    pauses.pause('t', 0);
    await jest.advanceTimersByTimeAsync(199);
    expect(told).toEqual(['pause t 0', 'pause t 0']);
    await jest.advanceTimersByTimeAsync(1);
    expect(told.at(-1)).toBe('resume t 0');
  });

  it('stays paused as long as the probe of the dependency fails', async () => {
    let down = true;
    let probes = 0;
    const { told, pauses } = somePauses(() => {
      probes += 1;
      return down ? Promise.reject(new Error('down')) : Promise.resolve();
    });
    pauses.pause('t', 0);
    await jest.advanceTimersByTimeAsync(100 + 200 + 400);
    expect([probes, told.includes('resume t 0')]).toEqual([3, false]);
    down = false;
    await jest.advanceTimersByTimeAsync(400);
    expect(told.at(-1)).toBe('resume t 0');
  });

  it('that waits for a record to be due asks no probe', async () => {
    const { told, pauses } = somePauses(() => Promise.reject(new Error('down')));
    pauses.wait('t', 0, 50);
    await jest.advanceTimersByTimeAsync(50);
    expect(told).toEqual(['pause t 0', 'resume t 0']);
  });

  it('has no timer left once something succeeded', () => {
    const { told, pauses } = somePauses();
    pauses.pause('t', 0);
    pauses.succeeded('t', 0);
    jest.advanceTimersByTime(1_000);
    expect(told).toEqual(['pause t 0']);
  });
});
