import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectKafka, type KafkaClient, provisionTopics } from '@newsflow/kafka';
import { freePort, type ServiceHandle, type Stack, startService, startStack } from '@newsflow/stack';
import { LoopbackProxy } from '@newsflow/testing';

export type ServiceName = 'parser' | 'store';
const run = promisify(execFile);
const counts: Readonly<Record<ServiceName, number>> = { parser: 2, store: 2 };
const partitions = 6;
/** A service waits for what is down: it is ready some time after that is back. */
const readyLimitMs = 180_000;
/** Of the broker's log, to be filled. */
const diskMib = 1_024;

export interface WorldOptions {
  /** Of the repository. */
  readonly root: string;
  readonly say: (line: string) => void;
}

/** One Kafka, one MongoDB, and the services of one namespace, which reach both through proxies. */
export class World {
  readonly services = new Map<ServiceHandle, ServiceName>();
  /** Services that ended without having been told to. */
  endedByThemselves = 0;
  readonly #starting = new Set<Promise<void>>();
  #stopping = false;

  private constructor(
    readonly options: WorldOptions,
    readonly folder: string,
    /** Whether the broker's log is on a small disk of its own. */
    readonly smallDisk: boolean,
    readonly stack: Stack,
    readonly kafka: KafkaClient,
    readonly kafkaProxy: LoopbackProxy,
    readonly mongodbProxy: LoopbackProxy,
  ) {}

  static async create(options: WorldOptions): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'newsflow-chaos-'));
    const kafkaFolder = join(folder, 'kafka');
    await mkdir(kafkaFolder);
    const smallDisk = await run('mount', ['-t', 'tmpfs', '-o', `size=${diskMib}m`, 'newsflow-chaos', kafkaFolder]).then(
      () => true,
      () => false,
    );
    const [port, advertisedPort, mongodbPort] = [await freePort(), await freePort(), await freePort()];
    // Somebody else's servers are not ours to break.
    const env = { ...process.env, NEWSFLOW_KAFKA_BROKERS: '', NEWSFLOW_MONGODB_URI: '' };
    const proxied = { port, advertisedPort };
    const stack = await startStack({ env, profile: 'durable', dataDir: folder, proxied });
    const kafkaProxy = await LoopbackProxy.listen(advertisedPort, port);
    const mongodbProxy = await LoopbackProxy.listen(mongodbPort, Number(new URL(stack.mongodbUri).port));
    const kafka = connectKafka({ brokers: stack.brokers, clientId: 'newsflow-chaos' });
    return new World(options, folder, smallDisk, stack, kafka, kafkaProxy, mongodbProxy);
  }

  async provision(namespace: string): Promise<void> {
    const groups = Object.keys(counts);
    await provisionTopics(this.kafka, { namespace, partitions, replicationFactor: 1, groups });
  }

  /** Settings of services and commands of a namespace. */
  env(namespace: string, through: 'proxies' | 'no proxies'): Record<string, string> {
    const direct = through === 'no proxies';
    const port = direct ? new URL(this.stack.mongodbUri).port : String(this.mongodbProxy.port);
    return {
      NEWSFLOW_NAMESPACE: namespace,
      NEWSFLOW_KAFKA_BROKERS: direct ? this.stack.brokers.join(',') : `127.0.0.1:${this.kafkaProxy.port}`,
      NEWSFLOW_MONGODB_URI: `mongodb://127.0.0.1:${port}/${namespace}?directConnection=true`,
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
    const env = {
      ...common,
      ...(name === 'store' ? { NEWSFLOW_MONGODB_URI } : { NEWSFLOW_PARSER_THREADS: '1' }),
      ...more,
    };
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
    await Promise.all([this.kafkaProxy.close(), this.mongodbProxy.close()]);
    await Promise.all([this.stack.kafka.kill(), this.stack.mongodb.kill()]);
    await this.stack.stop();
    if (this.smallDisk) await run('umount', [join(this.folder, 'kafka')]);
    await rm(this.folder, { recursive: true, force: true });
  }
}
