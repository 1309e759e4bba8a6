import type { ChaosResult } from './run-chaos.ts';

const shownProblems = 10;
const row = (name: string, value: number | string): string => `${name.padEnd(46)} ${value}`;

/** A table of faults and findings for people. */
export function reportOf(result: ChaosResult): string {
  const count = Object.values(result.faults).reduce((sum, times) => sum + times, 0);
  const lines = [
    row('seed', result.seed),
    row('brokers and mongods', result.cluster ? 'three each' : 'one each'),
    row('seconds', result.seconds),
    row('records acknowledged', result.messages),
    row('events expected', result.events),
    row('documents expected', result.documents),
    row('dead letters expected', result.deadLetters),
    row('services that ended by themselves', result.endedByThemselves),
    row('faults', count),
    ...Object.entries(result.faults)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, times]) => row(`  ${name}`, times)),
    ...result.failedFaults.map((name) => row(`  ${name}`, 'could not be injected')),
    ...Object.entries(result.skipped).map(([name, why]) => row(`  ${name}`, `skipped: ${why}`)),
    'findings',
    ...Object.entries(result.findings).flatMap(([name, problems]) => {
      const all = problems as readonly string[];
      const shown = all.slice(0, shownProblems).map((problem) => `    ${problem}`);
      return [row(`  ${name}`, all.length), ...shown];
    }),
  ];
  return lines.join('\n');
}
