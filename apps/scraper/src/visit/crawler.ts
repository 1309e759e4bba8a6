import { setTimeout as sleep } from 'node:timers/promises';
import type { HealthWatch } from './health-watch.ts';
import { HostVisit, type VisitParts } from './host-visit.ts';

/** Between two looks for a due host when there was none. */
const idleMs = 200;
/** After an error that is not a page's, such as MongoDB being away. */
const pauseMs = 2000;
/** Between two looks at what only the sources themselves tell, such as that one is disabled. */
const reviewEveryMs = 10_000;

export interface CrawlerOptions {
  readonly parts: VisitParts;
  readonly health: HealthWatch;
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
    const { parts, health, concurrency } = this.options;
    let reviewAtMs = 0;
    while (!this.#stopping.signal.aborted) {
      if (this.#visits.size >= concurrency) {
        await Promise.race(this.#visits);
        continue;
      }
      try {
        if (performance.now() >= reviewAtMs) {
          await health.review(this.#abandon.signal);
          reviewAtMs = performance.now() + reviewEveryMs;
        }
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
