import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProvisionError } from '../stack-error.ts';
import type { Cache } from './cache.ts';
import type { Java } from './java.ts';
import { KAFKA_VERSION, MAVEN_DEPENDENCY_PLUGIN_VERSION, SCALA_VERSION, SLF4J_SIMPLE_VERSION } from './pins.ts';
import { findProgram, runTool } from './run-tool.ts';
import { downloadError } from './tool-failure.ts';

export const KAFKA_ITEM = `kafka-${KAFKA_VERSION}`;

const DEPENDENCIES = [
  { groupId: 'org.apache.kafka', artifactId: `kafka_${SCALA_VERSION}`, version: KAFKA_VERSION },
  { groupId: 'org.slf4j', artifactId: 'slf4j-simple', version: SLF4J_SIMPLE_VERSION },
];

/** Kafka's jars, fetched with Maven on first use, in a stable order: the class archive only fits the very same class path. */
export async function provideKafkaJars(cache: Cache, java: Java, env: NodeJS.ProcessEnv): Promise<string[]> {
  const folder = await cache.get({
    name: KAFKA_ITEM,
    title: `Kafka ${KAFKA_VERSION} with Maven`,
    make: (target) => fetchJars(target, java, env),
  });
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jar'));
  return names.sort().map((name) => path.join(folder, name));
}

async function fetchJars(folder: string, java: Java, env: NodeJS.ProcessEnv): Promise<void> {
  const maven = await findProgram('mvn', env);
  if (maven === null) throw noMaven();
  const pom = path.join(folder, 'pom.xml');
  await writeFile(pom, pomOf(DEPENDENCIES));
  const goal = `org.apache.maven.plugins:maven-dependency-plugin:${MAVEN_DEPENDENCY_PLUGIN_VERSION}:copy-dependencies`;
  // Maven itself is a Java program: on a machine without Java it runs on the one that we have fetched.
  const result = await runTool(maven, ['-q', '-B', '-f', pom, goal, `-DoutputDirectory=${folder}`], {
    ...env,
    JAVA_HOME: java.home,
  });
  if (result.exitCode !== 0) throw downloadError('Maven', `Kafka ${KAFKA_VERSION}`, result);
  await rm(pom);
}

export function noMaven(): ProvisionError {
  return new ProvisionError('no-maven', 'Maven is missing, which fetches Kafka', {
    remedy: 'install it (Debian, Ubuntu: apt-get install maven), or set NEWSFLOW_KAFKA_BROKERS',
  });
}

function pomOf(dependencies: typeof DEPENDENCIES): string {
  const list = dependencies.map(
    ({ groupId, artifactId, version }) =>
      `    <dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version></dependency>`,
  );
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0">',
    '  <modelVersion>4.0.0</modelVersion>',
    '  <groupId>newsflow</groupId><artifactId>kafka-runtime</artifactId><version>1</version>',
    '  <dependencies>',
    ...list,
    '  </dependencies>',
    '</project>',
    '',
  ].join('\n');
}
