import { once } from 'node:events';
import { createServer } from 'node:http';
import { freePort } from '@newsflow/stack';
import { articleOf } from './messages.ts';

const addresses = ['127.9.0.1', '127.9.0.2', '127.9.0.3', '127.9.0.4'];

/** A site for the scraper: an article at every `/reports/<number>`. Nothing disturbs it. */
export interface Site {
  url(number: number): string;
  /** With which a scraper fetches from it, and from nowhere else on loopback. */
  readonly scraperSettings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startSite(): Promise<Site> {
  const port = await freePort();
  const servers = addresses.map((address) => {
    const server = createServer((request, response) => {
      const [, number] = /^\/reports\/(\d+)$/.exec(request.url ?? '') ?? [];
      if (number === undefined) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(articleOf(Number(number), 1));
    });
    return server.listen(port, address);
  });
  await Promise.all(servers.map((server) => once(server, 'listening')));
  return {
    url: (number) => `http://${addresses[number % addresses.length] ?? ''}:${port}/reports/${number}`,
    scraperSettings: {
      NEWSFLOW_FETCH_ALLOW_CIDR: '127.9.0.0/24',
      NEWSFLOW_FETCH_ALLOW_PORTS: String(port),
      NEWSFLOW_DEFAULT_DELAY_MS: '1',
      NEWSFLOW_ADDRESS_DELAY_MS: '0',
    },
    close: async () => {
      await Promise.all(
        servers.map((server) => {
          server.closeAllConnections();
          return new Promise((resolve) => server.close(resolve));
        }),
      );
    },
  };
}
