import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { GuardedProcess } from '../processes/guarded-process.ts';
import type { MongodbPart } from './part.ts';
import { recordPid } from '../processes/predecessor.ts';
import type { Profile } from './profile.ts';
import { mongodSettings } from './mongod-settings.ts';
import { databaseUri, makePrimary, takesPart } from './replica-set.ts';
import { waitReady } from '../processes/wait-ready.ts';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

export interface EmbeddedMongodbOptions {
  mongod: string;
  profile: Profile;
  port: number;
  /** One of several: their set is formed by whoever starts them. Default: it is alone. */
  member?: boolean;
  /** Holds the data and the log of this part. */
  folder: string;
  /** Deleted by the guard when this process dies. */
  temporaryFolder?: string;
}

/** A mongod as a child process, alone in its replica set or a member of one: transactions and change streams work as in production. */
export class EmbeddedMongodb implements MongodbPart {
  readonly source = 'embedded';
  readonly uri: string;
  readonly #options: EmbeddedMongodbOptions;
  #process: GuardedProcess | null = null;
  /** Before: a member that has never been started is in no set yet. */
  #started = false;

  constructor(options: EmbeddedMongodbOptions) {
    this.#options = options;
    this.uri = databaseUri(options.port);
  }

  get pid(): number | null {
    return this.#process?.exit === null ? this.#process.pid : null;
  }

  async start(): Promise<void> {
    if (this.pid !== null) return;
    const { folder, mongod, port, profile, temporaryFolder, member = false } = this.#options;
    const dataFolder = path.join(folder, 'data');
    const logFile = path.join(folder, 'mongod.log');
    await mkdir(dataFolder, { recursive: true });
    const process = new GuardedProcess({
      command: mongod,
      args: [...mongodSettings(profile, port), '--dbpath', dataFolder, '--bind_ip', '127.0.0.1'],
      env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' },
      logFile,
      ...(temporaryFolder === undefined ? {} : { temporaryFolder }),
    });
    this.#process = process;
    await recordPid(folder, process.pid);
    const subject = { name: 'MongoDB', code: 'mongodb-not-started' };
    await waitReady(subject, process, START_LIMIT_MS, () => accepts(port));
    if (!member) await makePrimary(port, profile);
    else if (this.#started) await waitReady(subject, process, START_LIMIT_MS, () => takesPart(port));
    this.#started = true;
  }

  async stop(): Promise<void> {
    await this.#process?.end(STOP_LIMIT_MS);
    this.#process = null;
  }

  async kill(): Promise<void> {
    this.#process?.kill('SIGKILL');
    await this.#process?.exited;
    this.#process = null;
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}
