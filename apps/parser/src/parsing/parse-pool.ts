import type { Extraction } from '@newsflow/extraction';
import { Slots } from './slots.ts';
import type { PageTask } from './task.ts';
import { type WorkerLimits, WorkerProcess } from './worker-process.ts';

export interface ParseLimits extends WorkerLimits {
  /** Pages parsed at the same time, each in a process of its own. */
  readonly workers: number;
}

/**
 * Parses pages in worker processes. A page that takes too long or too much memory costs its worker, which is replaced;
 * pages in other workers and those that wait notice nothing.
 */
export class ParsePool {
  readonly #limits: ParseLimits;
  readonly #slots: Slots;
  /** As many as there are free slots. */
  readonly #idle: WorkerProcess[];
  readonly #busy = new Set<WorkerProcess>();
  readonly #closed = new AbortController();

  constructor(limits: ParseLimits) {
    this.#limits = limits;
    this.#slots = new Slots(limits.workers);
    this.#idle = Array.from({ length: limits.workers }, () => new WorkerProcess(limits));
  }

  /**
   * Rejects with {@link PageFailure}; with the signal's reason if it is aborted before a worker takes the page (a page
   * that is being parsed ends by itself within its limit); with a FatalError when no worker can start.
   */
  async parse(task: PageTask, signal?: AbortSignal): Promise<Extraction> {
    return await this.#slots.run(async () => {
      signal?.throwIfAborted();
      this.#closed.signal.throwIfAborted();
      // It may also have died while it had nothing to do.
      const worker = this.#orNew(this.#idle.pop());
      this.#busy.add(worker);
      try {
        return await worker.parse(task);
      } finally {
        this.#busy.delete(worker);
        if (!this.#closed.signal.aborted) this.#idle.push(this.#orNew(worker));
      }
    });
  }

  #orNew(worker: WorkerProcess | undefined): WorkerProcess {
    return worker?.alive === true ? worker : new WorkerProcess(this.#limits);
  }

  /** Ends the workers and what they do. */
  async close(): Promise<void> {
    this.#closed.abort(new Error('the parser is closed'));
    await Promise.all([...this.#idle, ...this.#busy].map((worker) => worker.end()));
  }
}
