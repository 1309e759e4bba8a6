import { readFile } from 'node:fs/promises';
import type { Exit, GuardedProcess } from '../processes/guarded-process.ts';

/** Longer than a service's own limit for what it still has to finish. */
const STOP_LIMIT_MS = 30_000;
const BYTES_PER_KIB = 1024;

interface ServiceProcess {
  name: string;
  process: GuardedProcess;
  httpPort: number;
  logFile: string;
}

export interface ServiceEnd extends Exit {
  /** True when it did not end within the limit after SIGTERM and was killed. */
  killed: boolean;
}

/** A running service. */
export class ServiceHandle {
  readonly name: string;
  readonly pid: number;
  readonly httpPort: number;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly logFile: string;
  /** Resolves when it has ended, for whatever reason. */
  readonly exited: Promise<Exit>;
  readonly #process: GuardedProcess;
  #running = true;

  constructor({ name, process, httpPort, logFile }: ServiceProcess) {
    this.name = name;
    this.pid = process.pid;
    this.httpPort = httpPort;
    this.url = `http://127.0.0.1:${httpPort}`;
    this.logFile = logFile;
    this.exited = process.exited.finally(() => {
      this.#running = false;
    });
    this.#process = process;
  }

  get running(): boolean {
    return this.#running;
  }

  /** Whether `/health/ready` answers 200 within `limitMs`. */
  async isReady(limitMs: number): Promise<boolean> {
    try {
      const response = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(limitMs) });
      await response.body?.cancel();
      return response.status === 200;
    } catch {
      return false;
    }
  }

  /** SIGTERM, and SIGKILL after `limitMs`; resolves when it is gone. */
  async stop(limitMs = STOP_LIMIT_MS): Promise<ServiceEnd> {
    const byItself = await this.#process.end(limitMs);
    return { ...(await this.exited), killed: !byItself };
  }

  /** SIGKILL; resolves when it is gone. */
  async kill(): Promise<Exit> {
    this.#process.kill('SIGKILL');
    return this.exited;
  }

  /** Memory in use now by it and the processes that it has started, 0 when it has ended. */
  memoryBytes(): Promise<number> {
    return memoryOf(this.pid);
  }
}

const readProc = (pid: number, file: string): Promise<string> =>
  readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');

async function treeOf(pid: number): Promise<number[]> {
  const children = (await readProc(pid, `task/${pid}/children`)).split(' ').filter(Boolean).map(Number);
  return [pid, ...(await Promise.all(children.map(treeOf))).flat()];
}

/**
 * Resident memory of a process and its descendants, as Linux tells it and a container would be charged for: what several of them map,
 * such as the code of Node, counts once. The sum of their RSS would count it for each of them.
 */
async function memoryOf(pid: number): Promise<number> {
  const processes = await Promise.all(
    (await treeOf(pid)).map(async (one) => {
      const rollup = await readProc(one, 'smaps_rollup');
      const bytes = (name: string) =>
        Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1] ?? 0) * BYTES_PER_KIB;
      const shared = bytes('Shared_Clean') + bytes('Shared_Dirty');
      return { shared, own: bytes('Rss') - shared };
    }),
  );
  return processes.reduce((sum, { own }) => sum + own, Math.max(...processes.map(({ shared }) => shared)));
}
