import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { provideKafka } from './embedded/class-archive.ts';
import { EmbeddedKafka, kafkaUuid } from './embedded/embedded-kafka.ts';
import { EmbeddedMongodb } from './embedded/embedded-mongodb.ts';
import type { StackPart } from './embedded/part.ts';
import { formReplicaSet, replicaSetUri, stepDown } from './embedded/replica-set.ts';
import { freePort } from './processes/free-port.ts';
import { Cache, cacheFolder } from './runtimes/cache.ts';
import { provideMongod } from './runtimes/mongod.ts';

export interface ClusterOptions {
  /** Of brokers, and of mongods. */
  nodes: number;
  /** Gets a folder for each: `kafka-1`, `mongodb-1`, …; they stay when the cluster stops. */
  folder: string;
  /** Stands between clients and this port of 127.0.0.1; resolves with the port that they are told instead. */
  inFrontOf: (port: number) => Promise<number>;
  /** Hears one line for each step that takes time. */
  onProgress?: (line: string) => void;
  /** Default: this process's environment. */
  env?: NodeJS.ProcessEnv;
}

export interface Cluster {
  /** `host:port` each, without anything in between. */
  brokers: string[];
  /** The same behind what stands in front of them. */
  frontedBrokers: string[];
  /** Behind what stands in front: members of a replica set and its clients know each other by the same addresses. */
  mongodbUri: string;
  kafka: StackPart[];
  mongodb: StackPart[];
  /** The primary of the replica set gives its place up; resolves when there is one again. */
  stepDown(): Promise<void>;
  /** Ends all of it at once. */
  kill(): Promise<void>;
}

/**
 * Brokers and mongods on this machine for tests of what happens when one of them fails: everything on disk and in the journal, each broker a
 * controller too, three replicas of which two have to be in sync.
 *
 * @throws ProvisionError when a program is missing or cannot be fetched
 * @throws StackError when a part does not start
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { env = process.env, onProgress = () => undefined } = options;
  const cache = new Cache(cacheFolder(env), onProgress);
  const { kafka, brokers, frontedBrokers } = await prepareKafka(cache, env, options);
  const { mongodb, hosts, firstPort } = await prepareMongodb(cache, env, options);
  const kill = async () => {
    await Promise.all([...kafka, ...mongodb].map((part) => part.kill()));
  };
  const mongodbUri = replicaSetUri(hosts);
  try {
    await Promise.all([...kafka, ...mongodb].map((part) => part.start()));
    await formReplicaSet(firstPort, hosts);
  } catch (error) {
    await kill();
    throw error;
  }
  return { brokers, frontedBrokers, mongodbUri, kafka, mongodb, stepDown: () => stepDown(mongodbUri), kill };
}

const inTurn = async <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> => {
  const made: T[] = [];
  for (let index = 0; index < count; index += 1) made.push(await make(index));
  return made;
};

async function partFolder(folder: string, name: string, index: number): Promise<string> {
  const made = path.join(folder, `${name}-${index + 1}`);
  await mkdir(made, { recursive: true });
  return made;
}

async function prepareKafka(cache: Cache, env: NodeJS.ProcessEnv, { nodes, folder, inFrontOf }: ClusterOptions) {
  const runtime = await provideKafka(cache, env);
  const clusterId = kafkaUuid();
  const controllerPorts = await inTurn(nodes, freePort);
  const kafka = await inTurn(nodes, async (index) => {
    const port = await freePort();
    return new EmbeddedKafka({
      runtime,
      profile: 'durable',
      ports: { kafka: await freePort(), controller: controllerPorts[index] ?? 0 },
      proxied: { port, advertisedPort: await inFrontOf(port) },
      node: { id: index + 1, clusterId, controllerPorts },
      folder: await partFolder(folder, 'kafka', index),
    });
  });
  return {
    kafka,
    brokers: kafka.flatMap((broker) => broker.brokers),
    frontedBrokers: kafka.flatMap((broker) => broker.proxiedBrokers),
  };
}

async function prepareMongodb(cache: Cache, env: NodeJS.ProcessEnv, { nodes, folder, inFrontOf }: ClusterOptions) {
  const mongod = await provideMongod(cache, env);
  const ports = await inTurn(nodes, freePort);
  const hosts = await inTurn(nodes, async (index) => `127.0.0.1:${await inFrontOf(ports[index] ?? 0)}`);
  const mongodb = await inTurn(nodes, async (index) => {
    const [port, at] = [ports[index] ?? 0, await partFolder(folder, 'mongodb', index)];
    return new EmbeddedMongodb({ mongod, profile: 'durable', port, member: true, folder: at });
  });
  return { mongodb, hosts, firstPort: ports[0] ?? 0 };
}
