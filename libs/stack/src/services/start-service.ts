import { mkdir, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../processes/free-port.ts';
import { GuardedProcess } from '../processes/guarded-process.ts';
import { waitReady } from '../processes/wait-ready.ts';
import { ServiceHandle } from './service-handle.ts';

const READY_LIMIT_MS = 30_000;
const PROBE_LIMIT_MS = 2_000;

export interface ServiceOptions {
  /** Folder below `apps`. */
  name: string;
  /** Of the repository, with `apps/<name>/dist/main.js` built. */
  root: string;
  /**
   * The service's settings. Of this process's environment it gets everything but `NEWSFLOW_*`: a service refuses settings
   * that it does not know.
   */
  env: NodeJS.ProcessEnv;
  /** Default: a free one. */
  httpPort?: number;
  /** Appended to; default: `<name>.log` in a new temporary folder. */
  logFile?: string;
  /** Default 30 s. */
  readyLimitMs?: number;
}

/**
 * Starts a service as a process that never outlives this one, and resolves when its `/health/ready` answers 200.
 *
 * @throws StackError `service-not-started` with the reason that its log gives, when it ends or is not ready in time (it is ended then)
 */
export async function startService(options: ServiceOptions): Promise<ServiceHandle> {
  const { name, root, env, readyLimitMs = READY_LIMIT_MS } = options;
  const httpPort = options.httpPort ?? (await freePort());
  const logFile = options.logFile ?? path.join(await mkdtemp(path.join(os.tmpdir(), 'newsflow-log-')), `${name}.log`);
  await mkdir(path.dirname(logFile), { recursive: true });
  const child = new GuardedProcess({
    command: process.execPath,
    // On a machine with much memory V8 lets the young generation of a thread that only passes bytes on grow: 100 MiB more for
    // a parser, which is no faster for it.
    args: ['--max-semi-space-size=4', path.join(root, 'apps', name, 'dist', 'main.js')],
    // Each thread of a service would else keep freed memory of its own: 60 MiB more for a parser (glibc; no effect elsewhere).
    // Threads for look-ups of names as in deploy/docker/Dockerfile.
    env: {
      MALLOC_ARENA_MAX: '2',
      UV_THREADPOOL_SIZE: '32',
      ...withoutOurSettings(process.env),
      ...env,
      NEWSFLOW_HTTP_PORT: String(httpPort),
    },
    cwd: root,
    logFile,
  });
  const service = new ServiceHandle({ name, process: child, httpPort, logFile });
  try {
    await waitReady({ name: `The ${name}`, code: 'service-not-started' }, child, readyLimitMs, () =>
      service.isReady(PROBE_LIMIT_MS),
    );
  } catch (error) {
    await service.kill();
    throw error;
  }
  return service;
}

function withoutOurSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('NEWSFLOW_')));
}
