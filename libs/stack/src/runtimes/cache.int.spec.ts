import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Cache } from './cache.ts';
import { asSoleWorker } from './sole-worker.ts';

const SOLE_WORKER = new URL('../../dist/runtimes/sole-worker.js', import.meta.url).href;

describe('the cache', () => {
  let folder: string;
  const lines: string[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'newsflow-test-'));
    lines.length = 0;
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  const newCache = () => new Cache(folder, (line) => lines.push(line));

  it('makes an item once when several want it at the same time, and tells who waits', async () => {
    let made = 0;
    const item = {
      name: 'thing-1',
      title: 'Thing',
      make: async (target: string) => {
        made += 1;
        await writeFile(path.join(target, 'content'), 'x');
      },
    };

    const [first, second] = await Promise.all([newCache().get(item), newCache().get(item)]);

    expect(made).toBe(1);
    expect(second).toBe(first);
    expect(await readdir(first)).toEqual(['content']);
    expect(lines).toContain('Thing: another process is fetching it, waiting for that');
  });

  it('keeps nothing of an item that could not be made, and tries again the next time', async () => {
    const broken = { name: 'thing-1', title: 'Thing', make: () => Promise.reject(new Error('no network')) };

    await expect(newCache().get(broken)).rejects.toThrow('no network');

    expect(await readdir(path.join(folder, 'runtime'))).toEqual([]);
    await expect(newCache().get({ ...broken, make: () => Promise.resolve() })).resolves.toContain('thing-1');
  });

  it.each(['/proc/nope', '/proc/nope/further', '/dev/null', '/dev/null/newsflow'])(
    'ends in %s with what to do about it',
    async (unwritable) => {
      await expect(new Cache(unwritable, () => undefined).requireWritable()).rejects.toMatchObject({
        code: 'cache-not-writable',
        remedy: expect.stringContaining('NEWSFLOW_CACHE'),
      });
    },
  );

  it('is not blocked by a holder that was killed', async () => {
    const script = `
      const { asSoleWorker } = await import(${JSON.stringify(SOLE_WORKER)});
      await asSoleWorker(process.argv[1], () => {}, () => { console.log('held'); return new Promise(() => setInterval(() => {}, 1000)); });`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    let waited = false;
    const work = asSoleWorker(
      folder,
      () => {
        waited = true;
        holder.kill('SIGKILL');
      },
      () => Promise.resolve('done'),
    );

    await expect(work).resolves.toBe('done');
    expect(waited).toBe(true);
  });
});
