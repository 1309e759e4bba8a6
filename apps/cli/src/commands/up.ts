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
import { type Running, supervisor } from '../supervisor/client.ts';
import { wantedOf } from '../supervisor/wanted.ts';

export interface UpOptions extends GlobalOptions {
  readonly sources?: string;
  readonly scrapers: number;
  readonly parsers: number;
  readonly stores: number;
}

const startLimitMs = 20_000;

/** Starts the supervisor in the background and waits until it answers. */
async function startSupervisor(): Promise<void> {
  const folder = dataFolder();
  await makeDataFolder(folder);
  const logFile = join(folder, 'supervisor.log');
  const log = openSync(logFile, 'a');
  const main = fileURLToPath(new URL('../supervisor/main.js', import.meta.url));
  const child = spawn(process.execPath, ['--enable-source-maps', main], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  const ended = new Promise<true>((done) =>
    child.once('exit', () => {
      done(true);
    }),
  );
  for (const deadline = Date.now() + startLimitMs; Date.now() < deadline;) {
    if (await supervisor.status()) return;
    if (await Promise.race([ended, delay(50)])) break;
  }
  const tail = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
  throw new CliError(exitCode.failure, `the supervisor did not start, see ${logFile}:\n${tail}`);
}

/**
 * `newsflow up`: starts the stack and the services that do not run yet, in the background. Settings and sources are checked first.
 * @param settings of the services, besides those of the environment
 */
export async function up(options: UpOptions, settings: Readonly<Record<string, string>> = {}): Promise<void> {
  const counts = { scraper: options.scrapers, parser: options.parsers, store: options.stores };
  const wanted = await wantedOf(counts, options.sources, { ...process.env, ...settings });
  await asSoleWorker(
    `supervisor of ${dataFolder()}`,
    () => {
      say('waiting for another "up" …');
    },
    async () => {
      if (await supervisor.status()) return;
      say('starting Kafka, MongoDB and the services …');
      await startSupervisor();
    },
  );
  const running = await supervisor.ensure(wanted);
  if (!running) throw new CliError(exitCode.failure, 'the supervisor ended while it started the services: try again');
  await show(running, options.json);
}

async function show({ brokers, mongodbUri, services: all }: Running, json: boolean): Promise<void> {
  const services = all.map(({ name, pid, http }) => ({ name, pid, http }));
  if (json) return writeJson({ brokers, mongodbUri, services });
  say(`Kafka    ${brokers.join(',')}\nMongoDB  ${mongodbUri}\nLogs     ${logFolder(dataFolder())}`);
  await writeList(services, ['name', 'pid', 'http'], false);
}
