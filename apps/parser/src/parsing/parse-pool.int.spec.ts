import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ParsePool } from './parse-pool.ts';
import type { PageTask } from './task.ts';

const pools: ParsePool[] = [];
const aPool = (limits: { workers?: number; limitMs?: number; heapMib?: number } = {}): ParsePool => {
  const pool = new ParsePool({ workers: 1, limitMs: 60_000, heapMib: 128, ...limits });
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
  extractionLimitBytes: 16 * 1024 * 1024,
  page: {
    contentType: 'text/html',
    url: 'https://paper.example/a',
    pageId: 'a'.repeat(32),
    version: 1,
    rights: { robots: [] },
  },
  ...changes,
});
/** Processes of which this one is the parent. */
const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/stat`, 'utf8')
            .replace(/^.*\) /u, '')
            .split(' ')[1] === String(parent)
        );
      } catch {
        return false;
      }
    })
    .map(Number);
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(10);
}
/** A process with a pool of two, which says so when its workers run. */
const servicePool = `
  const { ParsePool } = await import(${JSON.stringify(new URL('./parse-pool.ts', import.meta.url).href)});
  new ParsePool({ workers: 2, limitMs: 60_000, heapMib: 128 });
  console.log('started');
  setInterval(() => undefined, 1_000);
`;

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
    // The one takes twice the limit, the other a thousandth of it.
    const pool = aPool({ limitMs: 1_000 });
    const endless = pool.parse(aTask(article(30_000)));
    const next = pool.parse(aTask(Buffer.from('<p>short')));
    await expect(endless).rejects.toMatchObject({ kind: 'time-limit', reason: 'time-limit: more than 1000 ms' });
    await expect(next).resolves.toMatchObject({ article: null });
  });

  it('gives up a page that takes too much memory and goes on with the next', async () => {
    const pool = aPool({ heapMib: 96 });
    const huge = pool.parse(aTask(Buffer.from('<b>x</b>'.repeat(2_000_000))));
    const next = pool.parse(aTask(Buffer.from('<p>short')));
    await expect(huge).rejects.toMatchObject({ kind: 'heap-limit' });
    await expect(next).resolves.toMatchObject({ article: null });
  });

  it('gives up a page that asks for more than the heap at once, which V8 answers with the end of the process', async () => {
    const pool = aPool({ heapMib: 96 });
    const lines = 'a\n'.repeat(15 * 1024 * 1024);
    const huge = pool.parse(aTask(gzipSync(lines), { contentEncoding: 'gzip' }));
    const next = pool.parse(aTask(Buffer.from('<p>short')));
    await expect(huge).rejects.toMatchObject({ kind: 'heap-limit', reason: 'heap-limit: more than 96 MiB' });
    await expect(next).resolves.toMatchObject({ article: null });
  });

  it('takes in no result that would fill the memory of the service', async () => {
    await expect(aPool().parse(aTask(article(80), { extractionLimitBytes: 5_000 }))).rejects.toMatchObject({
      kind: 'output-too-large',
    });
  });

  it('goes on after a worker died while it had nothing to do', async () => {
    const pool = aPool();
    await pool.parse(aTask(article(8)));
    const [worker] = childrenOf(process.pid);
    process.kill(worker ?? 0, 'SIGKILL');
    await until(() => childrenOf(process.pid).length === 0);
    await expect(pool.parse(aTask(article(8)))).resolves.toMatchObject({ article: expect.anything() });
  });

  it('leaves no worker behind when it is closed, nor when the service is killed', async () => {
    const pool = aPool({ workers: 2 });
    await pool.parse(aTask(article(8)));
    expect(childrenOf(process.pid)).toHaveLength(2);
    await pool.close();
    expect(childrenOf(process.pid)).toEqual([]);

    const service = spawn(process.execPath, ['--input-type=module', '-e', servicePool], { stdio: 'pipe' });
    await once(service.stdout, 'data');
    const workers = childrenOf(service.pid ?? 0);
    expect(workers).toHaveLength(2);
    service.kill('SIGKILL');
    await until(() => workers.every((pid) => !existsSync(`/proc/${pid}`)));
  });

  it('is not ended by the signals of a terminal, which are for the service', async () => {
    const pool = aPool();
    await pool.parse(aTask(article(8)));
    const running = pool.parse(aTask(article(200)));
    for (const pid of childrenOf(process.pid)) for (const signal of ['SIGINT', 'SIGTERM']) process.kill(pid, signal);
    await expect(running).resolves.toMatchObject({ article: expect.anything() });
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
