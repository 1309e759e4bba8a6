import { createHash } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { countBrokers } from '../embedded/kafka-metadata.ts';
import { brokerSettings } from '../embedded/kafka-settings.ts';
import { mongodSettings } from '../embedded/mongod-settings.ts';
import { type KafkaPart, type MongodbPart, openToAll, type StackParts } from '../embedded/part.ts';
import { choosePorts, freePorts, type StackPorts } from '../embedded/ports.ts';
import type { Profile } from '../embedded/profile.ts';
import { databaseUri, makePrimary } from '../embedded/replica-set.ts';
import { makeFolder } from '../make-folder.ts';
import { DockerContainer, unless } from './docker-container.ts';
import { dockerEngine } from './engine.ts';
import { imagesOf } from './images.ts';

const KAFKA_DATA = '/var/lib/kafka/data';
const MONGODB_DATA = '/data/db';
const PROBE_LIMIT_MS = 1_000;
/** In a data folder: the data themselves are in volumes of the engine. */
const MARK = 'docker-volumes';

export interface DockerPartsOptions {
  env: NodeJS.ProcessEnv;
  profile: Profile;
  dataDir?: string;
  ports?: Partial<StackPorts>;
  onProgress: (line: string) => void;
}

/** The parts of one stack that are containers, of the same settings as the embedded ones. */
export class DockerParts implements StackParts {
  readonly #options: DockerPartsOptions;
  #ports: Promise<StackPorts> | null = null;
  readonly #containers: DockerContainer[] = [];

  constructor(options: DockerPartsOptions) {
    this.#options = options;
  }

  async startKafka(): Promise<KafkaPart> {
    const { env, profile } = this.#options;
    const ports = await this.#prepare();
    const settings = brokerSettings(profile, { bind: '0.0.0.0', ports, logFolder: KAFKA_DATA });
    const container = this.#container('kafka', {
      subject: { name: 'Kafka', code: 'kafka-not-started' },
      image: imagesOf(env).kafka,
      port: ports.kafka,
      // As the image asks for them: a.b is KAFKA_A_B.
      env: {
        CLUSTER_ID: 'bmV3c2Zsb3ctc3RhY2stMQ',
        KAFKA_HEAP_OPTS: '-Xms64m -Xmx256m',
        ...Object.fromEntries(
          Object.entries(settings).map(([name, value]) => [
            `KAFKA_${name.toUpperCase().replaceAll('.', '_')}`,
            String(value),
          ]),
        ),
      },
      dataPath: KAFKA_DATA,
      isReady: async () => (await countBrokers({ host: '127.0.0.1', port: ports.kafka }, PROBE_LIMIT_MS)) > 0,
    });
    await container.start();
    return { ...partOf(container, () => container.start()), brokers: [`127.0.0.1:${ports.kafka}`], ...openToAll };
  }

  async startMongodb(): Promise<MongodbPart> {
    const { env, profile } = this.#options;
    const { mongodb: port } = await this.#prepare();
    const container = this.#container('mongodb', {
      subject: { name: 'MongoDB', code: 'mongodb-not-started' },
      image: imagesOf(env).mongodb,
      port,
      command: mongodSettings(profile, port),
      dataPath: MONGODB_DATA,
      // The engine's proxy accepts connections before mongod does.
      isReady: () => makePrimary(port, profile, PROBE_LIMIT_MS).then(() => true),
    });
    await container.start();
    return { ...partOf(container, () => container.start()), uri: databaseUri(port) };
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#containers.map(async (container) => {
        if (this.#options.dataDir !== undefined) await container.stop();
        await container.remove();
      }),
    );
  }

  #container(
    part: 'kafka' | 'mongodb',
    options: Omit<ConstructorParameters<typeof DockerContainer>[0], 'name' | 'onProgress'>,
  ): DockerContainer {
    const { dataDir, onProgress } = this.#options;
    const container = new DockerContainer({
      ...options,
      name: dataDir === undefined ? null : volumeName(dataDir, part),
      onProgress,
    });
    this.#containers.push(container);
    return container;
  }

  #prepare(): Promise<StackPorts> {
    this.#ports ??= preparePorts(this.#options);
    return this.#ports;
  }
}

/** Removes the folder that a stack was given for its data, and volumes that hold the data in its place. */
export async function removeStackData(dataDir: string): Promise<void> {
  const inDocker = await stat(path.join(dataDir, MARK)).then(
    () => true,
    () => false,
  );
  if (inDocker) {
    const { dockerode } = (await dockerEngine()).container;
    for (const part of ['kafka', 'mongodb'] as const)
      await dockerode.getVolume(volumeName(dataDir, part)).remove().catch(unless(404));
  }
  await rm(dataDir, { recursive: true, force: true });
}

async function preparePorts({ dataDir, ports = {} }: DockerPartsOptions): Promise<StackPorts> {
  if (dataDir === undefined) return await freePorts(ports);
  await makeFolder(dataDir);
  await writeFile(path.join(dataDir, MARK), '');
  return await choosePorts(dataDir, ports);
}

function volumeName(dataDir: string, part: string): string {
  const hash = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 12);
  return `newsflow-${hash}-${part}`;
}

function partOf(container: DockerContainer, start: () => Promise<void>) {
  return {
    source: 'docker',
    pid: null,
    start,
    stop: () => container.stop(),
    kill: () => container.kill(),
  } as const;
}
