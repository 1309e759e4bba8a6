import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Site, startFolderSite } from '@newsflow/stack';
import type { Installation } from './installation.ts';
import { killEachService, runOver } from './run-over.ts';

const samples = fileURLToPath(new URL('../../../libs/stack/sample-site/', import.meta.url));
const copies = 6;

let folder: string;
let site: Site;

/** Each page of the sample site many times, so that a kill finds all services at work. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'newsflow-pages-'));
  const pages = (await readdir(samples, { recursive: true })).filter((path) => /\.html$/.test(path));
  for (let copy = 0; copy < copies; copy += 1) {
    for (const page of pages) {
      await mkdir(join(folder, String(copy), page, '..'), { recursive: true });
      await cp(join(samples, page), join(folder, String(copy), page));
    }
  }
  site = await startFolderSite(folder);
});

afterAll(async () => {
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('kill -9 of each service in the middle of a run', () => {
  it('changes nothing in MongoDB after a restart', async () => {
    const dump = (installation: Installation) => installation.dump('--canonical');
    const undisturbed = await runOver(site, () => Promise.resolve(), dump);
    const disturbed = await runOver(site, killEachService, dump);
    expect(undisturbed.length).toBeGreaterThan(100);
    expect(disturbed).toEqual(undisturbed);
  }, 300_000);
});
