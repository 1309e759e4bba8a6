import { setTimeout as sleep } from 'node:timers/promises';
import { HostVisit, type VisitParts } from './host-visit.ts';

/** Between two looks for a due host when there was none. */
const idleMs = 200;
/** After an error that is not a page's, such as MongoDB being away. */
const pauseMs = 2000;

export interface CrawlerOptions {
  readonly parts: VisitParts;
  /** Hosts fetched from at the same time. */
  readonly concurrency: number;
  /** How long a stop waits for running fetches. */
  readonly drainLimitMs: number;
}

/** Leases due hosts and visits them, a limited number at a time. */
export class Crawler {
  readonly #stopping = new AbortController();
  readonly #abandon = new AbortController();
  readonly #visits = new Set<Promise<void>>();
  #loop: Promise<void> | null = null;

  constructor(private readonly options: CrawlerOptions) {}

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Leases nothing more, lets running fetches finish within the limit, gives up what is left (it stays due), gives back all hosts. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const limit = setTimeout(() => {
      this.#abandon.abort(new Error('the scraper stops'));
    }, this.options.drainLimitMs);
    await this.#loop;
    await Promise.all(this.#visits);
    clearTimeout(limit);
  }

  async #run(): Promise<void> {
    const { parts, concurrency } = this.options;
    while (!this.#stopping.signal.aborted) {
      if (this.#visits.size >= concurrency) {
        await Promise.race(this.#visits);
        continue;
      }
      try {
        const lease = await parts.leases.take();
        if (lease) this.#visit(new HostVisit(parts, lease));
        else await this.#pause(idleMs);
      } catch (error) {
        parts.onError(error);
        await this.#pause(pauseMs);
      }
    }
  }

  #visit(visit: HostVisit): void {
    const running = visit.run(this.#stopping.signal, this.#abandon.signal).catch(this.options.parts.onError);
    this.#visits.add(running);
    void running.finally(() => this.#visits.delete(running));
  }

  /** A stop ends the pause. */
  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
