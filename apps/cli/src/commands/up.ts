import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import type { GlobalOptions } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { say, writeJson, writeList } from '../output.ts';
import { dataFolder, type Running, supervisor, type Wanted } from '../supervisor/client.ts';

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
  mkdirSync(folder, { recursive: true });
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

function settingsOf(options: UpOptions): Record<string, string> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[0].startsWith('NEWSFLOW_') && entry[1] !== undefined,
    ),
  );
  if (options.sources === undefined) return env;
  const path = resolve(options.sources);
  if (!existsSync(path)) throw new CliError(exitCode.usage, `--sources ${options.sources}: no such file`);
  return { ...env, NEWSFLOW_SOURCES: path };
}

/**
 * `newsflow up`: starts the stack and the services that do not run yet, in the background.
 * @param settings of the services, besides those of the environment
 */
export async function up(options: UpOptions, settings: Readonly<Record<string, string>> = {}): Promise<void> {
  const wanted: Wanted = {
    counts: { scraper: options.scrapers, parser: options.parsers, store: options.stores },
    env: { ...settingsOf(options), ...settings },
  };
  if (!(await supervisor.status())) {
    say('starting Kafka, MongoDB and the services …');
    await startSupervisor();
  }
  const running = await supervisor.ensure(wanted);
  if (!running) throw new CliError(exitCode.failure, 'the supervisor ended while it started the services: try again');
  await show(running, options.json);
}

async function show({ brokers, mongodbUri, services }: Running, json: boolean): Promise<void> {
  if (json) return writeJson({ brokers, mongodbUri, services });
  say(`Kafka    ${brokers.join(',')}\nMongoDB  ${mongodbUri}`);
  await writeList(services, ['name', 'pid', 'http'], false);
}
