import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import type { Extraction } from '@newsflow/extraction';
import { FatalError } from '@newsflow/kafka';
import { Piscina } from 'piscina';
import { PageFailure } from './page-failure.ts';
import { Slots } from './slots.ts';
import type { PageTask, WorkerResult, WorkerTask } from './task.ts';

export interface ParseLimits {
  readonly threads: number;
  /** From the moment that a worker begins with the page. */
  readonly limitMs: number;
  /** Of one worker. Bodies lie outside it and have a limit of their own. */
  readonly heapMib: number;
}

// The built service runs worker.js; from the sources (in tests) Node strips the types of worker.ts.
const workerFile = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url),
);

/**
 * Parses pages in worker threads. A page that takes too long or too much memory costs its worker, which is replaced;
 * pages in other workers and those that wait notice nothing.
 */
export class ParsePool {
  readonly #pool: Piscina<WorkerTask, WorkerResult>;
  readonly #limits: ParseLimits;
  readonly #slots: Slots;
  /** Rejects when workers cannot even start: Piscina then starts no others, and every page would wait for ever. */
  readonly #broken: Promise<never>;

  constructor(limits: ParseLimits) {
    this.#limits = limits;
    this.#slots = new Slots(limits.threads);
    this.#pool = new Piscina<WorkerTask, WorkerResult>({
      filename: workerFile,
      minThreads: limits.threads,
      maxThreads: limits.threads,
      concurrentTasksPerWorker: 1,
      // A worker that waits in Atomics.wait hears no message.
      atomics: 'disabled',
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMib, maxYoungGenerationSizeMb: 8 },
    });
    const { promise, reject } = Promise.withResolvers<never>();
    this.#broken = promise;
    promise.catch(() => undefined);
    this.#pool.on('error', (cause: Error) => {
      reject(cannotStart(limits, cause));
    });
  }

  /**
   * Rejects with {@link PageFailure}; with the signal's reason if it is aborted before a worker takes the page (a page
   * that is being parsed ends by itself within its limit); with a FatalError when no worker can start.
   */
  async parse(task: PageTask, signal?: AbortSignal): Promise<Extraction> {
    return await this.#slots.run(async () => {
      signal?.throwIfAborted();
      return await this.#parse(task);
    });
  }

  async #parse(task: PageTask): Promise<Extraction> {
    const { limitMs } = this.#limits;
    const { port1, port2 } = new MessageChannel();
    const tooLong = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    let begun = false;
    port1.once('message', () => {
      begun = true;
      timer = setTimeout(() => {
        tooLong.abort();
      }, limitMs);
    });
    try {
      // The body is a view of a whole batch: only its own bytes go to the worker.
      const body = Uint8Array.from(task.body);
      const work = this.#pool.run(
        { ...task, body, begun: port2 },
        { transferList: [body.buffer, port2], signal: tooLong.signal },
      );
      const result = await Promise.race([work, this.#broken]);
      if ('failure' in result) throw new PageFailure(result.failure, result.detail);
      return result.extraction;
    } catch (error) {
      throw this.#failure(error, begun, tooLong.signal.aborted);
    } finally {
      clearTimeout(timer);
      port1.close();
    }
  }

  #failure(error: unknown, begun: boolean, tookTooLong: boolean): Error {
    const { limitMs, heapMib } = this.#limits;
    if (error instanceof PageFailure || error instanceof FatalError) return error;
    if (tookTooLong) return new PageFailure('time-limit', `more than ${limitMs} ms`);
    if (!begun) return cannotStart(this.#limits, error);
    if ((error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY')
      return new PageFailure('heap-limit', `more than ${heapMib} MiB`);
    return new PageFailure('parser-crashed', messageOf(error));
  }

  /** Ends the workers and what they do. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const cannotStart = ({ heapMib }: ParseLimits, cause: unknown): FatalError =>
  new FatalError(
    'PARSER_WORKER',
    `A worker thread cannot start with ${heapMib} MiB (NEWSFLOW_PARSE_HEAP_MIB): ${messageOf(cause)}`,
    { cause },
  );
