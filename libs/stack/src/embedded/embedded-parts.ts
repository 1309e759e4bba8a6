import path from 'node:path';
import type { Cache } from '../runtimes/cache.ts';
import { provideMongod } from '../runtimes/mongod.ts';
import { provideKafka } from './class-archive.ts';
import { EmbeddedKafka } from './embedded-kafka.ts';
import { EmbeddedMongodb } from './embedded-mongodb.ts';
import { freePort } from '../processes/free-port.ts';
import type { Secured } from './kafka-settings.ts';
import type { StackParts } from './part.ts';
import { waitForPredecessor } from '../processes/predecessor.ts';
import { choosePorts, type StackPorts } from './ports.ts';
import type { Profile } from './profile.ts';
import { makeWorkFolder, removeFolder, type WorkFolder } from './work-folder.ts';

export interface EmbeddedPartsOptions {
  cache: Cache;
  env: NodeJS.ProcessEnv;
  profile: Profile;
  dataDir?: string;
  ports?: Partial<StackPorts>;
  /** Passwords by user. */
  logins?: Readonly<Record<string, string>>;
  secured?: Omit<Secured, 'scramPort' | 'certificatePort'>;
}

/** The parts of one stack that are processes of ours, with the folder and the ports that they use, chosen when the first one starts. */
export class EmbeddedParts implements StackParts {
  readonly #options: EmbeddedPartsOptions;
  #place: Promise<Place> | null = null;
  #kafka: EmbeddedKafka | null = null;
  #mongodb: EmbeddedMongodb | null = null;

  constructor(options: EmbeddedPartsOptions) {
    this.#options = options;
  }

  /** Fetches what Kafka needs if that is not there yet, and starts it. */
  async startKafka(): Promise<EmbeddedKafka> {
    const { cache, env } = this.#options;
    const runtime = await provideKafka(cache, env);
    const { ports, common } = await this.#prepare('kafka');
    const { logins: passwords, secured } = this.#options;
    this.#kafka = new EmbeddedKafka({
      ...common,
      runtime,
      ports,
      ...(passwords === undefined ? {} : { logins: { port: await freePort(), passwords } }),
      ...(secured === undefined
        ? {}
        : { secured: { ...secured, scramPort: await freePort(), certificatePort: await freePort() } }),
    });
    await this.#kafka.start();
    return this.#kafka;
  }

  /** Fetches what MongoDB needs if that is not there yet, and starts it. */
  async startMongodb(): Promise<EmbeddedMongodb> {
    const mongod = await provideMongod(this.#options.cache, this.#options.env);
    const { ports, common } = await this.#prepare('mongodb');
    this.#mongodb = new EmbeddedMongodb({ ...common, mongod, port: ports.mongodb });
    await this.#mongodb.start();
    return this.#mongodb;
  }

  async close(): Promise<void> {
    const place = await this.#place;
    if (place === null) return;
    const { work } = place;
    const end = async (part: EmbeddedKafka | EmbeddedMongodb | null) => {
      await (work.temporary ? part?.kill() : part?.stop());
    };
    await Promise.all([end(this.#kafka), end(this.#mongodb)]);
    if (work.temporary) await removeFolder(work.path);
  }

  async #prepare(name: PartName): Promise<{ ports: StackPorts; common: CommonOptions }> {
    this.#place ??= choosePlace(this.#options);
    const { work, ports } = await this.#place;
    const common = {
      profile: this.#options.profile,
      folder: partFolder(work, name),
      ...(work.temporary ? { temporaryFolder: work.path } : {}),
    };
    return { ports, common };
  }
}

/** What one stack has for itself. */
interface Place {
  work: WorkFolder;
  ports: StackPorts;
}

type PartName = 'kafka' | 'mongodb';

interface CommonOptions {
  profile: Profile;
  folder: string;
  temporaryFolder?: string;
}

async function choosePlace({ profile, dataDir, ports = {} }: EmbeddedPartsOptions): Promise<Place> {
  const work = await makeWorkFolder(profile, dataDir);
  // First of all: until they are gone, their ports look taken.
  await Promise.all([waitForPredecessor(partFolder(work, 'kafka')), waitForPredecessor(partFolder(work, 'mongodb'))]);
  return { work, ports: await choosePorts(work.path, ports) };
}

function partFolder(work: WorkFolder, name: PartName): string {
  return path.join(work.path, name);
}
