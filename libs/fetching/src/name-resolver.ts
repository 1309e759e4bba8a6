import { type AddressRange, isFetchableAddress, literalAddress } from '@newsflow/crawling';
import { lookup as systemLookup, Resolver } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isIPv6 } from 'node:net';
import { FetchFailure, failureOf } from './fetch-failure.ts';

/** An answer, or that there is none: shorter than the pause before another try of a host. */
const rememberMs = 30_000;
const maxRemembered = 10_000;

/**
 * Resolves names and refuses addresses that are not public, for the check before a request and again for every connection.
 * By getaddrinfo, which follows /etc/hosts and all of resolv.conf. It takes half of libuv's threads, hence UV_THREADPOOL_SIZE in
 * deploy/docker/Dockerfile.
 */
export class NameResolver {
  readonly #resolver: Resolver | null;
  readonly #known = new Map<string, { untilMs: number; addresses: Promise<string[]> }>();

  /** @param servers DNS servers as `host:port` in place of the system's */
  constructor(
    private readonly allowed: readonly AddressRange[],
    servers: readonly string[] = [],
  ) {
    this.#resolver = servers.length > 0 ? new Resolver({ timeout: 3000, tries: 2 }) : null;
    this.#resolver?.setServers(servers);
  }

  /**
   * The addresses of a host that may be connected to: of a name or a literal.
   * Throws {@link FetchFailure}: `refused-address` if there is none, `failed` if the name does not resolve.
   */
  async resolve(hostname: string): Promise<string[]> {
    const literal = literalAddress(hostname);
    const addresses = literal === null ? await this.#remembered(hostname) : [literal];
    const fetchable = addresses.filter((address) => isFetchableAddress(address, this.allowed));
    if (fetchable.length > 0) return fetchable;
    throw new FetchFailure('refused-address', `address-not-public: ${addresses[0] ?? hostname}`);
  }

  /** For `net.connect`: whatever the name resolved to before, only what is fetchable now is connected to. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    this.resolve(hostname).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
        const [first] = found;
        if (options.all) callback(null, found);
        else if (first) callback(null, first.address, first.family);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, '', 4);
      },
    );
  };

  #remembered(hostname: string): Promise<string[]> {
    const known = this.#known.get(hostname);
    if (known && known.untilMs > performance.now()) return known.addresses;
    if (this.#known.size >= maxRemembered) this.#known.clear();
    const addresses = this.#ask(hostname);
    // One question at a time for a name, however long it takes, and failures are remembered as well: the system asks in a few threads, and
    // each name of a zone that does not answer holds one of them for many seconds.
    const asked = { untilMs: Infinity, addresses };
    this.#known.set(hostname, asked);
    const answered = (): void => {
      asked.untilMs = performance.now() + rememberMs;
    };
    addresses.then(answered, answered);
    return addresses;
  }

  async #ask(hostname: string): Promise<string[]> {
    try {
      if (!this.#resolver) return (await systemLookup(hostname, { all: true })).map(({ address }) => address);
      const answers = await Promise.allSettled([this.#resolver.resolve4(hostname), this.#resolver.resolve6(hostname)]);
      const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      const failure = answers.find((answer) => answer.status === 'rejected');
      if (addresses.length === 0 && failure) throw failure.reason;
      return addresses;
    } catch (error) {
      throw failureOf(error);
    }
  }
}
