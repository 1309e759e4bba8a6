import type { HostLease, HostLeases } from '../frontier/host-leases.ts';

/** The lease has gone to somebody else, or could not be renewed in time. */
class LeaseLostError extends Error {
  constructor(host: string, options?: ErrorOptions) {
    super(`the lease of ${host} is lost`, options);
    this.name = 'LeaseLostError';
  }
}

/** Renews a lease while work goes on under it; `signal` is aborted when it is lost. */
export class LeaseKeeper {
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #validUntilMs: number;
  #renewing = false;

  constructor(
    private readonly leases: HostLeases,
    private readonly lease: HostLease,
    private readonly leaseMs: number,
  ) {
    this.#validUntilMs = performance.now() + leaseMs;
    this.#timer = setInterval(() => void this.#renew(), leaseMs / 4);
  }

  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #renew(): Promise<void> {
    const askedMs = performance.now();
    if (askedMs > this.#validUntilMs) this.#lose();
    if (this.#renewing || this.#lost.signal.aborted) return;
    this.#renewing = true;
    try {
      if (await this.leases.renew(this.lease)) this.#validUntilMs = askedMs + this.leaseMs;
      else this.#lose();
    } catch {
      // MongoDB is away for a moment: the lease holds until its end, and the next tick asks again.
    } finally {
      this.#renewing = false;
    }
  }

  #lose(): void {
    this.stop();
    this.#lost.abort(new LeaseLostError(this.lease.host));
  }
}
