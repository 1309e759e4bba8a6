import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { GuardedProcess } from '../processes/guarded-process.ts';
import type { MongodbPart } from './part.ts';
import { recordPid } from '../processes/predecessor.ts';
import type { Profile } from './profile.ts';
import { mongodSettings } from './mongod-settings.ts';
import { databaseUri, makePrimary } from './replica-set.ts';
import { waitReady } from '../processes/wait-ready.ts';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

export interface EmbeddedMongodbOptions {
  mongod: string;
  profile: Profile;
  port: number;
  /** Holds the data and the log of this part. */
  folder: string;
  /** Deleted by the guard when this process dies. */
  temporaryFolder?: string;
}

/** A replica set of one mongod as a child process: transactions and change streams work as in production. */
export class EmbeddedMongodb implements MongodbPart {
  readonly source = 'embedded';
  readonly uri: string;
  readonly #options: EmbeddedMongodbOptions;
  #process: GuardedProcess | null = null;

  constructor(options: EmbeddedMongodbOptions) {
    this.#options = options;
    this.uri = databaseUri(options.port);
  }

  get pid(): number | null {
    return this.#process?.exit === null ? this.#process.pid : null;
  }

  async start(): Promise<void> {
    if (this.pid !== null) return;
    const { folder, mongod, port, profile, temporaryFolder } = this.#options;
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
    await waitReady({ name: 'MongoDB', code: 'mongodb-not-started' }, process, START_LIMIT_MS, () => accepts(port));
    await makePrimary(port, profile);
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
