import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from '../stack-error.ts';
import type { GuardedProcess } from './guarded-process.ts';
import { reasonInLog } from './reason-in-log.ts';

const POLL_MS = 20;

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
  /** What it has written to its log. */
  output(): Promise<string>;
  /** Where that can be read in full. */
  logFile?: string;
}

/** Resolves when `isReady` says so; a probe that throws counts as "not yet". A process that ends or stays silent is an error with the reason that its log gives. */
export function waitReady(
  subject: Subject,
  process: GuardedProcess,
  limitMs: number,
  isReady: () => Promise<boolean>,
): Promise<void> {
  const ended = () => {
    const { exit } = process;
    return Promise.resolve(exit && (exit.signal ?? `exit code ${exit.code ?? 'unknown'}`));
  };
  const { logFile } = process;
  return untilReady(subject, { ended, output: () => process.output(), logFile }, limitMs, isReady);
}

/** The same for anything that runs and has a log. */
export async function untilReady(
  { name, code }: Subject,
  starting: Starting,
  limitMs: number,
  isReady: () => Promise<boolean>,
): Promise<void> {
  const failure = async (what: string): Promise<StackError> => {
    const { logFile } = starting;
    const where = logFile === undefined ? '' : `, see ${logFile}`;
    return new StackError(code, `${name} ${what}: ${reasonInLog(await starting.output())}${where}`);
  };
  const deadline = performance.now() + limitMs;
  while (!(await isReady().catch(() => false))) {
    const end = await starting.ended();
    if (end !== null) throw await failure(`ended while starting (${end})`);
    if (performance.now() > deadline) throw await failure(`was not ready within ${limitMs} ms`);
    await delay(POLL_MS);
  }
}
