// npm test: installs and builds what is missing, then runs every check that fits into a few minutes.
//   npm test                 everything
//   npm test -- unit         only the steps whose name is given (style, lint, unit, integration, e2e)
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { ensureBuiltOrExit, root } from './ensure-built.mjs';

const node = await ensureBuiltOrExit();
const bin = (name) => join(root, 'node_modules', '.bin', name);
const nx = (targets, ...more) => [bin('nx'), 'run-many', '-t', ...targets, '--outputStyle=static', ...more];

const steps = [
  { name: 'style', commands: [[bin('prettier'), '--check', '--log-level', 'warn', '.'], [bin('knip')]] },
  { name: 'lint', commands: [nx(['lint', 'typecheck'])] },
  { name: 'unit', commands: [nx(['test'], '--skipNxCache')] },
  // These mostly wait for Kafka and MongoDB: more of them than cores.
  { name: 'integration', commands: [nx(['integration'], '--exclude', '@newsflow/e2e', '--parallel', '4')] },
  { name: 'e2e', commands: [nx(['integration'], '--projects', '@newsflow/e2e')] },
];

const counts = { passed: 0, failed: 0, skipped: 0 };
const count = (line) => {
  // eslint-disable-next-line no-control-regex -- colours of the test runner
  const summary = /^\s*Tests:\s+(.*)$/.exec(line.replaceAll(/\u001b\[\d+m/g, ''));
  for (const [, number, word] of summary?.[1].matchAll(/(\d+) (passed|failed|skipped)/g) ?? [])
    counts[word] += Number(number);
};

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
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
    child.on('error', reject).on('close', resolve);
  });

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`unknown step ${unknown.join(', ')}: choose from ${steps.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const broken = [];
const started = Date.now();
for (const { name, commands } of steps.filter((step) => wanted.length === 0 || wanted.includes(step.name))) {
  console.log(`\n== ${name}`);
  const before = Date.now();
  for (const command of commands) if ((await run(command)) !== 0) broken.push(name);
  console.log(`== ${name}: ${((Date.now() - before) / 1000).toFixed(0)} s`);
}

const steplike = [...new Set(broken)];
console.log(
  `\n${((Date.now() - started) / 1000).toFixed(0)} s${steplike.length > 0 ? `, failed steps: ${steplike.join(', ')}` : ''}`,
);
// A step can fail without a failed test (lint, a crash): then it counts as one.
const failed = Math.max(counts.failed, steplike.length);
console.log(`${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
