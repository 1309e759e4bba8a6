import { describe, expect, it } from '@jest/globals';
import { HostPace } from './host-pace.ts';

const never = new AbortController().signal;

describe('HostPace', () => {
  it('lets the first request of a lease go at once', async () => {
    const pace = new HostPace(60_000);
    expect(pace.restMs).toBe(0);
    await pace.wait(never);
  });

  it('counts the pause from the end of the last request', async () => {
    const pace = new HostPace(40);
    pace.requestEnded();
    const ended = performance.now();
    await pace.wait(never);
    expect(performance.now() - ended).toBeGreaterThanOrEqual(39);
  });

  it('applies a longer pause to the request that brought it', () => {
    const pace = new HostPace(1);
    pace.requestEnded();
    pace.delayMs = 10_000;
    expect(pace.restMs).toBeGreaterThan(9_000);
  });

  it('stops waiting when it is given up', async () => {
    const pace = new HostPace(60_000);
    pace.requestEnded();
    const stop = new AbortController();
    const waiting = pace.wait(stop.signal);
    stop.abort();
    await expect(waiting).rejects.toThrow();
  });
});
