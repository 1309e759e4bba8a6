import { setTimeout as delay } from 'node:timers/promises';
import type { GlobalOptions } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { answersTcp } from '../probe.ts';
import { writeJson, writeLine, table } from '../output.ts';
import { type RunningService, supervisor } from '../supervisor/client.ts';

interface Status {
  readonly kafka: boolean;
  readonly mongodb: boolean;
  readonly services: readonly (RunningService & { ready: boolean })[];
}

const isReady = async ({ http }: RunningService): Promise<boolean> => {
  try {
    return (await fetch(`${http}/health/ready`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
};

async function read(): Promise<Status> {
  const running = await supervisor.status();
  if (!running) throw new CliError(exitCode.unhealthy, 'nothing runs: start it with "bin/newsflow up"');
  const [kafka, mongodb, services] = await Promise.all([
    answersTcp(running.brokers[0] ?? ''),
    answersTcp(running.mongodbUri.replace(/^mongodb:\/\/(?:[^@/]*@)?([^,/?]*).*/, '$1')),
    Promise.all(running.services.map(async (service) => ({ ...service, ready: await isReady(service) }))),
  ]);
  return { kafka, mongodb, services };
}

async function show({ kafka, mongodb, services }: Status, json: boolean): Promise<void> {
  if (json) return writeJson({ kafka, mongodb, services });
  const word = (ok: boolean) => (ok ? 'ready' : 'NOT READY');
  const rows = [
    ['kafka', word(kafka), '', ''],
    ['mongodb', word(mongodb), '', ''],
    ...services.map(({ name, ready, pid, http }) => [name, word(ready), String(pid), http]),
  ];
  await writeLine(table(['name', 'state', 'pid', 'http'], rows));
}

/** `newsflow status [--watch]`: exit code 6 unless everything that was started is ready. */
export async function status(options: GlobalOptions & { watch: boolean }): Promise<void> {
  while (options.watch) {
    await show(await read(), options.json);
    await delay(1000);
  }
  const now = await read();
  await show(now, options.json);
  const missing = (['scraper', 'parser', 'store'] as const).filter(
    (name) => !now.services.some((service) => service.name === name),
  );
  if (missing.length > 0)
    throw new CliError(exitCode.unhealthy, `not running: ${missing.join(', ')} ("bin/newsflow up" starts them)`);
  if (!now.kafka || !now.mongodb || now.services.some(({ ready }) => !ready))
    throw new CliError(exitCode.unhealthy, 'not everything is ready');
}
