import { readdir, readFile } from 'node:fs/promises';
import { relative, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readManifest, sampleSiteFolder } from './manifest.ts';

const manifest = await readManifest();
const served = [...manifest.documents, ...manifest.pages];
const articles = manifest.pages.flatMap(({ file, article }) => (article ? [{ file, article }] : []));

function read(file: string): Promise<string> {
  return readFile(new URL(file, sampleSiteFolder), 'utf8');
}

/** What a reader of the page sees, white space collapsed. */
async function visibleText(file: string): Promise<string> {
  return (await read(file))
    .replaceAll(/<script[^]*?<\/script>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
}

describe('manifest of the sample site', () => {
  it('lists every file on disk, and no other', async () => {
    const folder = fileURLToPath(sampleSiteFolder);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const onDisk = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
    expect(onDisk.sort()).toEqual(['manifest.json', 'sources.yaml', ...served.map(({ file }) => file)].sort());
  });

  it('has each URL once', () => {
    expect(new Set(served.map(({ url }) => url)).size).toBe(served.length);
  });

  it('expects a parser outcome of exactly the pages that reach the parser', () => {
    for (const { expected } of manifest.pages) {
      expect(expected?.parser !== undefined).toBe(expected?.scraper === 'fetched');
    }
  });

  it('describes an article of exactly the pages that have one', () => {
    const parsed = manifest.pages.filter(({ expected }) => expected?.parser === 'parsed');
    expect(articles.map(({ file }) => file)).toEqual(parsed.map(({ file }) => file));
  });

  it.each(articles)('quotes from $file only what stands there, in that order', async ({ file, article }) => {
    const text = await visibleText(file);
    const body = text.slice(
      text.indexOf(article.firstWords),
      text.indexOf(article.lastWords) + article.lastWords.length,
    );
    let position = 0;
    for (const quotation of article.quotations) {
      position = body.indexOf(quotation.text, position);
      expect({ quotation: quotation.text, found: position >= 0 }).toEqual({ quotation: quotation.text, found: true });
      expect(body).toContain(quotation.speaker);
    }
    for (const words of [article.headline, article.firstWords, article.lastWords, ...article.without]) {
      expect(text).toContain(words);
    }
  });

  it.each(articles)('has all quotation marks of $file in a quotation', async ({ file, article }) => {
    const marks = (text: string) => text.replaceAll(/[^“„]/g, '').length;
    // In German „ opens and “ closes.
    const perQuotation = article.inLanguage === 'de' ? 2 : 1;
    expect(marks(await visibleText(file))).toBe(article.quotations.length * perQuotation);
  });

  it.each(articles)('counts the paragraphs of $file', async ({ file, article }) => {
    const page = await read(file);
    const first = page.lastIndexOf('<p>', page.indexOf(article.firstWords));
    const body = page.slice(first, page.indexOf(article.lastWords));
    expect([...body.matchAll(/<p>/g)]).toHaveLength(article.paragraphs);
    expect([...body.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, text]) => text)).toEqual(article.subheadings);
  });

  it.each(manifest.pages.filter(({ marketQuotes }) => marketQuotes))(
    'has every market row of $file as it is printed',
    async ({ file, marketQuotes = [] }) => {
      const rows = [...(await read(file)).matchAll(/<(li|tr)><?.*?<\/\1>/g)].map(([row]) =>
        row
          .replaceAll('</td>', ' ')
          .replaceAll(/<[^>]*>/g, '')
          .replaceAll('&amp;', '&')
          .trim(),
      );
      for (const { raw, occurrences } of marketQuotes) {
        expect({ raw, occurrences: rows.filter((row) => row === raw).length }).toEqual({ raw, occurrences });
      }
    },
  );

  it('has JSON-LD that parses on three of the articles', async () => {
    const pages = await Promise.all(articles.map(({ file }) => read(file)));
    const scripts = pages.flatMap((page) => [
      ...page.matchAll(/<script type="application\/ld\+json">([^]*?)<\/script>/g),
    ]);
    const contexts = scripts.map(([, json = '']) => (JSON.parse(json) as { '@context': string })['@context']);
    expect(contexts).toEqual(Array(3).fill('https://schema.org'));
  });

  it('is reached completely from the sources', async () => {
    const { sources } = parse(await read('sources.yaml')) as { sources: { start: Record<string, string>[] }[] };
    const starts = sources.flatMap(({ start }) => start.flatMap((entry) => Object.values(entry)));
    const listed = await Promise.all(
      manifest.documents.filter(({ url }) => starts.includes(url)).map(({ file }) => read(file)),
    );
    for (const { url } of manifest.pages) {
      expect({ url, reached: starts.includes(url) || listed.some((text) => listsUrl(text, url)) }).toEqual({
        url,
        reached: true,
      });
    }
  });

  it('has no link that leads out of the site', async () => {
    const urls = new Set(manifest.pages.map(({ url }) => url));
    for (const { file, url } of manifest.pages.filter(({ file }) => file.endsWith('.html'))) {
      const origin = /^[^}]*\}\}/.exec(url)?.[0] ?? '';
      for (const [, href = ''] of (await read(file)).matchAll(/<a [^>]*href="([^"]*)"/g)) {
        if (href.startsWith('mailto:')) continue;
        const target = (href.startsWith('/') ? origin + href : href).replace(/#.*/, '');
        expect({ file, href, known: urls.has(target) }).toEqual({ file, href, known: true });
      }
    }
  });
});

function listsUrl(document: string, url: string): boolean {
  return document.includes(`>${url}<`) || document.includes(`href="${url}"`);
}
