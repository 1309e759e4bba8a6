import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const LIBRARY = new URL('../../dist/index.js', import.meta.url).href;
const LIMIT_MS = 10_000;

/** Dead processes stay in the table until their new parent has asked for them. */
const runs = async (pid: number) => {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') X');
  return !/\) [XZ]/.test(status);
};
const until = async (holds: () => Promise<boolean>) => {
  const deadline = performance.now() + LIMIT_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${LIMIT_MS} ms`);
    await delay(20);
  }
};

describe('when the process that started a stack is killed by SIGKILL', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'newsflow-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('Kafka and MongoDB end too, and their temporary data goes', async () => {
    // The durable profile keeps temporary data on disk, where TMPDIR says.
    const script = `
      const { startStack } = await import(${JSON.stringify(LIBRARY)});
      const stack = await startStack({ profile: 'durable' });
      console.log(JSON.stringify(stack.processes.map(({ pid }) => pid)));
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR: folder },
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pids = JSON.parse(line.toString()) as number[];
    expect(pids).toHaveLength(2);
    expect(await Promise.all(pids.map(runs))).toEqual([true, true]);
    expect(await readdir(folder)).toHaveLength(1);

    parent.kill('SIGKILL');

    await until(async () => (await Promise.all(pids.map(runs))).every((running) => !running));
    await until(async () => (await readdir(folder)).length === 0);
  });
});
