import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { asSoleWorker } from '@newsflow/stack';
import type { GlobalOptions } from '../connections.ts';
import { dataFolder, logFolder, makeDataFolder } from '../data-folder.ts';
import { CliError, exitCode } from '../exit.ts';
import { say, writeJson, writeList } from '../output.ts';
import { LeftError, type Running, type Settings, supervisor, type Wanted } from '../supervisor/client.ts';
import { ignoredSettings } from '../supervisor/ignored-settings.ts';
import { wantedOf } from '../supervisor/wanted.ts';

export interface UpOptions extends GlobalOptions {
  readonly sources?: string;
  readonly scrapers?: number;
  readonly parsers?: number;
  readonly stores?: number;
}

const startLimitMs = 20_000;

/** Its output goes to the end of the file. @returns tells by which signal it ended, null where it ended by itself */
function spawnSupervisor(logFile: string): Promise<NodeJS.Signals | null> {
  const log = openSync(logFile, 'a');
  const main = fileURLToPath(new URL('../supervisor/main.js', import.meta.url));
  const child = spawn(process.execPath, ['--enable-source-maps', main], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  return new Promise((ended) =>
    child.once('exit', (_, signal) => {
      ended(signal);
    }),
  );
}

/** Starts the supervisor in the background and waits until it answers. */
async function startSupervisor(): Promise<void> {
  const folder = dataFolder();
  await makeDataFolder(folder);
  const logFile = join(folder, 'supervisor.log');
  let ended = spawnSupervisor(logFile);
  for (const deadline = Date.now() + startLimitMs; Date.now() < deadline;) {
    if (await supervisor.status()) return;
    const signal = await Promise.race([ended, delay(50)]);
    if (signal === undefined) continue;
    // Between fork and setsid it is still of our group: a Ctrl-C of just then, which shall end only the waiting, has ended it.
    if (signal !== 'SIGINT') break;
    ended = spawnSupervisor(logFile);
  }
  const tail = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
  throw new CliError(exitCode.failure, `the supervisor did not start, see ${logFile}:\n${tail}`);
}

/** Starts the supervisor if none runs yet, or says what it will not do. */
async function ensureSupervisor(given: Settings): Promise<void> {
  const running = await supervisor.status();
  if (!running) {
    say('starting Kafka, MongoDB and the services …');
    return startSupervisor();
  }
  const ignored = ignoredSettings(given, running.settings);
  if (ignored.length > 0)
    say(`not applied to what runs already ("bin/newsflow down", then "up" applies it): ${ignored.join(', ')}`);
}

async function ensureServices(wanted: Wanted, signal: AbortSignal): Promise<Running> {
  try {
    const running = await supervisor.ensure(wanted, signal);
    if (running) return running;
  } catch (error) {
    if (!(error instanceof LeftError)) throw error;
    const message = 'interrupted: the start goes on in the background, "bin/newsflow down" stops it';
    throw new CliError(exitCode.interrupted, message, { cause: error });
  }
  throw new CliError(exitCode.failure, 'the supervisor ended while it started the services: try again');
}

/**
 * `newsflow up`: starts the stack and the services that do not run yet, in the background. Settings and sources are checked first.
 * @param signal ends the waiting, not the start
 * @param settings of the services, besides those of the environment
 */
export async function up(
  { scrapers, parsers, stores, sources, json }: UpOptions,
  signal: AbortSignal,
  settings: Settings = {},
): Promise<void> {
  const counts = {
    ...(scrapers !== undefined && { scraper: scrapers }),
    ...(parsers !== undefined && { parser: parsers }),
    ...(stores !== undefined && { store: stores }),
  };
  if (process.env['NEWSFLOW_HTTP_PORT']) say('NEWSFLOW_HTTP_PORT does not count here: each service gets a free port');
  const wanted = await wantedOf(counts, sources, { ...process.env, ...settings });
  await asSoleWorker(
    `supervisor of ${dataFolder()}`,
    () => {
      say('waiting for another "up" …');
    },
    () => ensureSupervisor(wanted.settings),
  );
  await show(await ensureServices(wanted, signal), json);
}

async function show({ brokers, mongodbUri, services: all }: Running, json: boolean): Promise<void> {
  const services = all.map(({ name, pid, http }) => ({ name, pid, http }));
  if (json) return writeJson({ brokers, mongodbUri, services });
  say(`Kafka    ${brokers.join(',')}\nMongoDB  ${mongodbUri}\nLogs     ${logFolder(dataFolder())}`);
  await writeList(services, ['name', 'pid', 'http'], false);
}
