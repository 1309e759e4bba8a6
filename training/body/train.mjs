// Runs LightGBM, which is installed into the product's cache, never into the project.
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { promisify } from 'node:util';
import { featureNames } from '@newsflow/extraction/development';
import { Cache, cacheFolder } from '@newsflow/stack';

const run = promisify(execFile);
const packages = ['lightgbm==4.6.0', 'numpy==2.3.5', 'scipy==1.16.3'];

/** @returns {Promise<string>} a Python that has LightGBM */
export async function installLightGbm(say) {
  const folder = await new Cache(cacheFolder(env), say).get({
    name: `training-python-${packages.join('-').replaceAll('==', '-')}`,
    title: `LightGBM (${packages.join(', ')})`,
    make: async (target) => {
      await run('python3', ['-m', 'venv', target]);
      await run(join(target, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', ...packages]);
    },
  });
  return join(folder, 'bin', 'python');
}

async function writeArrays(path, arrays) {
  const stream = createWriteStream(path);
  for (const array of arrays) {
    const { buffer, byteOffset, byteLength } = array;
    if (!stream.write(new Uint8Array(buffer, byteOffset, byteLength)))
      await new Promise((done) => stream.once('drain', done));
  }
  await new Promise((done, failed) => stream.on('error', failed).end(done));
}

/** @returns {Promise<object>} LightGBM's own description of the model */
export async function train({ python, work, examples }) {
  const of = (name) => join(work, name);
  for (const part of ['values', 'labels', 'weights'])
    await writeArrays(
      of(part),
      examples.map((example) => example[part]),
    );
  await run(python, [join(import.meta.dirname, 'train.py'), work, String(featureNames.length)], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(await readFile(of('model.json'), 'utf8'));
}
