import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { runChaos } from './run-chaos.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('real services under faults', () => {
  it('lose nothing, double nothing, keep the order, and leave nothing waiting', async () => {
    const lines: string[] = [];
    const { findings, faults, events } = await runChaos({
      seed: 7,
      minutes: 2,
      messages: 2_000,
      cluster: false,
      root,
      say: (line) => lines.push(line),
    });
    expect(findings).toEqual({
      lost: [],
      missing: [],
      doubled: [],
      foreign: [],
      outOfOrder: [],
      letters: [],
      documents: [],
      blocked: [],
    });
    expect(events).toBeGreaterThan(5_000);
    // A run in which hardly anything went wrong would prove nothing.
    expect(Object.keys(faults).length).toBeGreaterThan(6);
  });
});
