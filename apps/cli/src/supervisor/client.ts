import { mkdir } from 'node:fs/promises';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CliError, exitCode } from '../exit.ts';

export interface RunningService {
  readonly name: string;
  readonly pid: number;
  /** Base address of its health and metrics pages. */
  readonly http: string;
}
export interface Running {
  readonly pid: number;
  readonly brokers: string[];
  readonly mongodbUri: string;
  readonly services: readonly RunningService[];
}
export interface Wanted {
  /** How many of each service shall run. */
  readonly counts: Readonly<Record<'scraper' | 'parser' | 'store', number>>;
  /** Settings of the services, `NEWSFLOW_*`. */
  readonly env: Readonly<Record<string, string>>;
}

/** `$NEWSFLOW_DATA`, else `$XDG_DATA_HOME/newsflow`, else `~/.local/share/newsflow`; one folder for each namespace. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['NEWSFLOW_DATA'] ?? join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'newsflow');
  return join(base, env['NEWSFLOW_NAMESPACE'] ?? 'newsflow');
}

/** Below it: what Kafka and MongoDB keep. */
export const stackFolder = (folder: string): string => join(folder, 'stack');

export const socketPath = (folder = dataFolder()): string => join(folder, 'control.sock');

/** One call to the supervisor; undefined if none runs. */
async function call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T | undefined> {
  await mkdir(dataFolder(), { recursive: true });
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath: socketPath(), method, path }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', reject).on('end', () => {
        const answer = JSON.parse(text) as T & { error?: string };
        if (answer.error === undefined) resolve(answer);
        else reject(new CliError(exitCode.failure, answer.error));
      });
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined);
      else reject(error);
    });
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

export const supervisor = {
  /** What runs, or undefined if nothing was started with `up`. */
  status: () => call<Running>('GET', '/'),
  /** Starts what is missing. */
  ensure: (wanted: Wanted) => call<Running>('POST', '/ensure', wanted),
  /** Stops everything; answers when it has stopped. */
  stop: () => call<{ stopped: true }>('POST', '/stop'),
};
