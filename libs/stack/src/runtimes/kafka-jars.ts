import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Cache } from './cache.ts';
import type { Java } from './java.ts';
import { type Artifact, copyJars } from './maven.ts';
import { KAFKA_VERSION, SCALA_VERSION, SLF4J_SIMPLE_VERSION } from './pins.ts';

export const KAFKA_ITEM = `kafka-${KAFKA_VERSION}`;

const DEPENDENCIES: readonly Artifact[] = [
  { groupId: 'org.apache.kafka', artifactId: `kafka_${SCALA_VERSION}`, version: KAFKA_VERSION },
  { groupId: 'org.slf4j', artifactId: 'slf4j-simple', version: SLF4J_SIMPLE_VERSION },
];

/** Kafka's jars, fetched with Maven on first use, in a stable order: the class archive only fits the very same class path. */
export async function provideKafkaJars(cache: Cache, java: Java, env: NodeJS.ProcessEnv): Promise<string[]> {
  const folder = await cache.get({
    name: KAFKA_ITEM,
    title: `Kafka ${KAFKA_VERSION} with Maven`,
    make: (target) => copyJars(DEPENDENCIES, target, java, env, `Kafka ${KAFKA_VERSION}`),
  });
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jar'));
  return names.sort().map((name) => path.join(folder, name));
}
