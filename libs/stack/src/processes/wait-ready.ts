import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from '../stack-error.ts';
import type { GuardedProcess } from './guarded-process.ts';

const POLL_MS = 20;
const LOG_TAIL_LINES = 5;
const MAX_LINE_LENGTH = 400;

export interface Subject {
  /** As the user knows it. */
  name: string;
  /** Of the error when it does not become ready. */
  code: string;
}

/** Resolves when `isReady` says so; a probe that throws counts as "not yet". A process that ends or stays silent is an error with its last words. */
export async function waitReady(
  { name, code }: Subject,
  process: GuardedProcess,
  logFile: string,
  limitMs: number,
  isReady: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await isReady().catch(() => false))) {
    if (process.exit !== null) {
      const how = process.exit.signal ?? `exit code ${process.exit.code ?? 'unknown'}`;
      throw new StackError(code, `${name} ended while starting (${how}): ${await logTail(logFile)}`);
    }
    if (performance.now() > deadline) {
      throw new StackError(code, `${name} was not ready within ${limitMs} ms: ${await logTail(logFile)}`);
    }
    await delay(POLL_MS);
  }
}

/** The last lines of a log, as one line. */
async function logTail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0
    ? 'it logged nothing'
    : lines
        .slice(-LOG_TAIL_LINES)
        .map((line) => line.slice(0, MAX_LINE_LENGTH))
        .join(' | ');
}
