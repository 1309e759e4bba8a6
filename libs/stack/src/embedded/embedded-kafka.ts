import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Java } from '../runtimes/java.ts';
import { GuardedProcess } from '../processes/guarded-process.ts';
import { countBrokers } from './kafka-metadata.ts';
import {
  type ClusterNode,
  type KafkaPorts,
  kafkaSettings,
  type Logins,
  type Proxied,
  scramMechanisms,
  type Secured,
  securedFiles,
} from './kafka-settings.ts';
import type { KafkaPart } from './part.ts';
import { recordPid } from '../processes/predecessor.ts';
import type { Profile } from './profile.ts';
import { waitReady } from '../processes/wait-ready.ts';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;
/** Below the folder of this part, where Kafka runs: the settings file takes neither a comma nor every letter for part of a path. */
const DATA = 'data';
const PROBE_LIMIT_MS = 1_000;

const run = promisify(execFile);

/** What it takes to start a broker. */
export interface KafkaRuntime {
  java: Java;
  jars: readonly string[];
  /** Made by one run of this very Java on these very jars; null: start without. */
  classArchive: string | null;
}

export interface EmbeddedKafkaOptions {
  runtime: KafkaRuntime;
  profile: Profile;
  ports: KafkaPorts;
  logins?: Logins;
  secured?: Secured;
  proxied?: Proxied;
  /** Default: it is alone. */
  node?: ClusterNode;
  /** Holds the data, the settings and the log of this part. */
  folder: string;
  /** Deleted by the guard when this process dies. */
  temporaryFolder?: string;
  /** Further flags of the JVM. */
  javaFlags?: readonly string[];
}

/** A Kafka broker in KRaft mode as a child process. */
export class EmbeddedKafka implements KafkaPart {
  readonly source = 'embedded';
  readonly brokers: string[];
  readonly loginBrokers: string[];
  readonly scramBrokers: string[];
  readonly certificateBrokers: string[];
  /** The listener whose clients come back by another port. */
  readonly proxiedBrokers: string[];
  readonly #options: EmbeddedKafkaOptions;
  #process: GuardedProcess | null = null;

  constructor(options: EmbeddedKafkaOptions) {
    this.#options = options;
    this.brokers = [`127.0.0.1:${options.ports.kafka}`];
    const { logins, secured, proxied } = options;
    this.loginBrokers = logins ? [`127.0.0.1:${logins.port}`] : [];
    this.scramBrokers = secured ? [`127.0.0.1:${secured.scramPort}`] : [];
    this.certificateBrokers = secured ? [`127.0.0.1:${secured.certificatePort}`] : [];
    this.proxiedBrokers = proxied ? [`127.0.0.1:${proxied.advertisedPort}`] : [];
  }

  get pid(): number | null {
    return this.#process?.exit === null ? this.#process.pid : null;
  }

  async start(): Promise<void> {
    if (this.pid !== null) return;
    const { folder, ports, profile, temporaryFolder, logins, secured, proxied, node } = this.#options;
    const dataFolder = path.join(folder, DATA);
    const settingsFile = path.join(folder, 'server.properties');
    const logFile = path.join(folder, 'kafka.log');
    await mkdir(dataFolder, { recursive: true });
    await writeFile(settingsFile, kafkaSettings(profile, { ports, logFolder: DATA, logins, secured, proxied, node }));
    if (secured) await this.#secure(secured, settingsFile);
    else await writeStorageId(dataFolder, node);
    const process = new GuardedProcess({
      command: path.join(this.#options.runtime.java.home, 'bin', 'java'),
      args: [...this.#javaFlags(), 'kafka.Kafka', settingsFile],
      env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' },
      cwd: folder,
      logFile,
      ...(temporaryFolder === undefined ? {} : { temporaryFolder }),
    });
    this.#process = process;
    await recordPid(folder, process.pid);
    const address = { host: '127.0.0.1', port: ports.kafka };
    await waitReady(
      { name: 'Kafka', code: 'kafka-not-started' },
      process,
      START_LIMIT_MS,
      async () => (await countBrokers(address, PROBE_LIMIT_MS)) > 0,
    );
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

  /** Users of SCRAM lie in Kafka's own metadata: its tool writes them where the broker first reads them from. */
  async #secure({ key, certificate, clientAuthority, passwords }: Secured, settingsFile: string): Promise<void> {
    const { folder, runtime } = this.#options;
    await writeFile(path.join(folder, securedFiles.broker), `${key}\n${certificate}\n`, { mode: 0o600 });
    await writeFile(path.join(folder, securedFiles.clientAuthority), clientAuthority);
    const users = Object.entries(passwords).flatMap(([name, password]) =>
      scramMechanisms.flatMap((mechanism) => ['--add-scram', `${mechanism}=[name=${name},password=${password}]`]),
    );
    const format = ['format', '--ignore-formatted', '--cluster-id', kafkaUuid(), '--config', settingsFile, ...users];
    await run(
      path.join(runtime.java.home, 'bin', 'java'),
      [...this.#javaFlags(), 'kafka.tools.StorageTool', ...format],
      {
        cwd: folder,
      },
    );
  }

  #javaFlags(): string[] {
    const { runtime, javaFlags = [] } = this.#options;
    return [
      '-Xms64m',
      '-Xmx256m',
      '-XX:+UseSerialGC',
      // The first tier alone: half the start-up time and code cache, enough for one machine.
      '-XX:TieredStopAtLevel=1',
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      ...(runtime.classArchive === null ? [] : [`-XX:SharedArchiveFile=${runtime.classArchive}`]),
      ...javaFlags,
      '-cp',
      runtime.jars.join(':'),
    ];
  }
}

/** What `kafka-storage format` would write, without the second that a JVM takes for it. */
async function writeStorageId(dataFolder: string, node?: ClusterNode): Promise<void> {
  const file = path.join(dataFolder, 'meta.properties');
  const present = await access(file).then(
    () => true,
    () => false,
  );
  if (present) return;
  const { id, clusterId } = node ?? { id: 1, clusterId: kafkaUuid() };
  const lines = ['version=1', `cluster.id=${clusterId}`, `node.id=${id}`, `directory.id=${kafkaUuid()}`];
  await writeFile(file, `${lines.join('\n')}\n`);
}

/** Kafka writes a UUID as 22 characters of base64url. */
export function kafkaUuid(): string {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
}
