import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server saw it; times in ms of `performance.now()`. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly startedMs: number;
  /** Infinity while it is being answered. */
  endedMs: number;
}

export interface LoopbackServer {
  readonly port: number;
  /** `http://127.0.0.x:port` */
  readonly origin: string;
  /** In order of arrival. */
  readonly seen: readonly SeenRequest[];
  stop(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A web server for tests on an address of its own (127.0.0.x), so that one process can be many hosts.
 * @param answers by path without the query; everything else is 404
 */
export async function startLoopbackServer(
  address: string,
  answers: Readonly<Record<string, Answer>>,
): Promise<LoopbackServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const entry: SeenRequest = {
      path: request.url ?? '/',
      headers: request.headers,
      startedMs: performance.now(),
      endedMs: Infinity,
    };
    seen.push(entry);
    response.on('close', () => {
      entry.endedMs = performance.now();
    });
    const answer = answers[entry.path.split('?', 1)[0] ?? ''];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  server.listen(0, address);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://${address}:${port}`,
    seen,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
