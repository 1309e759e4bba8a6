import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { LoggedRequest } from './site.ts';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** Answers one GET or HEAD; null where the host has nothing under that path. */
export type Answerer = (path: string, request: IncomingMessage) => Promise<Answer | null>;

export interface HostServer {
  address: string;
  /** `http://host:port` */
  origin: string;
  stop(): Promise<void>;
}

const firstPort = 20_080;
const lastPort = 31_999;

/**
 * Serves one host on the lowest free port from 20080 on: a second run of a site has the same URLs, a copy beside it has others.
 * @param address loopback address; 127.0.0.1 is taken where the system does not have it
 */
export async function startHostServer(
  host: string,
  address: string,
  answer: Answerer,
  log: LoggedRequest[],
): Promise<HostServer> {
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const bound = await listen(server, address, firstPort);
  const origin = `http://${host}:${bound.port}`;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const { status, headers, body } = await answerSafely(path, request);
    const length = status === 304 ? {} : { 'content-length': body.length };
    response.writeHead(status, { ...headers, ...length }).end(body);
    log.push({ url: origin + path, at: new Date(), status, headers: request.headers });
  }

  async function answerSafely(path: string, request: IncomingMessage): Promise<Answer> {
    if (`http://${request.headers.host ?? ''}` !== origin) return plain(421, 'Another host is served here.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only GET and HEAD.');
    try {
      return (await answer(path, request)) ?? plain(404, 'Nothing is here.');
    } catch (error) {
      return plain(500, String(error));
    }
  }

  return { address: bound.address, origin, stop: () => close(server) };
}

/** Other systems than Linux have only 127.0.0.1 unless told otherwise: there the hosts differ in their port alone. */
async function listen(server: Server, address: string, port: number): Promise<{ address: string; port: number }> {
  const error = await tryListen(server, address, port);
  if (error === null) return { address, port };
  if (error.code === 'EADDRNOTAVAIL' && address !== '127.0.0.1') return listen(server, '127.0.0.1', port);
  if (error.code === 'EADDRINUSE' && port < lastPort) return listen(server, address, port + 1);
  throw error;
}

function tryListen(server: Server, address: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const listening = () => {
      server.off('error', failed);
      resolve(null);
    };
    const failed = (error: NodeJS.ErrnoException) => {
      server.off('listening', listening);
      resolve(error);
    };
    server.once('error', failed).once('listening', listening).listen(port, address);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

function plain(status: number, text: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: Buffer.from(`${text}\n`) };
}
