import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Cache } from '../runtimes/cache.ts';
import { type Java, provideJava } from '../runtimes/java.ts';
import { provideKafkaJars } from '../runtimes/kafka-jars.ts';
import { KAFKA_VERSION } from '../runtimes/pins.ts';
import { EmbeddedKafka, type KafkaRuntime } from './embedded-kafka.ts';
import { freePort } from '../processes/free-port.ts';

const FILE = 'kafka.jsa';

/**
 * All that it takes to run a broker, fetched and made on first use.
 *
 * @throws ProvisionError when something is missing or cannot be fetched
 */
export async function provideKafka(cache: Cache, env: NodeJS.ProcessEnv): Promise<KafkaRuntime> {
  const java = await provideJava(cache, env);
  const jars = await provideKafkaJars(cache, java, env);
  return { java, jars, classArchive: await provideClassArchive(cache, java, jars) };
}

/**
 * An archive of Kafka's loaded classes (AppCDS), which cuts its start from three seconds to one. It is made by one run of
 * the broker that is ended in order. Java refuses it silently when it itself or the class path is another: both are in the name.
 *
 * @returns path of the archive, or null where this Java cannot make one (then Kafka starts slower)
 */
async function provideClassArchive(cache: Cache, java: Java, jars: readonly string[]): Promise<string | null> {
  const fits = createHash('sha256')
    .update([java.home, java.version, ...jars].join('\n'))
    .digest('hex')
    .slice(0, 16);
  const folder = await cache.get({
    name: `kafka-${KAFKA_VERSION}-classes-${fits}`,
    title: `Archive of Kafka's classes for Java ${java.version}`,
    make: (target) => train(target, java, jars),
  });
  const archive = path.join(folder, FILE);
  return stat(archive).then(
    () => archive,
    () => null,
  );
}

async function train(folder: string, java: Java, jars: readonly string[]): Promise<void> {
  const work = path.join(folder, 'training');
  await mkdir(work);
  const kafka = new EmbeddedKafka({
    runtime: { java, jars, classArchive: null },
    // The profile that loads more classes: those of the log cleaner.
    profile: 'durable',
    ports: { kafka: await freePort(), controller: await freePort() },
    folder: work,
    javaFlags: [`-XX:ArchiveClassesAtExit=${path.join(folder, FILE)}`],
  });
  try {
    await kafka.start();
  } finally {
    await kafka.stop();
  }
}
