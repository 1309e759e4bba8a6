// The systems that are compared, in pinned versions. The peers are installed into the product's cache, never into the project.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Cache, cacheFolder } from '@newsflow/stack';

const run = promisify(execFile);
const here = import.meta.dirname;

const pythonPackages = ['trafilatura==2.3.1', 'newspaper4k==0.9.6'];
const npmPackages = {
  '@mozilla/readability': '0.6.0',
  defuddle: '0.19.4',
  linkedom: '0.18.15',
  'cld3-asm': '4.0.0',
  franc: '6.2.0',
  tinyld: '1.3.4',
};

/** Installs what is missing. @returns {Promise<{ python: string, packages: string }>} an interpreter, and a folder with node_modules */
export async function installPeers(say) {
  const cache = new Cache(cacheFolder(process.env), say);
  const python = await cache.get({
    name: `bench-python-${pythonPackages.join('-').replaceAll('==', '-')}`,
    title: `Python peers (${pythonPackages.join(', ')})`,
    make: async (folder) => {
      await run('python3', ['-m', 'venv', folder]);
      const pip = (...args) => run(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', ...args]);
      // Older ones stop at the extras of lxml.
      await pip('pip==25.2');
      await pip(...pythonPackages);
    },
  });
  const packages = await cache.get({
    name: `bench-npm-${Object.values(npmPackages).join('-')}`,
    title: `JavaScript peers (${Object.keys(npmPackages).join(', ')})`,
    make: async (folder) => {
      await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: npmPackages }));
      await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder });
    },
  });
  return { python: join(python, 'bin', 'python'), packages };
}

/** A heap bounded like that of a parser's worker, though larger: V8 otherwise lets garbage lie while there is memory. */
const heap = ['--max-old-space-size=224', '--min-semi-space-size=32', '--max-semi-space-size=32'];

export const newsflow = {
  name: 'newsflow',
  command: [process.execPath, ...heap, join(here, 'read-by-newsflow.mjs')],
  options: [],
};

/** @param {Awaited<ReturnType<typeof installPeers>>} installed */
export const peers = ({ python, packages }) => [
  ...['trafilatura', 'trafilatura-precision', 'newspaper4k'].map((name) => ({
    name,
    command: [python, join(here, 'read-by-python-peer.py')],
    options: [name],
  })),
  ...['readability', 'defuddle'].map((name) => ({
    name,
    command: [process.execPath, join(here, 'read-by-js-peer.mjs')],
    options: [packages, name],
  })),
];
