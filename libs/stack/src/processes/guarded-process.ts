import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, createReadStream, fstatSync, openSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

export interface GuardedProcessOptions {
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd?: string;
  /** Takes standard output and error; a file and not a pipe, because the process may write after we are gone. */
  logFile: string;
  /** A folder that the guard deletes once it had to end the process. */
  temporaryFolder?: string;
}

/** How a process ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * The shell starts a guard in the background and then becomes the program itself, so that our child's pid is the program's.
 * The guard reads a pipe of which only we hold the other end. A line means that the program has ended in order. The end of
 * the pipe without a line means that we have died, be it by SIGKILL: then it kills the program, waits until it is gone and
 * deletes the temporary folder (several guards of one stack may do so: the last one finds nobody writing any more).
 */
const GUARD = `
program=$$
(
  if read -r line <&3; then exit 0; fi
  kill -KILL $program
  tries=0
  while kill -0 $program && [ $tries -lt 100 ]; do sleep 0.05; tries=$((tries + 1)); done
  if [ -n "$0" ]; then rm -rf -- "$0" || { sleep 0.5; rm -rf -- "$0"; }; fi
) >/dev/null 2>&1 &
exec 3<&-
exec "$@"
`;

/** A child process that never outlives this one, however this one ends. */
export class GuardedProcess {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  readonly logFile: string;
  /** Where its part of the log begins: one before it may have written to the same file. */
  readonly #logStart: number;
  readonly #child: ChildProcess;
  #exit: Exit | null = null;

  constructor({ command, args, env, cwd, logFile, temporaryFolder = '' }: GuardedProcessOptions) {
    const log = openSync(logFile, 'a');
    this.logFile = logFile;
    this.#logStart = fstatSync(log).size;
    // Detached: Ctrl-C goes to us alone, and we decide in which order things end.
    this.#child = spawn('/bin/sh', ['-c', GUARD, temporaryFolder, command, ...args], {
      stdio: ['ignore', log, log, 'pipe'],
      detached: true,
      env,
      ...(cwd === undefined ? {} : { cwd }),
    });
    closeSync(log);
    if (this.#child.pid === undefined) throw new Error(`Cannot start ${command}: no /bin/sh`);
    this.pid = this.#child.pid;
    const pipe = this.#child.stdio[3] as Writable;
    pipe.on('error', () => {
      // The guard itself was killed; there is nobody left to be told.
    });
    this.exited = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        pipe.end('ended\n');
        this.#exit = { code, signal };
        resolve(this.#exit);
      });
    });
  }

  /** How it ended, null while it runs. */
  get exit(): Exit | null {
    return this.#exit;
  }

  /** What it has written so far. */
  output(): Promise<string> {
    return text(createReadStream(this.logFile, { start: this.#logStart })).catch(() => '');
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Asks it to end, and kills it when it has not after `limitMs`; resolves when it is gone. True if it ended by itself. */
  async end(limitMs: number): Promise<boolean> {
    this.kill('SIGTERM');
    let killed = false;
    const timer = setTimeout(() => {
      killed = true;
      this.kill('SIGKILL');
    }, limitMs);
    await this.exited;
    clearTimeout(timer);
    return !killed;
  }
}
