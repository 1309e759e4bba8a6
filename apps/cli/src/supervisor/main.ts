// Holds the embedded stack and the services of `newsflow up` until it is told to stop. Started in the background by `up`.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { rm } from 'node:fs/promises';
import { dataFolder, socketPath } from '../data-folder.ts';
import { CliError, exitCode } from '../exit.ts';
import type { Refusal, Wanted } from './client.ts';
import { Installation } from './installation.ts';

const folder = dataFolder();
const installation = new Installation(folder, (line) => process.stderr.write(`${line}\n`));

async function bodyOf(request: IncomingMessage): Promise<Wanted> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as Wanted;
}

async function answer(request: IncomingMessage): Promise<unknown> {
  switch (`${request.method ?? ''} ${request.url ?? ''}`) {
    case 'GET /':
      return installation.running();
    case 'POST /ensure':
      return installation.ensure(await bodyOf(request));
    case 'POST /stop':
      await installation.stop();
      return { stopped: true };
    default:
      throw new Error(`unknown request ${request.url ?? ''}`);
  }
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(socketPath(folder), resolve);
  });
}

async function end(server: Server): Promise<void> {
  await installation.stop();
  server.close();
  await rm(socketPath(folder), { force: true });
  process.exit(0);
}

const refusal = (error: unknown): Refusal => ({
  error: error instanceof Error ? error.message : String(error),
  exit: error instanceof CliError ? error.exit : exitCode.failure,
});

const server = createServer((request, response) => {
  const asked = request.method === 'POST';
  void answer(request)
    .catch(refusal)
    .then((result) => response.end(JSON.stringify(result)))
    // After a stop, and after a first start that failed: there is nothing to hold.
    .then(() => (asked && installation.idle ? end(server) : undefined));
});
// The socket of a supervisor that was killed is left behind; `up`, one at a time, has seen that nobody answers on it.
await rm(socketPath(folder), { force: true });
await listen(server);
process.stderr.write(`${new Date().toISOString()} the supervisor ${process.pid} listens\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(server));
process.on('SIGHUP', () => undefined);
