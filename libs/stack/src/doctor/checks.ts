import { dockerEngine, dockerVersion } from '../docker/engine.ts';
import { imagesOf } from '../docker/images.ts';
import type { Cache } from '../runtimes/cache.ts';
import { JAVA_ITEM, machineJava, noJava } from '../runtimes/java.ts';
import { KAFKA_ITEM } from '../runtimes/kafka-jars.ts';
import { noMaven } from '../runtimes/maven.ts';
import type { WantedParts } from '../runtimes/missing-tools.ts';
import { MONGOD_ITEM } from '../runtimes/mongod.ts';
import { KAFKA_VERSION } from '../runtimes/pins.ts';
import { hasPython, noPython, requirePip } from '../runtimes/python-wheel.ts';
import { findProgram } from '../runtimes/run-tool.ts';
import { StackError } from '../stack-error.ts';

const OLDEST_NODE = 24;

// Each check resolves with what it found, or rejects with a StackError that has the remedy.

export function checkNode(version: string): Promise<string> {
  if (Number.parseInt(version) >= OLDEST_NODE) return Promise.resolve(version);
  const remedy = `install Node.js ${OLDEST_NODE} or newer, or run npm install, which brings one on Linux x64`;
  return Promise.reject(new StackError('old-node', `Node.js ${version} is too old`, { remedy }));
}

export async function checkCacheFolder(cache: Cache): Promise<string> {
  await cache.requireWritable();
  return cache.folder;
}

export async function checkPython(cache: Cache, env: NodeJS.ProcessEnv, parts: WantedParts): Promise<string> {
  const hasJava = !parts.kafka || (await machineJava(env)) !== null || (await cache.has(JAVA_ITEM));
  const hasMongod = !parts.mongodb || (await cache.has(MONGOD_ITEM));
  if (hasJava && hasMongod) return 'not needed: nothing is left to be fetched with it';
  return requirePip(env, hasMongod ? 'a Java runtime' : 'MongoDB');
}

export async function checkJava(cache: Cache, env: NodeJS.ProcessEnv): Promise<string> {
  const java = await machineJava(env);
  if (java !== null) return `${java.version} in ${java.home}`;
  if (await cache.has(JAVA_ITEM)) return 'the runtime from PyPI, in the cache';
  if (await hasPython(env)) return 'none here: a runtime is fetched from PyPI at the first start';
  throw noJava();
}

export async function checkMaven(cache: Cache, env: NodeJS.ProcessEnv): Promise<string> {
  if (await cache.has(KAFKA_ITEM)) return `not needed: Kafka ${KAFKA_VERSION} is in the cache`;
  const maven = await findProgram('mvn', env);
  if (maven === null) throw noMaven();
  return maven;
}

export async function checkMongod(cache: Cache, env: NodeJS.ProcessEnv): Promise<string> {
  if (await cache.has(MONGOD_ITEM)) return 'in the cache';
  if (await hasPython(env)) return 'fetched from PyPI at the first start';
  throw noPython('MongoDB');
}

/** Told for information: nothing depends on it where Kafka and MongoDB can be embedded. */
export async function checkDocker(): Promise<string> {
  const version = await dockerVersion();
  return version === null ? 'none answers (not needed)' : `${version} (not needed)`;
}

/** Where Kafka and MongoDB are containers. */
export async function requireDocker(env: NodeJS.ProcessEnv): Promise<string> {
  const { serverVersion } = (await dockerEngine()).info.containerRuntime;
  const { kafka, mongodb } = imagesOf(env);
  return `${serverVersion}, with ${kafka} and ${mongodb}`;
}
