import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseAddressRanges, type StartKind } from '@newsflow/crawling';
import { type LoopbackServer, startLoopbackServer } from '@newsflow/testing';
import { gzipSync } from 'node:zlib';
import { PoliteFetcher } from './polite-fetcher.ts';
import { failureOf, reportOn } from './start-report.ts';

const item = (path: string, date: string) => `<item><link>${path}</link><pubDate>${date}</pubDate></item>`;
const rss = (...items: string[]) => `<rss version="2.0"><channel><title>t</title>${items.join('')}</channel></rss>`;

let site: LoopbackServer;
let fetcher: PoliteFetcher;

beforeAll(async () => {
  const dated = rss(
    item('/a', 'Tue, 03 Mar 2026 10:00:00 GMT'),
    item('/b', 'Wed, 04 Mar 2026 09:00:00 +0100'),
    '<item><title>x</title></item>',
  );
  site = await startLoopbackServer('127.0.0.62', {
    '/robots.txt': (_, response) => response.end('User-agent: newsflow\nDisallow: /private\nCrawl-delay: 0.2'),
    '/feed': (_, response) => response.end(dated),
    '/empty': (_, response) => response.end(rss()),
    '/index.xml.gz': (_, response) =>
      response.end(gzipSync('<sitemapindex><sitemap><loc>/one.xml</loc></sitemap></sitemapindex>')),
    '/page': (_, response) => response.setHeader('content-type', 'text/html').end('<html>news</html>'),
    '/image': (_, response) => response.setHeader('content-type', 'image/png').end('\u0089PNG'),
  });
  fetcher = new PoliteFetcher({
    userAgent: 'newsflow/test',
    defaultDelayMs: 1,
    limitMs: 5000,
    allowedRanges: parseAddressRanges(['127.0.0.62/32']),
    allowedPorts: [site.port],
    dns: [],
  });
});
afterAll(async () => {
  await fetcher.close();
  await site.stop();
});

const report = (kind: StartKind | null, path: string) => {
  const url = URL.parse(path, site.origin)?.href ?? path;
  return reportOn(fetcher, { source: 'courier', kind, url, delayMs: null }, new AbortController().signal);
};

describe('the report on a start URL', () => {
  it('counts what a feed names, with the newest date and what is wrong with it', async () => {
    expect(await report('feed', '/feed')).toEqual({
      source: 'courier',
      kind: 'feed',
      url: `${site.origin}/feed`,
      outcome: 'read',
      reason: null,
      status: 200,
      pages: 2,
      sitemaps: 0,
      newest: '2026-03-04T08:00:00.000Z',
      problems: ['item 3 has no link'],
    });
  });

  it.each([
    ['feed', '/empty', { outcome: 'read', pages: 0, newest: null, problems: ['it names no pages'] }],
    ['sitemap', '/index.xml.gz', { outcome: 'read', pages: 0, sitemaps: 1, problems: [] }],
    ['page', '/page', { outcome: 'fetched', pages: 1 }],
    [null, '/page', { kind: 'page', outcome: 'fetched' }],
    [null, '/feed', { kind: 'feed', outcome: 'read' }],
    [null, '/index.xml.gz', { kind: 'sitemap', outcome: 'read' }],
    ['page', '/image', { outcome: 'not-html', reason: 'content-type: image/png' }],
    ['feed', '/page', { outcome: 'failed', reason: 'not-a-feed' }],
    ['page', '/none', { outcome: 'gone', reason: 'http-404', status: 404 }],
    ['page', '/private/1', { outcome: 'refused-robots', reason: 'robots-disallow' }],
    ['page', 'http://10.0.0.1/', { outcome: 'refused-address', reason: 'address-not-public: 10.0.0.1', status: null }],
  ] as const)('of a %s at %s', async (kind, path, expected) => {
    expect(await report(kind, path)).toMatchObject(expected);
  });

  it('keeps the pause that the site asks for, and asks for nothing that it refuses', () => {
    expect(site.seen.filter(({ path }) => path === '/robots.txt')).toHaveLength(1);
    expect(site.seen.filter(({ path }) => path.startsWith('/private'))).toEqual([]);
    for (const [index, { startedMs }] of site.seen.slice(1).entries()) {
      // The server sees an answer as ended a moment after the client has read it.
      expect(startedMs - (site.seen[index]?.endedMs ?? 0)).toBeGreaterThan(180);
    }
  });

  it('ends the command by what it came to', async () => {
    const [good, refused, gone] = await Promise.all([
      report('page', '/page'),
      report('page', 'http://10.0.0.1/'),
      report('page', '/none'),
    ]);
    expect(failureOf([good])).toBeNull();
    expect(failureOf([good, gone])).toMatchObject({ exit: 7, message: '1 of 2 addresses cannot be used' });
    expect(failureOf([refused, gone])).toMatchObject({ exit: 1 });
    expect(failureOf([refused])).toMatchObject({ exit: 4 });
  });
});
