import { Resolver } from 'node:dns/promises';
import { get, type IncomingHttpHeaders } from 'node:http';
import { parse } from 'yaml';
import type { Site } from './site.ts';

interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export function resolverOf(site: Site): Resolver {
  const resolver = new Resolver();
  resolver.setServers([site.dns]);
  return resolver;
}

/** Fetches as the scraper does: the name through the site's DNS server, the page from that address. */
export async function fetchFrom(site: Site, url: string, headers: Record<string, string> = {}): Promise<Received> {
  const { hostname, host, port, pathname, search } = new URL(url);
  const [address] = await resolverOf(site).resolve4(hostname);
  if (address === undefined) throw new Error(`no address for ${hostname}`);
  return new Promise((resolve, reject) => {
    get({ host: address, port, path: pathname + search, headers: { host, ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    }).on('error', reject);
  });
}

interface Sources {
  sources: { start: Record<string, string>[] }[];
}

/** What the sources begin with, by kind. */
export function startsOf(site: Site): Record<string, string>[] {
  return (parse(site.sourcesYaml) as Sources).sources.flatMap(({ start }) => start);
}
