import { readdir, readFile } from 'node:fs/promises';
import { relative, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { expectationFile, readExpectation, readManifest, readPages, sampleSiteFolder } from './manifest.ts';

const manifest = await readManifest();
const served = [...manifest.documents, ...manifest.pages];
const files = served.flatMap(({ file, serve }) => [file, serve?.later].flatMap((name) => name ?? []));
const expectations = await Promise.all(
  manifest.pages
    .filter(({ expected }) => expected?.parser)
    .flatMap(({ file, serve, expected }) =>
      [file, serve?.later].flatMap((name) => (name === undefined ? [] : [{ file: name, serve, expected }])),
    )
    .map(async (page) => ({ ...page, content: await readExpectation(page.file) })),
);
const articles = expectations.flatMap(({ content: { article, ...content }, ...page }) =>
  article ? [{ ...page, article, ...content }] : [],
);
const bodyOf = ({ blocks }: (typeof articles)[number]['article']) =>
  blocks.flatMap((block) => Object.values(block)).join(' ');

/** The text of a file; an HTML page may say itself how it is encoded. */
async function read(file: string, contentType = 'text/html; charset=utf-8'): Promise<string> {
  const bytes = await readFile(new URL(file, sampleSiteFolder));
  const hasMark = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
  const [, label = 'utf-8'] = /charset=["']?([\w-]+)/.exec(`${contentType} ${bytes.toString('latin1')}`) ?? [];
  return new TextDecoder(hasMark ? 'utf-8' : label, { fatal: true }).decode(bytes);
}

const entities: Record<string, string> = { amp: '&', nbsp: ' ', lt: '<', gt: '>', quot: '"', laquo: '«', raquo: '»' };

/** What a reader of the page sees, white space collapsed. */
const visibleText = (page: string): string =>
  page
    .replaceAll(/<(script|title)[^]*?<\/\1>/g, ' ')
    .replaceAll(/<\/?(?:a|abbr|b|bdi|cite|em|i|q|small|span|strong|sup|time)\b[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(\w+);/g, (entity, name: string) => entities[name] ?? entity)
    .replaceAll(/\s+/g, ' ');

describe('manifest of the sample site', () => {
  it('lists every file on disk, and no other', async () => {
    const folder = fileURLToPath(sampleSiteFolder);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const onDisk = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
    const beside = expectations.map(({ file }) => expectationFile(file));
    expect(onDisk.sort()).toEqual(['manifest.json', 'sources.yaml', ...files, ...beside].sort());
  });

  it('has each URL once', () => {
    expect(new Set(served.map(({ url }) => url)).size).toBe(served.length);
  });

  it('expects a parser outcome of exactly the pages that reach the parser', () => {
    for (const { expected } of manifest.pages) {
      expect(expected?.parser !== undefined).toBe(expected?.scraper === 'fetched');
    }
  });

  it('describes an article of exactly the pages that have one', async () => {
    for (const { expected, content, url } of await readPages(manifest)) {
      if (content)
        expect({ url, article: content.article !== null }).toEqual({ url, article: expected?.parser === 'parsed' });
    }
  });

  it.each(articles)('prints the article of $file in the page, block after block', async ({ file, serve, article }) => {
    const text = visibleText(await read(file, serve?.contentType));
    expect(text).toContain(article.headline);
    let position = 0;
    for (const block of article.blocks.flatMap((block) => Object.values(block))) {
      const at = text.indexOf(block.replaceAll(/\s+/g, ' '), position);
      expect({ block, at: at >= 0 }).toEqual({ block, at: true });
      position = at + block.length;
    }
  });

  it.each(articles)(
    'quotes from $file only what stands there, in that order',
    ({ article, quotations, unquoted = [] }) => {
      const body = bodyOf(article);
      let position = 0;
      for (const { text, speaker } of quotations) {
        const [first = '', ...parts] = text.split(' … ');
        position = body.indexOf(first, position);
        expect({ text, found: position >= 0 }).toEqual({ text, found: true });
        for (const part of [...parts, speaker ?? '', ...unquoted]) expect(body).toContain(part);
      }
    },
  );

  it.each(articles)('has all quotation marks of $file in a quotation', ({ article, quotations, unquoted = [] }) => {
    const marks = (text: string) => text.replaceAll(/[^“”„«»"]/g, '').length;
    const known = [...quotations.map(({ text }) => text), ...unquoted];
    expect(known.reduce((sum, text) => sum + marks(text), 0)).toBe(marks(bodyOf(article)));
  });

  it.each(expectations.filter(({ content }) => content.marketQuotes.length > 0))(
    'has every market row of $file as it is printed',
    async ({ file, serve, content }) => {
      const rows = [...(await read(file, serve?.contentType)).matchAll(/<(li|tr)\b[^>]*>(.*?)<\/\1>/gs)].map(
        ([, , row = '']) => visibleText(row).trim(),
      );
      for (const { raw, occurrences } of content.marketQuotes) {
        const printed = raw.replaceAll(/\s+/g, ' ');
        expect({ raw, occurrences: rows.filter((row) => row === printed).length }).toEqual({ raw, occurrences });
      }
    },
  );

  it('has JSON-LD that parses', async () => {
    const pages = await Promise.all(articles.map(({ file, serve }) => read(file, serve?.contentType)));
    const scripts = pages.flatMap((page) => [
      ...page.matchAll(/<script type="application\/ld\+json">([^]*?)<\/script>/g),
    ]);
    expect(scripts.length).toBeGreaterThan(2);
    for (const [, json = ''] of scripts) expect(JSON.parse(json)).toHaveProperty('@context', 'https://schema.org');
  });

  it('is reached completely from the sources', async () => {
    const { sources } = parse(await read('sources.yaml')) as { sources: { start: Record<string, string>[] }[] };
    const starts = sources.flatMap(({ start }) => start.flatMap((entry) => Object.values(entry)));
    const listed = await Promise.all(manifest.documents.map(({ file = '' }) => read(file)));
    const isReached = (url: string): boolean =>
      starts.includes(url) ||
      listed.some((text) => listsUrl(text, url)) ||
      manifest.pages.some(({ url: from, serve }) => serve?.redirect === url && isReached(from));
    for (const { url } of manifest.pages) expect({ url, reached: isReached(url) }).toEqual({ url, reached: true });
  });

  it('has no link that leads out of the site', async () => {
    const urls = new Set(served.map(({ url }) => url));
    for (const { file, url, serve } of manifest.pages) {
      if (!file?.endsWith('.html')) continue;
      const origin = /^[^}]*\}\}/.exec(url)?.[0] ?? '';
      for (const [, href = ''] of (await read(file, serve?.contentType)).matchAll(/<a [^>]*href="([^"]*)"/g)) {
        if (/^(?:mailto|tel):/.test(href)) continue;
        const target = (href.startsWith('/') ? origin + href : href).replace(/[?#].*/, '');
        expect({ file, href, known: urls.has(target) }).toEqual({ file, href, known: true });
      }
    }
  });
});

/** Also with what it says about where a reader came from. */
function listsUrl(document: string, url: string): boolean {
  return [`>${url}<`, `>${url}?`, `href="${url}"`, `href="${url}?`].some((text) => document.includes(text));
}
