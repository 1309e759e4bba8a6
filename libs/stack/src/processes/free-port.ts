import { createServer } from 'node:net';

/**
 * Below Linux's ephemeral range (32768 and up): no outgoing connection can take the port between our test and its use, and
 * a readiness probe cannot connect to itself.
 */
const FIRST_PORT = 20_000;
const PORT_COUNT = 12_000;

/** Ports that this process has given out: another part of it may not have bound its own yet. */
const given = new Set<number>();

/** A port of 127.0.0.1 between 20000 and 31999 that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORT_COUNT);
    if (!given.has(port) && (await canListen(port))) {
      given.add(port);
      return port;
    }
  }
}

export function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
