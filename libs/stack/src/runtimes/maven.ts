import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProvisionError } from '../stack-error.ts';
import { type Java, machineJava } from './java.ts';
import { MAVEN_DEPENDENCY_PLUGIN_VERSION } from './pins.ts';
import { findProgram, runTool } from './run-tool.ts';
import { downloadError } from './tool-failure.ts';

const oldestJavaForMaven = 8;

export interface Artifact {
  groupId: string;
  artifactId: string;
  version: string;
}

/**
 * Puts the jars of these artifacts and of all that they depend on into `folder`.
 * @param what they are, for messages
 * @throws ProvisionError `no-maven`, `registry-unreachable`, `download-failed`
 */
export async function copyJars(
  artifacts: readonly Artifact[],
  folder: string,
  java: Java,
  env: NodeJS.ProcessEnv,
  what: string,
): Promise<void> {
  const maven = await findProgram('mvn', env);
  if (maven === null) throw noMaven(what);
  const pom = path.join(folder, 'pom.xml');
  await writeFile(pom, pomOf(artifacts));
  const goal = `org.apache.maven.plugins:maven-dependency-plugin:${MAVEN_DEPENDENCY_PLUGIN_VERSION}:copy-dependencies`;
  // Maven itself is a Java program: on a machine without Java it runs on the one that we have fetched. The machine's own, however
  // old, comes first: it trusts the authorities that the machine trusts, a company's proxy among them.
  const { home } = (await machineJava(env, oldestJavaForMaven)) ?? java;
  const result = await runTool(maven, ['-q', '-B', '-f', pom, goal, `-DoutputDirectory=${folder}`], {
    ...env,
    JAVA_HOME: home,
  });
  if (result.exitCode !== 0) throw downloadError('Maven', what, result);
  await rm(pom);
}

export function noMaven(neededFor = 'Kafka'): ProvisionError {
  const instead = neededFor.startsWith('Kafka') ? ', or set NEWSFLOW_KAFKA_BROKERS' : '';
  return new ProvisionError('no-maven', `Maven is missing, which fetches ${neededFor}`, {
    remedy: `install it (Debian, Ubuntu: apt-get install maven)${instead}`,
  });
}

function pomOf(artifacts: readonly Artifact[]): string {
  const list = artifacts.map(
    ({ groupId, artifactId, version }) =>
      `    <dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version></dependency>`,
  );
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0">',
    '  <modelVersion>4.0.0</modelVersion>',
    '  <groupId>newsflow</groupId><artifactId>runtime</artifactId><version>1</version>',
    '  <dependencies>',
    ...list,
    '  </dependencies>',
    '</project>',
    '',
  ].join('\n');
}
