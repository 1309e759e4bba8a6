import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ParsePool } from './parse-pool.ts';
import type { PageTask } from './task.ts';

const pools: ParsePool[] = [];
const aPool = (limits: { threads?: number; limitMs?: number; heapMib?: number } = {}): ParsePool => {
  const pool = new ParsePool({ threads: 1, limitMs: 20_000, heapMib: 128, ...limits });
  pools.push(pool);
  return pool;
};
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});
const paragraph = (number: number): string =>
  `<p>The harbour commission voted on Thursday to hand route number ${number} to one operator for ten years, said Lena Okafor of the port.</p>`;
const article = (paragraphs: number): Buffer =>
  Buffer.from(
    `<!doctype html><html lang="en"><head><title>Ferry operator wins</title></head><body><article><h1>Ferry operator wins</h1>${Array.from({ length: paragraphs }, (_, index) => paragraph(index)).join('')}</article></body></html>`,
  );
const aTask = (body: Uint8Array, changes: Partial<PageTask> = {}): PageTask => ({
  body,
  contentEncoding: '',
  limitBytes: 32 * 1024 * 1024,
  page: {
    contentType: 'text/html',
    url: 'https://paper.example/a',
    pageId: 'a'.repeat(32),
    version: 1,
    rights: { robots: [] },
  },
  ...changes,
});

describe('ParsePool', () => {
  it('parses a page with its content codings', async () => {
    const { article: found } = await aPool().parse(aTask(gzipSync(article(8)), { contentEncoding: 'gzip' }));
    expect(found?.articleBody).toContain('harbour commission');
  });

  it('leaves the bytes of the batch as they are', async () => {
    const batch = Buffer.concat([Buffer.from('before'), article(8), Buffer.from('after')]);
    await aPool().parse(aTask(batch.subarray(6, -5)));
    expect(batch.subarray(0, 6).toString()).toBe('before');
  });

  it('says that a body is cut off', async () => {
    const cut = gzipSync(article(50)).subarray(0, 200);
    await expect(aPool().parse(aTask(cut, { contentEncoding: 'gzip' }))).rejects.toMatchObject({
      kind: 'content-coding',
    });
  });

  it('gives up a page that takes too long and goes on with the next', async () => {
    const pool = aPool({ limitMs: 400 });
    const endless = pool.parse(aTask(article(30_000)));
    const next = pool.parse(aTask(Buffer.from('<p>short')));
    await expect(endless).rejects.toMatchObject({ kind: 'time-limit', reason: 'time-limit: more than 400 ms' });
    await expect(next).resolves.toMatchObject({ article: null });
  });

  it('gives up a page that takes too much memory and goes on with the next', async () => {
    const pool = aPool({ heapMib: 96 });
    const huge = pool.parse(aTask(Buffer.from('<b>x</b>'.repeat(2_000_000))));
    const next = pool.parse(aTask(Buffer.from('<p>short')));
    await expect(huge).rejects.toMatchObject({ kind: 'heap-limit' });
    await expect(next).resolves.toMatchObject({ article: null });
  });

  it('says that no worker can start, rather than wait for ever', async () => {
    const pool = aPool({ heapMib: 4 });
    await expect(pool.parse(aTask(article(8)))).rejects.toMatchObject({ code: 'PARSER_WORKER' });
    await expect(pool.parse(aTask(article(8)))).rejects.toMatchObject({ code: 'PARSER_WORKER' });
  });

  it('begins no page of a partition that was lost', async () => {
    const lost = new AbortController();
    const pool = aPool();
    const first = pool.parse(aTask(article(8)), lost.signal);
    const waiting = pool.parse(aTask(article(8)), lost.signal);
    lost.abort(new Error('partition lost'));
    await expect(waiting).rejects.toThrow('partition lost');
    await expect(first).resolves.toMatchObject({ article: expect.anything() });
  });
});
