import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Cache } from '../runtimes/cache.ts';
import type { Java } from '../runtimes/java.ts';
import { KAFKA_VERSION } from '../runtimes/pins.ts';
import { EmbeddedKafka } from './embedded-kafka.ts';
import { freePort } from '../processes/free-port.ts';

const FILE = 'kafka.jsa';

/**
 * An archive of Kafka's loaded classes (AppCDS), which cuts its start from three seconds to one. It is made by one run of
 * the broker that is ended in order. Java refuses it silently when it itself or the class path is another: both are in the name.
 *
 * @returns path of the archive, or null where this Java cannot make one (then Kafka starts slower)
 */
export async function provideClassArchive(cache: Cache, java: Java, jars: readonly string[]): Promise<string | null> {
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
