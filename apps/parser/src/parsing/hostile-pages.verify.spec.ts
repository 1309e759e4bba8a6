import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ParsePool } from './parse-pool.ts';
import { failureCodes, PageFailure } from './page-failure.ts';

const mebibyte = 1024 * 1024;
const paragraph =
  '<p>The harbour commission voted on Thursday to hand route number one to one operator, said Lena Okafor of the port.</p>';
const sayings = Array.from({ length: 8 }, (_, number) => paragraph.replace('one to', `${number} to`)).join('');
const article = `<title>Ferry operator wins</title><article><h1>Ferry operator wins</h1>${sayings}</article>`;
/** So often that it comes to 30 MiB, which is nearly the limit of an inflated body. */
const fill = (unit: string): string => unit.repeat(Math.floor((30 * mebibyte) / Buffer.byteLength(unit)));
const jsonLd = (json: string): string => `<script type="application/ld+json">${json}</script><article>${paragraph}`;

type Shape = readonly [name: string, make: () => string, contentType?: string];
const shapes: readonly Shape[] = [
  ['JSON-LD: a list of numbers', () => jsonLd(`[${fill('1,')}1]`)],
  ['JSON-LD: brackets', () => jsonLd(fill('['))],
  ['JSON-LD: objects in objects', () => jsonLd(fill('{"a":'))],
  ['JSON-LD: half a million scripts', () => fill('<script type="application/ld+json">{"@type":"Article"}</script>')],
  ['JSON-LD: one string', () => jsonLd(`{"@type":"Article","articleBody":"${fill('€uro ')}"}`)],
  ['one text', () => `<p>€${fill('word ')}`],
  ['one word', () => `<p>€${fill('a')}`],
  ['words of one letter', () => fill('a ')],
  ['lines', () => fill('a\n')],
  ['elements', () => fill('<b>x</b>')],
  ['void elements', () => fill('<br>')],
  ['open elements', () => fill('<div>')],
  ['closing tags', () => fill('</div>')],
  ['open brackets', () => fill('<')],
  ['attributes', () => `<p ${fill('a=b ')}>x</p>`],
  ['one attribute', () => `<p title="€${fill('abcd')}">x</p>`],
  ['classes', () => `<article><p class="${fill('a ')}">x</p>${paragraph.repeat(20)}`],
  ['keywords', () => `<meta name="keywords" content="${fill('a,')}"><article>${paragraph.repeat(20)}`],
  ['a title', () => `<title>${fill(' | a')}</title><article>${paragraph.repeat(20)}`],
  ['meta elements', () => `${fill('<meta property="og:title" content="Rain">')}<article>${paragraph.repeat(20)}`],
  ['an author', () => `<meta name="author" content="${fill('Jane Roe, ')}"><article>${paragraph.repeat(20)}`],
  ['relations of a link', () => `<link rel="${fill('a ')}" href="/"><article>${paragraph.repeat(20)}`],
  ['entities', () => fill('&amp;')],
  ['a comment', () => `<!--€${fill('x')}`],
  ['a section of character data', () => `<svg><![CDATA[€${fill('x')}`],
  ['a picture in the page', () => `<img src="data:image/png;base64,${fill('QUJD')}"><article>${paragraph.repeat(20)}`],
  ['a script', () => `<script>${fill('var a = 1;')}</script><article>${paragraph.repeat(20)}`],
  ['a style', () => `<style>${fill('p{}')}</style><article>${paragraph.repeat(20)}`],
  ['paragraphs', () => `<article>${fill(paragraph)}`],
  ['quotations', () => `<article><p>${fill('“It is so,” said Mr Smith. ')}`],
  ['opening quotation marks', () => `<article><p>${fill('“')}`],
  ['ticker rows', () => fill('<li>FTSE 100 8,284.97 +0.28%</li>')],
  ['cells', () => `<table><tr>${fill('<td>1')}`],
  ['a wide cell', () => `<table><tr><td colspan=1000000>${fill('<td colspan=1000000>1')}`],
  ['plain text: ticker rows', () => fill('FTSE 100 8,284.97 +0.28%\n'), 'text/plain; charset=utf-8'],
  ['plain text: quotations', () => fill('“It is so,” said Mr Smith. '), 'text/plain; charset=utf-8'],
  ['plain text: one word', () => fill('a'), 'text/plain; charset=utf-8'],
  ['control characters', () => fill('a\u0001'), 'text/plain; charset=utf-8'],
  ['lone continuation bytes', () => fill('\u00e9'), 'text/html; charset=shift_jis'],
];

const limitMs = 5_000;
const pool = new ParsePool({ workers: 2, limitMs, heapMib: 96 });
afterAll(() => pool.close());

const html = 'text/html; charset=utf-8';
const parse = (body: string, contentType = html) =>
  pool.parse({
    body: gzipSync(body, { level: 1 }),
    contentEncoding: 'gzip',
    limitBytes: 32 * mebibyte,
    extractionLimitBytes: 16 * mebibyte,
    page: { contentType, url: 'https://paper.example/a', pageId: 'a'.repeat(32), version: 1, rights: { robots: [] } },
  });
/** What a page may cost: nothing, or its worker. */
const outcome = async (parsing: Promise<unknown>): Promise<string> => {
  try {
    await parsing;
    return 'parsed';
  } catch (error) {
    return error instanceof PageFailure ? error.kind : String(error);
  }
};

describe('30 MiB made to end the parser', () => {
  const undisturbed = parse(article);

  it.each(shapes.map(([name, make, contentType = html]) => [name, make, contentType] as const))(
    'cost one worker at most: %s',
    async (_, make, contentType) => {
      const hostile = outcome(parse(make(), contentType));
      const [other, next] = [parse(article), parse(article)];
      expect(['parsed', ...Object.keys(failureCodes)]).toContain(await hostile);
      for (const page of [other, next]) expect(await page).toEqual(await undisturbed);
    },
  );
});
