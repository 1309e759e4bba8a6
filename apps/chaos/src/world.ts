import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectKafka, type KafkaClient, provisionTopics } from '@newsflow/kafka';
import { type Cluster, freePort, type ServiceHandle, startCluster, startService } from '@newsflow/stack';
import { LoopbackProxy } from '@newsflow/testing';
import { type Site, startSite } from './site.ts';

export type ServiceName = 'scraper' | 'parser' | 'store';
const run = promisify(execFile);
const counts: Readonly<Record<ServiceName, number>> = { scraper: 2, parser: 2, store: 2 };
export const serviceNames = Object.keys(counts) as ServiceName[];
const partitions = 6;
/** A service waits for what is down: it is ready some time after that is back. */
const readyLimitMs = 180_000;
/** Of one broker's log, to be filled. */
const diskMib = 1_024;

export interface WorldOptions {
  /** Of the repository. */
  readonly root: string;
  /** Three brokers and three mongods instead of one each. */
  readonly cluster: boolean;
  readonly say: (line: string) => void;
}

/** Kafka, MongoDB, a site, and the services of one namespace, which reach Kafka and MongoDB through proxies. */
export class World {
  readonly services = new Map<ServiceHandle, ServiceName>();
  /** Services that ended without having been told to. */
  endedByThemselves = 0;
  readonly #starting = new Set<Promise<void>>();
  #stopping = false;

  private constructor(
    readonly options: WorldOptions,
    readonly folder: string,
    /** Of the first broker, where its log is on a small disk of its own. */
    readonly smallDisk: string | null,
    readonly cluster: Cluster,
    readonly kafka: KafkaClient,
    /** One in front of each broker, and of each mongod. */
    readonly proxies: { readonly kafka: readonly LoopbackProxy[]; readonly mongodb: readonly LoopbackProxy[] },
    readonly site: Site,
  ) {}

  static async create(options: WorldOptions): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'newsflow-chaos-'));
    const nodes = options.cluster ? 3 : 1;
    const smallDisk = await mountSmallDisk(join(folder, 'kafka-1'));
    const proxies: LoopbackProxy[] = [];
    const inFrontOf = async (port: number): Promise<number> => {
      const proxy = await LoopbackProxy.listen(await freePort(), port);
      proxies.push(proxy);
      return proxy.port;
    };
    try {
      const cluster = await startCluster({ nodes, folder, inFrontOf, onProgress: options.say });
      const kafka = connectKafka({ brokers: cluster.brokers, clientId: 'newsflow-chaos' });
      const fronts = { kafka: proxies.slice(0, nodes), mongodb: proxies.slice(nodes) };
      return new World(options, folder, smallDisk, cluster, kafka, fronts, await startSite());
    } catch (error) {
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await removeAll(folder, smallDisk);
      throw error;
    }
  }

  async provision(namespace: string): Promise<void> {
    const replicationFactor = this.cluster.kafka.length;
    await provisionTopics(this.kafka, { namespace, partitions, replicationFactor, groups: serviceNames });
  }

  /** Settings of services and commands of a namespace. */
  env(namespace: string, through: 'proxies' | 'no proxies'): Record<string, string> {
    const { brokers, frontedBrokers, mongodbUri } = this.cluster;
    return {
      NEWSFLOW_NAMESPACE: namespace,
      NEWSFLOW_KAFKA_BROKERS: (through === 'proxies' ? frontedBrokers : brokers).join(','),
      NEWSFLOW_MONGODB_URI: mongodbUri.replace(/\/\w+\?/, `/${namespace}?`),
    };
  }

  /** Starts a service; resolves when it is ready. Its settings may say that it is a strange one. */
  async start(
    name: ServiceName,
    namespace: string,
    through: 'proxies' | 'no proxies',
    more = {},
  ): Promise<ServiceHandle> {
    const { NEWSFLOW_MONGODB_URI, ...common } = this.env(namespace, through);
    const own = {
      scraper: { NEWSFLOW_MONGODB_URI, ...this.site.scraperSettings },
      parser: { NEWSFLOW_PARSER_THREADS: '1' },
      store: { NEWSFLOW_MONGODB_URI },
    };
    const env = { ...common, ...own[name], ...more };
    const logFile = join(this.folder, `${namespace}-${name}.log`);
    const service = await startService({ name, root: this.options.root, env, logFile, readyLimitMs });
    this.services.set(service, name);
    void service.exited.then(() => this.services.delete(service));
    return service;
  }

  /** As many services as there should be, started in the background as an orchestrator would. */
  mend(namespace: string): void {
    for (const [name, count] of Object.entries(counts) as [ServiceName, number][]) {
      const running = [...this.services.values()].filter((one) => one === name).length;
      for (let missing = running; missing < count; missing += 1) this.#startInBackground(name, namespace);
    }
  }

  #startInBackground(name: ServiceName, namespace: string): void {
    const starting = this.start(name, namespace, 'proxies')
      .then((service) => {
        void service.exited.then(({ code, signal }) => {
          if (this.#stopping || signal !== null || code === 0) return;
          this.endedByThemselves += 1;
          this.options.say(`a ${name} ended by itself with ${code ?? '?'}`);
        });
      })
      .catch((error: unknown) => {
        if (!this.#stopping) this.options.say(`a ${name} did not start: ${String(error).split('\n')[0] ?? ''}`);
      })
      .finally(() => this.#starting.delete(starting));
    this.#starting.add(starting);
  }

  /** All that was begun in the background has come to an end. */
  async settled(): Promise<void> {
    while (this.#starting.size > 0) await Promise.all(this.#starting);
  }

  get starting(): number {
    return this.#starting.size;
  }

  async stopServices(): Promise<void> {
    this.#stopping = true;
    await this.settled();
    await Promise.all([...this.services.keys()].map((service) => service.stop()));
    this.#stopping = false;
  }

  async close(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.services.keys()].map((service) => service.kill()));
    await Promise.all([...this.proxies.kafka, ...this.proxies.mongodb].map((proxy) => proxy.close()));
    await this.cluster.kill();
    await this.site.close();
    await removeAll(this.folder, this.smallDisk);
  }
}

async function mountSmallDisk(folder: string): Promise<string | null> {
  await mkdir(folder);
  return run('mount', ['-t', 'tmpfs', '-o', `size=${diskMib}m`, 'newsflow-chaos', folder]).then(
    () => folder,
    () => null,
  );
}

async function removeAll(folder: string, smallDisk: string | null): Promise<void> {
  if (smallDisk !== null) await run('umount', [smallDisk]);
  await rm(folder, { recursive: true, force: true });
}
