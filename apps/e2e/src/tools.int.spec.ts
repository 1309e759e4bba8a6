import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const tool = (name: string): string => JSON.stringify(new URL(`../../../tools/${name}`, import.meta.url).href);
const programme = (source: string): string[] => ['--input-type=module', '-e', source];

interface Ended {
  readonly code: number | null;
  readonly output: string;
}
/** Ends with its exit code; `onOutput` hears all that it has said so far. */
function run(source: string, onOutput: (output: string, pid: number) => void = () => undefined): Promise<Ended> {
  const child = spawn(process.execPath, programme(source), { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    onOutput(output, child.pid ?? 0);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, output });
    });
  });
}

describe('npm run images', () => {
  it('names all programs that are missing in one line, before any work', () => {
    const build = fileURLToPath(new URL('../../../deploy/docker/local-images/build.mjs', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [build], { env: { PATH: '/nowhere' }, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^missing on this machine: .*docker, npm, ldd\n$/);
  });
});

describe('steps of commands', () => {
  const steps = (first: string): string => `
    import { runSteps } from ${tool('run-steps.mjs')};
    const say = (code) => ['-e', code];
    await runSteps([
      { name: 'first', commands: [say(${JSON.stringify(first)}), say(${JSON.stringify(first)})] },
      { name: 'second', commands: [say('console.log("Tests: 1 passed, 1 total")')] },
    ]);`;

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('end at once and begin no other step after %s', async (signal, code) => {
    const endless = 'console.log("it runs"); setInterval(() => undefined, 1_000)';
    let told = false;
    const ended = await run(steps(endless), (output, pid) => {
      if (told || !/it runs.*it runs/su.test(output)) return;
      told = true;
      process.kill(pid, signal);
    });
    expect(ended.code).toBe(code);
    expect(ended.output).not.toContain('second');
  });

  it('run to the end without one, and count', async () => {
    const { code, output } = await run(steps('process.exitCode = 1; console.log("first runs")'));
    expect(code).toBe(1);
    expect(output.match(/first runs/gu)).toHaveLength(2);
    expect(output.trimEnd().split('\n').at(-1)).toBe('1 passed, 1 failed, 0 skipped');
  });
});

describe('the lock between processes', () => {
  const aFolder = (): string => join(mkdtempSync(join(tmpdir(), 'newsflow-')), 'lock');
  const heldBy = (folder: string, holder: string): void => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'pid'), holder);
  };
  /** Fails where somebody else is inside. */
  const worker = (folder: string): string => `
    import { mkdirSync, rmdirSync } from 'node:fs';
    import { setTimeout as delay } from 'node:timers/promises';
    import { withLock } from ${tool('lock.mjs')};
    await withLock(${JSON.stringify(folder)}, async () => {
      mkdirSync(${JSON.stringify(`${folder}.inside`)});
      await delay(20);
      rmdirSync(${JSON.stringify(`${folder}.inside`)});
      console.log('done');
    });`;

  it('goes from a dead holder to one after the other of those who wait', async () => {
    const folder = aFolder();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    heldBy(folder, `${pid} 1`);
    const ended = await Promise.all(Array.from({ length: 6 }, () => run(worker(folder))));
    expect(ended).toEqual(Array(6).fill({ code: 0, output: 'done\n' }));
    expect(existsSync(folder)).toBe(false);
  });

  it('is not held by a process that has got the number of a dead holder', async () => {
    const folder = aFolder();
    heldBy(folder, `${process.pid} 1`);
    expect(await run(worker(folder))).toEqual({ code: 0, output: 'done\n' });
  });

  it('is held by a process that lives', async () => {
    const folder = aFolder();
    const start =
      readFileSync('/proc/self/stat', 'utf8')
        .replace(/^.*\) /u, '')
        .split(' ')[19] ?? '';
    heldBy(folder, `${process.pid} ${start}`);
    const waits = `
      import { withLock } from ${tool('lock.mjs')};
      await withLock(${JSON.stringify(folder)}, () => console.log('inside'), () => { console.log('waits'); process.exit(3); });`;
    expect(await run(waits)).toEqual({ code: 3, output: 'waits\n' });
  });
});
