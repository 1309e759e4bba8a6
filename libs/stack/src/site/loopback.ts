import { startDnsServer } from './dns-server.ts';
import { type Answerer, type HostServer, startHostServer } from './host-server.ts';
import type { LoggedRequest, Site } from './site.ts';

/** `http://host:port` by host. */
export type Origins = ReadonlyMap<string, string>;

/**
 * Serves each host on a loopback address of its own, and starts a DNS server that knows them.
 * @param answererFor is asked at the first request to a host, when the origins of all hosts are known
 */
export async function serveOnLoopback(
  hosts: string[],
  answererFor: (host: string, origins: Origins) => Answerer,
): Promise<Omit<Site, 'sourcesYaml' | 'expectations'> & { origins: Origins }> {
  const log: LoggedRequest[] = [];
  const origins = new Map<string, string>();
  const addresses = new Map<string, string>();
  const started: Pick<HostServer, 'stop'>[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()));
  };
  try {
    for (const [index, host] of hosts.entries()) {
      let answerer: Answerer | undefined;
      const answer: Answerer = (path, request) => (answerer ??= answererFor(host, origins))(path, request);
      const server = await startHostServer(host, `127.0.0.${11 + index}`, answer, log);
      started.push(server);
      origins.set(host, server.origin);
      addresses.set(host, server.address);
    }
    const dns = await startDnsServer(addresses);
    started.push(dns);
    return {
      hosts,
      origins,
      dns: dns.address,
      allowCidr: unique([...addresses.values()].map((address) => `${address}/32`)).join(','),
      allowPorts: unique([...origins.values()].map((origin) => new URL(origin).port)).join(','),
      log,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)];
}
