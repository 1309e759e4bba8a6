import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from '../stack-error.ts';

const PID_FILE = 'pid';
/** A guard needs some 50 ms to end a process whose stack was killed. */
const LIMIT_MS = 5_000;
const POLL_MS = 20;

export function recordPid(folder: string, pid: number): Promise<void> {
  return writeFile(path.join(folder, PID_FILE), `${pid}\n`);
}

/**
 * Waits until the process that used this folder before is gone: after a kill its guard may still be ending it.
 *
 * @throws StackError `data-in-use` when it stays, because it belongs to another stack that runs
 */
export async function waitForPredecessor(folder: string): Promise<void> {
  const pid = Number(await readFile(path.join(folder, PID_FILE), 'utf8').catch(() => ''));
  if (pid === 0) return;
  const deadline = performance.now() + LIMIT_MS;
  while (await usesFolder(pid, folder)) {
    if (performance.now() > deadline) {
      throw new StackError('data-in-use', `${folder} is in use by process ${pid} of another running stack`, {
        remedy: 'stop that one, or choose another folder',
      });
    }
    await delay(POLL_MS);
  }
}

/** Pids are used again, hence the look at the command line. */
async function usesFolder(pid: number, folder: string): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.includes(folder);
}
