import type { Secured } from './embedded/kafka-settings.ts';
import { chooseSource } from './choose-source.ts';
import { DockerParts } from './docker/docker-parts.ts';
import { EmbeddedParts } from './embedded/embedded-parts.ts';
import type { KafkaPart, MongodbPart, StackPart, StackParts } from './embedded/part.ts';
import type { StackPorts } from './embedded/ports.ts';
import type { Profile } from './embedded/profile.ts';
import { externalKafka, externalMongodb, externalSettings } from './external.ts';
import { Cache, cacheFolder } from './runtimes/cache.ts';

export interface StackOptions {
  /** Default `quick`. */
  profile?: Profile;
  /** Keeps the data when the stack stops, and finds it again at the next start. Default: a temporary folder, removed. */
  dataDir?: string;
  /** Ports of 127.0.0.1. Default: those that the data folder had before, else free ones from 20000 to 31999. */
  ports?: Partial<StackPorts>;
  /**
   * Passwords by user, for tests of permissions: the embedded Kafka gets a second listener with SASL PLAIN, where users may do
   * what access lists allow. By the first everybody may do everything.
   */
  logins?: Readonly<Record<string, string>>;
  /** For tests of TLS: two more listeners of the embedded Kafka. */
  secured?: Omit<Secured, 'scramPort' | 'certificatePort'>;
  /** Hears one line for each step that takes time; a warm start has none. */
  onProgress?: (line: string) => void;
  /** Default: this process's environment. */
  env?: NodeJS.ProcessEnv;
}

export interface Stack {
  /** `host:port` each. */
  brokers: string[];
  /** `host:port` of the listener for `logins`; empty without. */
  loginBrokers: string[];
  /** `host:port` of the listeners for `secured`; empty without. */
  scramBrokers: string[];
  certificateBrokers: string[];
  mongodbUri: string;
  /** True when both parts are processes of this stack. */
  embedded: boolean;
  kafka: StackPart;
  mongodb: StackPart;
  /** The embedded processes that run now. */
  readonly processes: StackProcess[];
  /** From the call until both could be used, provisioning included. */
  startupMs: number;
  /** Ends what is this stack's own and removes temporary data. */
  stop(): Promise<void>;
}

export interface StackProcess {
  name: 'kafka' | 'mongodb';
  pid: number;
}

/**
 * A Kafka and a MongoDB to work with: from `NEWSFLOW_KAFKA_BROKERS` and `NEWSFLOW_MONGODB_URI` where set, each for itself,
 * else as processes of this one, which never outlive it, else as containers of this machine's Docker engine (see
 * {@link chooseSource}). Many stacks can run at once.
 *
 * @throws ProvisionError when a program is missing or cannot be fetched
 * @throws StackError when a part is not reachable or does not start
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const startedAt = performance.now();
  const {
    env = process.env,
    profile = 'quick',
    dataDir,
    ports,
    logins,
    secured,
    onProgress = () => undefined,
  } = options;
  const { brokers, mongodbUri } = externalSettings(env);
  const cache = new Cache(cacheFolder(env), onProgress);
  const wanted = { kafka: brokers === null, mongodb: mongodbUri === null };
  const source = wanted.kafka || wanted.mongodb ? await chooseSource(wanted, cache, env) : 'embedded';
  const common = {
    env,
    profile,
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(ports === undefined ? {} : { ports }),
  };
  const ours: StackParts =
    source === 'docker'
      ? new DockerParts({ ...common, onProgress })
      : new EmbeddedParts({
          ...common,
          cache,
          ...(logins === undefined ? {} : { logins }),
          ...(secured === undefined ? {} : { secured }),
        });
  const [kafka, mongodb] = await Promise.allSettled([
    brokers === null ? ours.startKafka() : externalKafka(brokers, env),
    mongodbUri === null ? ours.startMongodb() : externalMongodb(mongodbUri),
  ]);
  if (kafka.status === 'fulfilled' && mongodb.status === 'fulfilled') {
    return describe(kafka.value, mongodb.value, performance.now() - startedAt, () => ours.close());
  }
  await ours.close();
  throw kafka.status === 'rejected' ? kafka.reason : (mongodb as PromiseRejectedResult).reason;
}

function describe(kafka: KafkaPart, mongodb: MongodbPart, startupMs: number, stop: () => Promise<void>): Stack {
  return {
    brokers: kafka.brokers,
    loginBrokers: kafka.loginBrokers,
    scramBrokers: kafka.scramBrokers,
    certificateBrokers: kafka.certificateBrokers,
    mongodbUri: mongodb.uri,
    embedded: kafka.source === 'embedded' && mongodb.source === 'embedded',
    kafka,
    mongodb,
    get processes() {
      const named: { name: StackProcess['name']; pid: number | null }[] = [
        { name: 'kafka', pid: kafka.pid },
        { name: 'mongodb', pid: mongodb.pid },
      ];
      return named.filter((entry): entry is StackProcess => entry.pid !== null);
    },
    startupMs: Math.round(startupMs),
    stop,
  };
}
