import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeDataFolder } from './data-folder.ts';
import { removeDataFolder } from './remove-data-folder.ts';

let work: string;
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'newsflow-data-'));
});
afterEach(() => rm(work, { recursive: true, force: true }));

describe('removing the data folder', () => {
  it('removes one that was made for it, with all that is in it', async () => {
    const folder = join(work, 'a', 'newsflow');
    await makeDataFolder(folder);
    await writeFile(join(folder, 'supervisor.log'), 'x');
    await makeDataFolder(folder);
    await removeDataFolder(folder);
    expect(await readdir(join(work, 'a'))).toEqual([]);
    await removeDataFolder(folder);
  });

  it('refuses one that was there before, also after it was used', async () => {
    const folder = join(work, 'documents');
    await mkdir(folder);
    await writeFile(join(folder, 'letter.txt'), 'dear');
    await makeDataFolder(folder);
    await expect(removeDataFolder(folder)).rejects.toMatchObject({ exit: 4, message: expect.stringContaining(folder) });
    expect(await readdir(folder)).toEqual(['letter.txt']);
  });
});

describe('making the data folder', () => {
  it.each(['/proc/nope', '/proc/nope/further', '/dev/null', '/dev/null/newsflow'])(
    'ends in %s with exit code 2',
    async (folder) => {
      await expect(makeDataFolder(folder)).rejects.toMatchObject({
        exit: 2,
        message: expect.stringContaining('set NEWSFLOW_DATA'),
      });
    },
  );
});
