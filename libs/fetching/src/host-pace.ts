import { setTimeout as sleep } from 'node:timers/promises';

/** Keeps the pause between two requests to one host during a lease. The pause counts from the end of the one to the start of the next. */
export class HostPace {
  #delayMs: number;
  /** The host has had its rest before the lease: the first request is free. */
  #endedMs: number | null = null;

  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  get delayMs(): number {
    return this.#delayMs;
  }

  /** The site's robots.txt asks for another pause, also after the request that brought it. */
  set delayMs(delayMs: number) {
    this.#delayMs = delayMs;
  }

  /** Milliseconds until the next request. */
  get restMs(): number {
    return this.#endedMs === null ? 0 : Math.max(0, this.#endedMs + this.#delayMs - performance.now());
  }

  /** Throws the reason of `signal`. */
  async wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    while (this.restMs > 0) await sleep(Math.ceil(this.restMs), undefined, { signal });
  }

  requestEnded(): void {
    this.#endedMs = performance.now();
  }
}
