// Runs named steps one after the other and ends with the line "N passed, N failed, N skipped".
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureBuiltOrExit, root } from './ensure-built.mjs';

const node = await ensureBuiltOrExit();
export const bin = (name) => join(root, 'node_modules', '.bin', name);
/** Arguments of one Nx run over all projects that have one of the targets. */
export const nx = (targets, ...more) => [bin('nx'), 'run-many', '-t', ...targets, '--outputStyle=static', ...more];

const counts = { passed: 0, failed: 0, skipped: 0 };
const count = (line) => {
  // eslint-disable-next-line no-control-regex -- colours of the test runner
  const summary = /^\s*Tests:\s+(.*)$/.exec(line.replaceAll(/\u001b\[\d+m/g, ''));
  for (const [, number, word] of summary?.[1].matchAll(/(\d+) (passed|failed|skipped)/g) ?? [])
    counts[word] += Number(number);
};

const stopSignals = ['SIGINT', 'SIGTERM'];
/** The signal that came first: the command that ran has been told, and no other begins. */
let stoppedBy;

const run = (args) =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}`, NX_TUI: 'false', FORCE_COLOR: '0' };
    const child = spawn(node, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      process.stdout.write(chunk);
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      lines.forEach(count);
    });
    const stop = (signal) => {
      stoppedBy ??= signal;
      child.kill(signal);
    };
    for (const signal of stopSignals) process.on(signal, stop);
    const ended = () => {
      for (const signal of stopSignals) process.off(signal, stop);
    };
    child.on('close', ended).on('error', reject).on('close', resolve);
  });

/**
 * Runs the steps whose names were given on the command line, all where none was. Exit code 1 if any failed, 2 for an unknown name,
 * 128 + its number after a signal.
 * @param steps `{ name, commands }`, a command being the arguments of Node; those of a step run at the same time
 */
export async function runSteps(steps) {
  const wanted = process.argv.slice(2);
  const names = steps.map(({ name }) => name).join(', ');
  if (wanted.includes('--help')) {
    console.log(`Runs ${names}; name one or more to run only those.`);
    return;
  }
  const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`unknown step ${unknown.join(', ')}: choose from ${names}`);
    process.exitCode = 2;
    return;
  }
  const broken = new Set();
  const started = Date.now();
  for (const { name, commands } of steps.filter((step) => wanted.length === 0 || wanted.includes(step.name))) {
    console.log(`\n== ${name}`);
    const before = Date.now();
    const exitCodes = await Promise.all(commands.map(run));
    if (exitCodes.some((code) => code !== 0)) broken.add(name);
    if (stoppedBy !== undefined) {
      console.error(`stopped by ${stoppedBy}`);
      process.exitCode = 128 + constants.signals[stoppedBy];
      return;
    }
    console.log(`== ${name}: ${((Date.now() - before) / 1000).toFixed(0)} s`);
  }
  const failedSteps = broken.size > 0 ? `, failed steps: ${[...broken].join(', ')}` : '';
  console.log(`\n${((Date.now() - started) / 1000).toFixed(0)} s${failedSteps}`);
  // A step can fail without a failed test (lint, a crash): then it counts as one.
  const failed = Math.max(counts.failed, broken.size);
  console.log(`${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
}
