import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Site, startFolderSite } from '@newsflow/stack';
import { Installation } from './installation.ts';
import { waitFor } from './wait-for.ts';

const samples = fileURLToPath(new URL('../../../libs/stack/sample-site/', import.meta.url));
const copies = 12;

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

/** One run over all pages; `disturb` is called when some have ended and others have not. */
async function dumpAfter(disturb: (installation: Installation) => Promise<void>) {
  const installation = await Installation.create(site);
  try {
    const { mongodbUri } = await installation.up();
    await waitFor('some pages to end', async () => (await installation.ended(mongodbUri)) > 10);
    expect(await installation.ended(mongodbUri)).toBeLessThan(site.expectations.length);
    await disturb(installation);
    await installation.untilEnded(mongodbUri);
    return await installation.dump('--canonical');
  } finally {
    await installation.remove();
  }
}

describe('kill -9 of each service in the middle of a run', () => {
  it('changes nothing in MongoDB after a restart', async () => {
    const undisturbed = await dumpAfter(() => Promise.resolve());
    const disturbed = await dumpAfter(async (installation) => {
      for (const name of ['scraper', 'parser', 'store']) {
        const victim = (await installation.up()).services.find((service) => service.name === name);
        if (!victim) throw new Error(`no ${name}`);
        process.kill(victim.pid, 'SIGKILL');
        await waitFor(`the ${name} to be missed`, async () => (await installation.run('status')).code === 6);
      }
      await installation.up();
    });
    expect(undisturbed.length).toBeGreaterThan(100);
    expect(disturbed).toEqual(undisturbed);
  }, 300_000);
});
