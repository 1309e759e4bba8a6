import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { linesOf } from './check.ts';
import { runChaos } from './run-chaos.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('real services under faults', () => {
  it.each([
    { what: 'with one broker and one mongod', seed: 7, minutes: 5, messages: 5_000, cluster: false, kinds: 12 },
    { what: 'with three brokers and three mongods', seed: 8, minutes: 3, messages: 3_000, cluster: true, kinds: 6 },
  ])('lose nothing, double nothing, keep the order, and leave nothing waiting, $what', async (run) => {
    const lines: string[] = [];
    const say = (line: string) => lines.push(line);
    const { findings, faults, failedFaults, events } = await runChaos({ ...run, root, say });
    const found = linesOf(findings);
    expect(found.length > 0 ? [...lines, ...found] : []).toEqual([]);
    expect(events).toBeGreaterThan(run.messages * 5);
    expect(failedFaults).toEqual([]);
    // A run in which hardly anything went wrong would prove nothing.
    expect(Object.keys(faults).length).toBeGreaterThan(run.kinds);
  });
});
