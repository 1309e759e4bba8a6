import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { linesOf } from './check.ts';
import { runChaos } from './run-chaos.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('real services, a minute under faults', () => {
  it('lose nothing, double nothing, keep the order, and leave nothing waiting', async () => {
    const lines: string[] = [];
    const say = (line: string) => lines.push(line);
    const options = { seed: 1, minutes: 1, messages: 1_000, cluster: false, root, say };
    const { findings, faults, failedFaults, events } = await runChaos(options);
    const found = linesOf(findings);
    expect(found.length > 0 ? [...lines, ...found] : []).toEqual([]);
    expect(events).toBeGreaterThan(5_000);
    expect(failedFaults).toEqual([]);
    // A run in which hardly anything went wrong would prove nothing.
    expect(Object.keys(faults).length).toBeGreaterThan(2);
  }, 600_000);
});
