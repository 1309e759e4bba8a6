import type { RobotsRules } from '@newsflow/crawling';
import { fetchRobots, type Gate, type HttpClient } from '@newsflow/fetching';
import type { HostLease, HostLeases } from '../frontier/host-leases.ts';

/** RFC 9309 section 2.4: not longer than a day. */
const validMs = 24 * 3_600_000;

/** robots.txt of the hosts under lease, kept with the host in MongoDB. */
export class RobotsCache {
  constructor(
    private readonly client: HttpClient,
    private readonly leases: HostLeases,
    /** The name that groups of robots.txt are looked for by. */
    private readonly productToken: string,
  ) {}

  /**
   * The rules of the origin of a URL at the leased host. Fetching them is a request like any other.
   * @param gate asked before each request for them
   * Throws FetchFailure where they cannot be had for now: RFC 9309 section 2.3.1.4 has everything disallowed then.
   */
  async rulesFor(url: string, lease: HostLease, gate: Gate, signal: AbortSignal): Promise<RobotsRules> {
    const { origin, protocol } = new URL(url);
    const scheme = protocol === 'https:' ? 'https' : 'http';
    const known = lease.document.robots[scheme];
    if (known && known.productToken === this.productToken && known.expiresAt.getTime() > Date.now()) return known.rules;
    const rules = await fetchRobots(this.client, origin, this.productToken, gate, signal);
    const cached = { rules, productToken: this.productToken, expiresAt: new Date(Date.now() + validMs) };
    lease.document.robots[scheme] = cached;
    await this.leases.rememberRobots(lease, scheme, cached);
    return rules;
  }
}
