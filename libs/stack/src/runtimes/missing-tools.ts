import { ProvisionError } from '../stack-error.ts';
import type { Cache } from './cache.ts';
import { JAVA_ITEM, machineJava, noJava } from './java.ts';
import { KAFKA_ITEM } from './kafka-jars.ts';
import { noMaven } from './maven.ts';
import { MONGOD_ITEM } from './mongod.ts';
import { hasPython, noPython } from './python-wheel.ts';
import { findProgram } from './run-tool.ts';

export interface WantedParts {
  kafka: boolean;
  mongodb: boolean;
}

/** Everything that is missing to run these parts embedded, before the first byte is downloaded. Starts no process. */
async function missingTools(parts: WantedParts, cache: Cache, env: NodeJS.ProcessEnv): Promise<ProvisionError[]> {
  const missing: ProvisionError[] = [];
  const python = await hasPython(env);
  if (parts.kafka) {
    const java = python || (await machineJava(env)) !== null || (await cache.has(JAVA_ITEM));
    if (!java) missing.push(noJava());
    if (!(await cache.has(KAFKA_ITEM)) && (await findProgram('mvn', env)) === null) missing.push(noMaven());
  }
  if (parts.mongodb && !python && !(await cache.has(MONGOD_ITEM))) missing.push(noPython('MongoDB'));
  return missing;
}

/** Refuses, in one line that names all of it, when something is missing. */
export async function requireTools(parts: WantedParts, cache: Cache, env: NodeJS.ProcessEnv): Promise<void> {
  const missing = await missingTools(parts, cache, env);
  const [first] = missing;
  if (first === undefined) return;
  throw missing.length === 1 ? first : new ProvisionError(first.code, missing.map((error) => error.message).join(' '));
}

/** The embedded parts are Linux x64 programs. */
export function requirePlatform(platform: string, architecture: string): void {
  if (platform === 'linux' && architecture === 'x64') return;
  throw new ProvisionError(
    'unsupported-platform',
    `Embedded Kafka and MongoDB run on Linux x64 only (this is ${platform} ${architecture})`,
    { remedy: 'start Docker, or set NEWSFLOW_KAFKA_BROKERS and NEWSFLOW_MONGODB_URI' },
  );
}
