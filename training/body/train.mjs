// Runs LightGBM, which is installed into the product's cache, never into the project.
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { promisify } from 'node:util';
import { Cache, cacheFolder } from '@newsflow/stack';
import { modelOf } from './model.mjs';

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

/**
 * @param {{ python: string, work: string, names: readonly string[], examples: object[], shape: { trees: number, leaves: number } }} task
 * @returns {Promise<object>} trees as `BoostedTrees` reads them
 */
export async function train({ python, work, names, examples, shape }) {
  const of = (name) => join(work, name);
  for (const part of ['values', 'labels', 'weights'])
    await writeArrays(
      of(part),
      examples.map((example) => example[part]),
    );
  await run(python, [
    join(import.meta.dirname, 'train.py'),
    work,
    ...[names.length, shape.trees, shape.leaves].map(String),
  ]);
  return modelOf(JSON.parse(await readFile(of('model.json'), 'utf8')), names);
}
