import { chooseSource, type OwnSource } from '../choose-source.ts';
import { externalKafka, externalMongodb, externalSettings } from '../external.ts';
import { Cache, cacheFolder } from '../runtimes/cache.ts';
import { requirePlatform, type WantedParts } from '../runtimes/missing-tools.ts';
import {
  checkCacheFolder,
  checkDocker,
  checkJava,
  checkMaven,
  checkMongod,
  checkNode,
  checkPython,
  requireDocker,
} from './checks.ts';
import { type Diagnosis, diagnosisOf } from './diagnosis.ts';

type Check = [name: string, check: () => Promise<string>];

/**
 * Looks for everything that running newsflow on this machine takes, in a fixed order. Downloads nothing. What is only needed
 * for a part of the stack's own is left out when that part comes from the environment.
 */
export async function diagnose(env: NodeJS.ProcessEnv = process.env): Promise<Diagnosis[]> {
  const { brokers, mongodbUri } = externalSettings(env);
  const cache = new Cache(cacheFolder(env), () => undefined);
  const wanted = { kafka: brokers === null, mongodb: mongodbUri === null };
  const checks: Check[] = [['Node.js', () => checkNode(process.versions.node)]];
  const source = await chooseSource(wanted, cache, env).catch(() => 'embedded' as const);
  if (source === 'embedded') checks.push(...embeddedChecks(wanted, cache, env));
  if (brokers !== null) {
    checks.push([
      'Kafka',
      async () => `${(await externalKafka(brokers, env)).brokers.join(',')} answers (NEWSFLOW_KAFKA_BROKERS)`,
    ]);
  }
  if (mongodbUri !== null) {
    checks.push(['MongoDB', () => externalMongodb(mongodbUri).then(() => 'answers (NEWSFLOW_MONGODB_URI)')]);
  }
  checks.push(['Docker engine', () => dockerCheck(source, wanted, env)]);
  return Promise.all(checks.map(([name, check]) => diagnosisOf(name, check)));
}

function embeddedChecks(wanted: WantedParts, cache: Cache, env: NodeJS.ProcessEnv): Check[] {
  if (!wanted.kafka && !wanted.mongodb) return [];
  const checks: Check[] = [
    ['platform', () => checkPlatform()],
    ['cache folder', () => checkCacheFolder(cache)],
    ['Python with pip', () => checkPython(cache, env, wanted)],
  ];
  if (wanted.kafka) checks.push(['Java', () => checkJava(cache, env)], ['Maven', () => checkMaven(cache, env)]);
  if (wanted.mongodb) checks.push(['mongod', () => checkMongod(cache, env)]);
  return checks;
}

function dockerCheck(source: OwnSource, wanted: WantedParts, env: NodeJS.ProcessEnv): Promise<string> {
  return source === 'docker' && (wanted.kafka || wanted.mongodb) ? requireDocker(env) : checkDocker();
}

function checkPlatform(): Promise<string> {
  requirePlatform(process.platform, process.arch);
  return Promise.resolve('Linux x64');
}
