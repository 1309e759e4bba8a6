import { externalKafka, externalMongodb, externalSettings } from '../external.ts';
import { Cache, cacheFolder } from '../runtimes/cache.ts';
import { requirePlatform } from '../runtimes/missing-tools.ts';
import { checkCacheFolder, checkDocker, checkJava, checkMaven, checkMongod, checkNode, checkPython } from './checks.ts';
import { type Diagnosis, diagnosisOf } from './diagnosis.ts';

/**
 * Looks for everything that running newsflow on this machine takes, in a fixed order. Downloads nothing. What is only needed
 * for an embedded part is left out when that part comes from the environment.
 */
export async function diagnose(env: NodeJS.ProcessEnv = process.env): Promise<Diagnosis[]> {
  const { brokers, mongodbUri } = externalSettings(env);
  const cache = new Cache(cacheFolder(env), () => undefined);
  const checks: [name: string, check: () => Promise<string>][] = [['Node.js', () => checkNode(process.versions.node)]];
  if (brokers === null || mongodbUri === null) {
    checks.push(['platform', () => checkPlatform()], ['cache folder', () => checkCacheFolder(cache)]);
    checks.push([
      'Python with pip',
      () => checkPython(cache, env, { kafka: brokers === null, mongodb: mongodbUri === null }),
    ]);
  }
  if (brokers === null) {
    checks.push(['Java', () => checkJava(cache, env)], ['Maven', () => checkMaven(cache, env)]);
  } else {
    checks.push([
      'Kafka',
      async () => `${(await externalKafka(brokers, env)).brokers.join(',')} answers (NEWSFLOW_KAFKA_BROKERS)`,
    ]);
  }
  if (mongodbUri === null) {
    checks.push(['mongod', () => checkMongod(cache, env)]);
  } else {
    checks.push(['MongoDB', () => externalMongodb(mongodbUri).then(() => 'answers (NEWSFLOW_MONGODB_URI)')]);
  }
  checks.push(['Docker engine', () => checkDocker(env)]);
  return Promise.all(checks.map(([name, check]) => diagnosisOf(name, check)));
}

function checkPlatform(): Promise<string> {
  requirePlatform(process.platform, process.arch);
  return Promise.resolve('Linux x64');
}
