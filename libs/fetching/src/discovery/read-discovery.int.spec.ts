import { describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { HttpAnswer } from '../http-client.ts';
import { readDiscovery } from './read-discovery.ts';

const url = 'https://paper.example/list';
const never = new AbortController().signal;
const mebibyte = 1024 ** 2;

const anAnswer = (text: string): HttpAnswer => ({
  url,
  status: 200,
  headers: new Map([['content-encoding', ['gzip']]]),
  wire: gzipSync(text),
});
const aSitemap = (unit: string, sizeBytes: number): HttpAnswer =>
  anAnswer(`<urlset>${unit.repeat(Math.floor(sizeBytes / unit.length))}</urlset>`);
const aFeed = (unit: string, sizeBytes: number): HttpAnswer =>
  anAnswer(`<rss version="2.0"><channel>${unit.repeat(sizeBytes / unit.length)}</channel></rss>`);
const aJsonFeed = (unit: string, sizeBytes: number): HttpAnswer =>
  anAnswer(`{"version":"https://jsonfeed.org/version/1","items":[${unit.repeat(sizeBytes / unit.length)}{}]}`);
/** The start of every wrong tag takes a message about an error that says where it is. */
const slow = aSitemap('<\u0416', 8 * mebibyte);

describe('readDiscovery', () => {
  it('reads feeds and sitemaps, and says what is none', async () => {
    const feed = anAnswer('<rss version="2.0"><channel><title>t</title><item><link>/a</link></item></channel></rss>');
    expect((await readDiscovery('feed', feed, never)).pages).toEqual([{ url: 'https://paper.example/a' }]);
    const packed: HttpAnswer = { ...aSitemap('<url><loc>/b</loc></url>', 30), headers: new Map() };
    expect((await readDiscovery('sitemap', packed, never)).pages).toEqual([{ url: 'https://paper.example/b' }]);
    const page = readDiscovery('feed', anAnswer('<html>no feed</html>'), never);
    await expect(page).rejects.toMatchObject({ outcome: 'failed', reason: 'not-a-feed' });
  });

  it.each([
    ['a feed', 'feed', aFeed('<item/>', 4 * mebibyte)],
    ['a JSON feed', 'feed', aJsonFeed('{},', 4 * mebibyte)],
    ['a sitemap', 'sitemap', aSitemap('&', 8 * mebibyte)],
  ] as const)('gives up %s that takes too much memory', async (_, kind, answer) => {
    const heap = readDiscovery(kind, answer, never, { heapMib: 32, timeMs: 60_000 });
    await expect(heap).rejects.toMatchObject({ outcome: 'too-large', reason: 'heap-over: 32 MiB', retry: false });
  });

  it('gives up what takes too long, and lets everything else go on meanwhile', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    const long = readDiscovery('sitemap', slow, never, { timeMs: 2000 });
    const failure: unknown = await long.catch((error: unknown) => error);
    clearInterval(timer);
    expect(failure).toMatchObject({ outcome: 'failed', reason: 'reading-over: 2000 ms', retry: false });
    expect(ticks).toBeGreaterThan(20);
  });

  it('reads nothing that is larger than its limit', async () => {
    const large = readDiscovery('sitemap', aSitemap('<url/>', 16 * mebibyte), never);
    await expect(large).rejects.toMatchObject({ outcome: 'too-large', reason: `inflated-over: ${16 * mebibyte}` });
  });

  it('takes in no list that would fill the memory of the caller', async () => {
    const long = `https://paper.example/${'x'.repeat(1900)}/`;
    const names = Array.from({ length: 20_000 }, (_, index) => `<url>${index}</url>`).join('');
    const swollen = readDiscovery('sitemap', { ...anAnswer(`<urlset>${names}</urlset>`), url: long }, never);
    await expect(swollen).rejects.toMatchObject({ outcome: 'too-large', reason: `named-over: ${16 * mebibyte}` });
  });

  it('stops reading when it is given up', async () => {
    const stop = new AbortController();
    const reading = readDiscovery('sitemap', slow, stop.signal, { timeMs: 60_000 });
    await wait(0);
    stop.abort(new Error('stopping'));
    await expect(reading).rejects.toThrow('stopping');
  });
});
