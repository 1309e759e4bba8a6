import { setTimeout as delay } from 'node:timers/promises';
import { settings } from '@newsflow/runtime/settings';
import { type GlobalOptions, openKafka, openMongodb } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { given } from '../given.ts';
import { table, writeJson, writeLine } from '../output.ts';
import { type RunningService, supervisor } from '../supervisor/client.ts';
import { missingServices } from '../supervisor/missing-services.ts';

interface Status {
  readonly kafka: boolean;
  readonly mongodb: boolean;
  /** Also those that have ended by themselves. */
  readonly services: readonly (RunningService & { ready: boolean })[];
  /** What is wrong, one line each. */
  readonly problems: readonly string[];
}

/** No answer comes to a person who waits for one longer than this. */
const patienceMs = 1000;

const isReady = async (http: string): Promise<boolean> => {
  try {
    return (await fetch(`${http}/health/ready`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
};

/** Why it cannot be used, none if it can. Throws with exit code 2 where its address is none. */
async function problemsOf(use: () => Promise<unknown>): Promise<string[]> {
  try {
    await use();
    return [];
  } catch (error) {
    if (error instanceof CliError && error.exit === exitCode.usage) throw error;
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** Of what `up` has started, or of the addresses in the environment; undefined if there is neither. */
async function read(): Promise<Status | undefined> {
  const running = await supervisor.status();
  const { kafkaBrokers, mongodbUri } = settings.store;
  if (!running && given(kafkaBrokers) === undefined && given(mongodbUri) === undefined) return undefined;
  const [kafka, mongodb, services] = await Promise.all([
    problemsOf(() => openKafka(patienceMs)),
    problemsOf(async () => (await openMongodb()).close()),
    Promise.all(
      (running?.services ?? []).map(async (service) => ({
        ...service,
        ready: service.running && (await isReady(service.http)),
      })),
    ),
  ]);
  const missing = running ? missingServices(running) : [];
  const waiting = services.filter(({ running: runs, ready }) => runs && !ready).map(({ name }) => name);
  return {
    kafka: kafka.length === 0,
    mongodb: mongodb.length === 0,
    services,
    problems: [
      ...kafka,
      ...mongodb,
      ...(missing.length > 0 ? [`not running: ${missing.join(', ')}; "bin/newsflow up" starts what is missing`] : []),
      ...(waiting.length > 0 ? [`not ready: ${waiting.join(', ')}`] : []),
    ],
  };
}

const word = (ready: boolean): string => (ready ? 'ready' : 'NOT READY');

/** Throws with exit code 6 if nothing runs. */
async function readAndShow(json: boolean): Promise<Status> {
  const now = await read();
  const { kafka, mongodb, services } = now ?? { kafka: false, mongodb: false, services: [] };
  if (json) await writeJson({ kafka, mongodb, services });
  if (!now) throw new CliError(exitCode.unhealthy, 'nothing runs: start it with "bin/newsflow up"');
  if (!json) {
    const rows = [
      ['kafka', word(kafka), '', ''],
      ['mongodb', word(mongodb), '', ''],
      ...services.map(({ name, running, ready, pid, http }) =>
        running ? [name, word(ready), String(pid), http] : [name, 'ended', '', ''],
      ),
    ];
    await writeLine(table(['name', 'state', 'pid', 'http'], rows));
  }
  return now;
}

/** `newsflow status [--watch]`: exit code 6 unless everything that shall run is ready. */
export async function status({ json, watch }: GlobalOptions & { watch: boolean }): Promise<void> {
  while (watch) {
    await readAndShow(json);
    await delay(1000);
  }
  const { problems } = await readAndShow(json);
  if (problems.length > 0) throw new CliError(exitCode.unhealthy, problems.join('\n'));
}
