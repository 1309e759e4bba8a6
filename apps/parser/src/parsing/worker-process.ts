import { readFileSync } from 'node:fs';
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { deserialize } from 'node:v8';
import type { Extraction } from '@newsflow/extraction';
import { FatalError } from '@newsflow/kafka';
import { PageFailure } from './page-failure.ts';
import type { PageTask, WorkerAnswer, WorkerMessage } from './task.ts';

export interface WorkerLimits {
  /** From the moment that the page goes to a worker which is ready for it. */
  readonly limitMs: number;
  /** Of one worker. Bodies lie outside it and have a limit of their own. */
  readonly heapMib: number;
}

// The built service runs worker.js; from the sources (in tests) Node strips the types of worker.ts.
const workerFile = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url),
);
/** Half of the young generation; larger ones cost memory and save little time. */
const semiSpaceMib = 2;
/**
 * It reads hostile pages: no secret of the service, nor its options for Node. With the threshold glibc gives back what
 * loading the word lists and a large page took, 40 MiB a worker.
 */
const environment = { MALLOC_MMAP_THRESHOLD_: String(16 * 1024) };
/** Of what a dying V8 says, which tells why it dies. */
const lastWordsBytes = 4096;

/** How often a worker gets its time limit once more because the machine did not let it work. */
const starvedExtensions = 2;
/** Of Linux, on every architecture that Node runs on. */
const ticksPerSecond = 100;

/** Processor time of a process so far, in ms; not a number where the system does not tell. */
function cpuMsOf(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid ?? ''}/stat`, 'latin1');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    return ((Number(user) + Number(system)) * 1_000) / ticksPerSecond;
  } catch {
    return NaN;
  }
}

/**
 * A process that parses one page at a time. Node ends a whole process when one allocation goes beyond the heap, also that
 * of a worker thread: here it costs this process and the page.
 */
export class WorkerProcess {
  readonly #limits: WorkerLimits;
  readonly #child: ChildProcess;
  readonly #ready: Promise<void>;
  readonly #ended: Promise<void>;
  #alive = true;
  #lastWords = '';
  #answer: ((answer: WorkerAnswer) => void) | undefined;

  constructor(limits: WorkerLimits) {
    this.#limits = limits;
    const ready = Promise.withResolvers<undefined>();
    const ended = Promise.withResolvers<undefined>();
    this.#ready = ready.promise;
    this.#ended = ended.promise;
    this.#child = fork(workerFile, {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${limits.heapMib}`, `--max-semi-space-size=${semiSpaceMib}`],
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (words: string) => {
      this.#lastWords = (this.#lastWords + words).slice(-lastWordsBytes);
    });
    this.#child.on('message', (message: WorkerMessage) => {
      if (message === 'ready') ready.resolve(undefined);
      else this.#answer?.(message);
    });
    const end = (why: string): void => {
      this.#alive = false;
      this.#lastWords ||= why;
      ended.resolve(undefined);
    };
    // A process that cannot even be made has an error and no end, one that cannot be written to has both.
    this.#child.on('error', ({ message }) => {
      this.#child.kill('SIGKILL');
      if (this.#child.pid === undefined) end(message);
    });
    this.#child.on('close', (code, signal) => {
      end(`ended with ${signal ?? String(code)}`);
    });
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Rejects with {@link PageFailure}; with a FatalError when the worker ends before it could take any page. */
  async parse(task: PageTask): Promise<Extraction> {
    const { limitMs } = this.#limits;
    const began = await Promise.race([this.#ready.then(() => true), this.#ended.then(() => false)]);
    if (!began) throw this.#cannotStart();
    const answer = Promise.withResolvers<WorkerAnswer>();
    this.#answer = answer.resolve;
    // When it cannot be sent the end of the process tells so, too.
    this.#child.send(task, () => undefined);
    const tooLong = new AbortController();
    const cpuMsBefore = cpuMsOf(this.#child.pid);
    let extensions = starvedExtensions;
    const expire = (): void => {
      // Where it hardly got a processor the page is not to blame.
      const starved = cpuMsOf(this.#child.pid) - cpuMsBefore < limitMs / 2;
      if (starved && extensions > 0) {
        extensions -= 1;
        timer = setTimeout(expire, limitMs);
        return;
      }
      tooLong.abort();
      void this.end();
    };
    let timer = setTimeout(expire, limitMs);
    const result = await Promise.race([answer.promise, this.#ended]);
    clearTimeout(timer);
    if (result === undefined)
      throw tooLong.signal.aborted ? new PageFailure('time-limit', `more than ${limitMs} ms`) : this.#death();
    if ('failure' in result) throw new PageFailure(result.failure, result.detail);
    return deserialize(result.extraction) as Extraction;
  }

  /** At once, whatever it does. Resolves when it is gone. */
  async end(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  #death(): PageFailure {
    return /heap limit|out of memory/iu.test(this.#lastWords)
      ? new PageFailure('heap-limit', `more than ${this.#limits.heapMib} MiB`)
      : new PageFailure('parser-crashed', `the worker ended: ${this.#lastLine()}`);
  }

  #cannotStart(): FatalError {
    return new FatalError(
      'PARSER_WORKER',
      `A worker process cannot start with ${this.#limits.heapMib} MiB (NEWSFLOW_PARSE_HEAP_MIB): ${this.#lastLine()}`,
    );
  }

  #lastLine(): string {
    const lines = this.#lastWords.split('\n').filter((line) => line.trim() !== '');
    return (lines.find((line) => line.includes('FATAL ERROR')) ?? lines.at(-1) ?? '').slice(0, 200);
  }
}
