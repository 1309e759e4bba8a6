import { request } from 'node:http';
import type { Service } from '@newsflow/contracts';
import { socketPath } from '../data-folder.ts';
import { CliError, type ExitCode, exitCode } from '../exit.ts';

export interface RunningService {
  readonly name: string;
  readonly pid: number;
  /** Base address of its health and metrics pages. */
  readonly http: string;
  /** False for one that has ended by itself and was not started again. */
  readonly running: boolean;
}
/** How many of each service. */
export type Counts = Readonly<Record<Service, number>>;
/** `NEWSFLOW_*` by name. */
export type Settings = Readonly<Record<string, string>>;

export interface Running {
  readonly pid: number;
  readonly brokers: string[];
  readonly mongodbUri: string;
  /** How many shall run. */
  readonly counts: Counts;
  /** What everything was started with; null before the first start. */
  readonly settings: Settings | null;
  readonly services: readonly RunningService[];
}
/** The file of sources as it was when it was given. */
export interface SourcesFile {
  readonly path: string;
  readonly sha256: string;
}
export interface Wanted {
  /** Left out: as many as before, one at first. */
  readonly counts: Partial<Counts>;
  /** Without that of the sources. Those of the first start count until all is stopped. */
  readonly settings: Settings;
  /** Left out: those of before. */
  readonly sources?: SourcesFile;
}

/** What the supervisor answers where it could not do as it was asked. */
export interface Refusal {
  readonly error: string;
  readonly exit: ExitCode;
}

/** The caller waits no longer for what it has asked for. */
export class LeftError extends Error {
  override readonly name = 'LeftError';
}

/** Nobody listens, or ended while it listened. */
const nobody = ['ENOENT', 'ENOTDIR', 'ECONNREFUSED', 'ECONNRESET'];

/**
 * One call to the supervisor; undefined if none runs.
 * @param leave ends the waiting once the call has been sent: the supervisor does as it was asked all the same
 */
function call<T>(
  method: 'GET' | 'POST',
  path: string,
  { body, leave }: { body?: unknown; leave?: AbortSignal } = {},
): Promise<T | undefined> {
  const socket = socketPath();
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath: socket, method, path }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', reject).on('end', () => {
        const answer = JSON.parse(text) as T | Refusal;
        if (typeof answer === 'object' && answer !== null && 'error' in answer)
          reject(new CliError(answer.exit, answer.error));
        else resolve(answer);
      });
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (nobody.includes(error.code ?? '')) resolve(undefined);
      else if (error instanceof LeftError) reject(error);
      else
        reject(
          new CliError(exitCode.failure, `the supervisor cannot be spoken to: ${error.message}`, { cause: error }),
        );
    });
    outgoing.on('finish', () => {
      const left = () => outgoing.destroy(new LeftError());
      if (leave?.aborted) left();
      leave?.addEventListener('abort', left, { once: true });
    });
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

export const supervisor = {
  /** What runs, or undefined if nothing was started with `up`. */
  status: () => call<Running>('GET', '/'),
  /** Starts what is missing. */
  ensure: (wanted: Wanted, leave: AbortSignal) => call<Running>('POST', '/ensure', { body: wanted, leave }),
  /** Stops everything; answers when it has stopped. */
  stop: () => call<{ stopped: true }>('POST', '/stop'),
};
