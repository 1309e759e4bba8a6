import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks at the sources: a change by command is followed within seconds. */
const everyMs = 2000;

/** Has the frontier follow changes of the sources for as long as the scraper runs. */
export class SourceWatch {
  readonly #stopping = new AbortController();
  #loop: Promise<void> | null = null;

  /**
   * @param apply brings the frontier up to date
   * @param onError told what `apply` rejects with; the watch goes on
   */
  constructor(
    private readonly apply: () => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.#loop ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.apply().catch(this.onError);
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
