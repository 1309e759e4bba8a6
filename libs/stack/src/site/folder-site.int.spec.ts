import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startFolderSite } from './folder-site.ts';
import { fetchFrom, startsOf } from './testkit.ts';

const locations = (sitemap: string) => [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => url);

describe('startFolderSite', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsflow-pages-'));
    await mkdir(join(folder, 'set a', 'html'), { recursive: true });
    await writeFile(join(folder, 'set a', 'html', '1 & ü.html'), '<p>one</p>');
    await writeFile(join(folder, 'set a', 'html', '2.html.gz'), gzipSync('<p>two</p>'));
    await writeFile(join(folder, 'robots.txt'), 'three');
    await writeFile(join(folder, 'truth.json.gz'), gzipSync('{}'));
    for (let number = 10; number < 30; number += 1) await writeFile(join(folder, `${number}.html`), String(number));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('serves every saved page once, from the URL that its sitemap lists', async () => {
    const site = await startFolderSite(folder);
    try {
      const sitemaps = startsOf(site).map(({ sitemap = '' }) => sitemap);
      expect(sitemaps).toHaveLength(16);
      const listed = await Promise.all(
        sitemaps.map(async (url) => locations((await fetchFrom(site, url)).body.toString())),
      );
      expect(listed.flat().sort()).toEqual(site.expectations.map(({ url }) => url).sort());
      expect(site.expectations.map(({ file }) => file).sort()).toEqual(
        [
          'robots.txt',
          join('set a', 'html', '1 & ü.html'),
          join('set a', 'html', '2.html.gz'),
          ...Array.from({ length: 20 }, (_, index) => `${index + 10}.html`),
        ].sort(),
      );
      for (const { url } of site.expectations) expect((await fetchFrom(site, url)).status).toBe(200);
      expect(new Set(site.sourcesYaml.match(/id: .*/g)).size).toBe(16);
    } finally {
      await site.stop();
    }
  });

  it('states content type and encoding, but no charset', async () => {
    const site = await startFolderSite(folder);
    try {
      const fetchFile = async (suffix: string) =>
        fetchFrom(site, site.expectations.find(({ file }) => file?.endsWith(suffix))?.url ?? '');
      const html = await fetchFile('ü.html');
      expect(html).toMatchObject({ headers: { 'content-type': 'text/html' }, body: Buffer.from('<p>one</p>') });
      const gzipped = await fetchFile('.html.gz');
      expect(gzipped.headers).toMatchObject({ 'content-type': 'text/html', 'content-encoding': 'gzip' });
      expect(gunzipSync(gzipped.body).toString()).toBe('<p>two</p>');
      const text = await fetchFile('robots.txt');
      expect(text).toMatchObject({ headers: { 'content-type': 'text/plain' }, body: Buffer.from('three') });
    } finally {
      await site.stop();
    }
  });

  it('lets every page be fetched and expects nothing but some outcome', async () => {
    const site = await startFolderSite(folder);
    try {
      for (const { url, expected } of site.expectations) {
        expect(expected).toBeUndefined();
        const robots = await fetchFrom(site, new URL('/robots.txt', url).href);
        expect(robots.body.toString()).toBe('User-agent: *\nAllow: /\n');
      }
    } finally {
      await site.stop();
    }
  });

  it('has the same URLs when it is started again', async () => {
    const urls = async () => {
      const site = await startFolderSite(folder);
      await site.stop();
      return site.expectations.map(({ url }) => url);
    };
    expect(await urls()).toEqual(await urls());
  });

  it('refuses a folder without pages, and one that does not exist', async () => {
    const empty = await mkdtemp(join(folder, 'empty-'));
    await expect(startFolderSite(empty)).rejects.toThrow(`No pages (*.html, *.html.gz, *.txt) in ${empty}`);
    await expect(startFolderSite(join(folder, 'missing'))).rejects.toThrow('ENOENT');
  });
});
