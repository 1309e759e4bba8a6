import { request } from 'node:http';
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
export interface Running {
  readonly pid: number;
  readonly brokers: string[];
  readonly mongodbUri: string;
  readonly services: readonly RunningService[];
}
/** The file of sources as it was when it was given. */
export interface SourcesFile {
  readonly path: string;
  readonly sha256: string;
}
export interface Wanted {
  /** How many of each service shall run. */
  readonly counts: Readonly<Record<'scraper' | 'parser' | 'store', number>>;
  /** Settings of the services, `NEWSFLOW_*`, without that of the sources. */
  readonly env: Readonly<Record<string, string>>;
  /** Left out: those of before. */
  readonly sources?: SourcesFile;
}

/** What the supervisor answers where it could not do as it was asked. */
export interface Refusal {
  readonly error: string;
  readonly exit: ExitCode;
}

/** Nobody listens, or ended while it listened. */
const nobody = ['ENOENT', 'ENOTDIR', 'ECONNREFUSED', 'ECONNRESET'];

/** One call to the supervisor; undefined if none runs. */
function call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T | undefined> {
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
      else
        reject(
          new CliError(exitCode.failure, `the supervisor cannot be spoken to: ${error.message}`, { cause: error }),
        );
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
