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

/** What has been started and is not ready yet. */
export interface Starting {
  /** How it ended, null while it runs. */
  ended(): Promise<string | null>;
  /** The end of its log. */
  lastWords(): Promise<string>;
}

/** Resolves when `isReady` says so; a probe that throws counts as "not yet". A process that ends or stays silent is an error with its last words. */
export function waitReady(
  subject: Subject,
  process: GuardedProcess,
  logFile: string,
  limitMs: number,
  isReady: () => Promise<boolean>,
): Promise<void> {
  const ended = () => {
    const { exit } = process;
    return Promise.resolve(exit && (exit.signal ?? `exit code ${exit.code ?? 'unknown'}`));
  };
  return untilReady(subject, { ended, lastWords: () => readFile(logFile, 'utf8').catch(() => '') }, limitMs, isReady);
}

/** The same for anything that runs and has a log. */
export async function untilReady(
  { name, code }: Subject,
  starting: Starting,
  limitMs: number,
  isReady: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await isReady().catch(() => false))) {
    const end = await starting.ended();
    if (end !== null) {
      throw new StackError(code, `${name} ended while starting (${end}): ${lastLines(await starting.lastWords())}`);
    }
    if (performance.now() > deadline) {
      throw new StackError(
        code,
        `${name} was not ready within ${limitMs} ms: ${lastLines(await starting.lastWords())}`,
      );
    }
    await delay(POLL_MS);
  }
}

/** The last lines of a log, as one line. */
function lastLines(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0
    ? 'it logged nothing'
    : lines
        .slice(-LOG_TAIL_LINES)
        .map((line) => line.slice(0, MAX_LINE_LENGTH))
        .join(' | ');
}
