import { setTimeout as delay } from 'node:timers/promises';
import type { GlobalOptions } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { answersTcp } from '../probe.ts';
import { writeJson, writeLine, table } from '../output.ts';
import { type RunningService, supervisor } from '../supervisor/client.ts';

interface Status {
  readonly kafka: boolean;
  readonly mongodb: boolean;
  /** Also those that have ended by themselves. */
  readonly services: readonly (Omit<RunningService, 'running'> & { ready: boolean })[];
}

async function serviceStatus({ name, pid, http, running }: RunningService): Promise<Status['services'][number]> {
  return { name, pid, http, ready: running && (await isReady(http)) };
}

const isReady = async (http: string): Promise<boolean> => {
  try {
    return (await fetch(`${http}/health/ready`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
};

/** Undefined if nothing was started. */
async function read(): Promise<Status | undefined> {
  const running = await supervisor.status();
  if (!running) return undefined;
  const [kafka, mongodb, services] = await Promise.all([
    answersTcp(running.brokers[0] ?? ''),
    answersTcp(running.mongodbUri.replace(/^mongodb:\/\/(?:[^@/]*@)?([^,/?]*).*/, '$1')),
    Promise.all(running.services.map(serviceStatus)),
  ]);
  return { kafka, mongodb, services };
}

/** Throws with exit code 6 if nothing runs. */
async function readAndShow(json: boolean): Promise<Status> {
  const now = await read();
  const { kafka, mongodb, services } = now ?? { kafka: false, mongodb: false, services: [] };
  if (json) await writeJson({ kafka, mongodb, services });
  if (!now) throw new CliError(exitCode.unhealthy, 'nothing runs: start it with "bin/newsflow up"');
  if (!json) {
    const word = (ok: boolean) => (ok ? 'ready' : 'NOT READY');
    const rows = [
      ['kafka', word(kafka), '', ''],
      ['mongodb', word(mongodb), '', ''],
      ...services.map(({ name, ready, pid, http }) => [name, word(ready), String(pid), http]),
    ];
    await writeLine(table(['name', 'state', 'pid', 'http'], rows));
  }
  return now;
}

/** `newsflow status [--watch]`: exit code 6 unless everything that was started is ready. */
export async function status({ json, watch }: GlobalOptions & { watch: boolean }): Promise<void> {
  while (watch) {
    await readAndShow(json);
    await delay(1000);
  }
  const now = await readAndShow(json);
  const missing = (['scraper', 'parser', 'store'] as const).filter(
    (name) => !now.services.some((service) => service.name === name),
  );
  if (missing.length > 0)
    throw new CliError(exitCode.unhealthy, `not running: ${missing.join(', ')} ("bin/newsflow up" starts them)`);
  if (!now.kafka || !now.mongodb || now.services.some(({ ready }) => !ready))
    throw new CliError(exitCode.unhealthy, 'not everything is ready ("bin/newsflow up" starts again what has ended)');
}
