import { afterEach, describe, expect, it } from '@jest/globals';
import { parseAddressRanges, type Source } from '@newsflow/crawling';
import { type LoopbackServer, startLoopbackServer } from '@newsflow/testing';
import { Detection } from './detection.ts';
import { PoliteFetcher } from './polite-fetcher.ts';

const html = (head: string) => `<html><head>${head}</head><body>news</body></html>`;
const link = (href: string) => `<link rel="alternate" type="application/rss+xml" href="${href}">`;
const feed = '<rss version="2.0"><channel><title>t</title><item><link>/a</link></item></channel></rss>';
const sitemap = '<urlset><url><loc>/a</loc></url></urlset>';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

/** What is found on a site of these documents; one that is an address is a redirect. */
async function detect(documents: Record<string, string>, path = '/') {
  const answers = Object.entries(documents).map(
    ([name, body]): [string, Parameters<typeof startLoopbackServer>[1][string]] => [
      name,
      (_, response) => {
        if (body.startsWith('/')) response.writeHead(301, { location: body }).end();
        else response.setHeader('content-type', body.startsWith('<html') ? 'text/html' : 'text/plain').end(body);
      },
    ],
  );
  const site: LoopbackServer = await startLoopbackServer('127.0.0.61', Object.fromEntries(answers));
  const fetcher = new PoliteFetcher({
    userAgent: 'newsflow/test',
    defaultDelayMs: 1,
    limitMs: 5000,
    allowedRanges: parseAddressRanges(['127.0.0.61/32']),
    allowedPorts: [site.port],
    dns: [],
  });
  cleanUps.push(
    () => fetcher.close(),
    () => site.stop(),
  );
  const said: string[] = [];
  const { signal } = new AbortController();
  const detection = new Detection(fetcher, new URL(site.origin + path), signal, (line) => said.push(line));
  const local = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(site.origin, '')) as T;
  const source: Source | null = await detection.run();
  return { source: local(source), said: local(said), paths: site.seen.map(({ path: seen }) => seen) };
}

describe('detection of feeds and sitemaps', () => {
  it('takes what the page and robots.txt declare, where it is what they say', async () => {
    const { source, said, paths } = await detect({
      '/': html(`<meta property="og:site_name" content="News: today">${link('/f1')}${link('/f2')}${link('/gone')}`),
      '/f1': feed,
      '/f2': html(''),
      '/robots.txt': 'Sitemap: /maps/a.xml',
      '/maps/a.xml': sitemap,
      '/sitemap.xml': sitemap,
    });
    expect(source).toEqual({
      id: '127.0.0.61',
      name: 'News: today',
      everyMs: 1_800_000,
      delayMs: null,
      start: [
        { kind: 'feed', url: '/f1' },
        { kind: 'sitemap', url: '/maps/a.xml' },
      ],
    });
    expect(said).toEqual([
      '/f1: feed with 1 pages',
      '/f2: failed: not-a-feed',
      '/gone: gone: http-404',
      '/maps/a.xml: sitemap with 1 pages',
    ]);
    expect(paths[0]).toBe('/robots.txt');
    expect(paths).not.toContain('/sitemap.xml');
  });

  it('looks in the common places where nothing is declared, and stops at the first', async () => {
    const { source, paths } = await detect({
      '/': html(''),
      '/rss': feed,
      '/atom.xml': feed,
      '/news-sitemap.xml': sitemap,
    });
    expect(source?.start).toEqual([
      { kind: 'feed', url: '/rss' },
      { kind: 'sitemap', url: '/news-sitemap.xml' },
    ]);
    expect(paths).not.toContain('/atom.xml');
  });

  it.each([
    ['a feed', feed, 'feed'],
    [
      'a JSON feed',
      '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"1","url":"/a"}]}',
      'feed',
    ],
    ['a sitemap', sitemap, 'sitemap'],
  ])('takes the address of %s itself, and looks no further', async (_, body, kind) => {
    const { source, paths } = await detect({ '/it': body, '/feed': feed }, '/it');
    expect(source?.start).toEqual([{ kind, url: '/it' }]);
    expect(paths).toEqual(['/robots.txt', '/it']);
  });

  it('follows redirects and takes one document once', async () => {
    const { source } = await detect({
      '/': '/home',
      '/home': html(link('/old') + link('/new')),
      '/old': '/new',
      '/new': feed,
    });
    expect(source?.start).toEqual([{ kind: 'feed', url: '/new' }]);
  });

  it('looks on where the page itself cannot be had, and finds nothing where robots.txt refuses or feeds are empty', async () => {
    expect((await detect({ '/rss.xml': feed })).source?.start).toEqual([{ kind: 'feed', url: '/rss.xml' }]);
    const empty = '<rss version="2.0"><channel><title>t</title></channel></rss>';
    const { source, paths } = await detect({
      '/': html(''),
      '/feed': feed,
      '/rss.xml': empty,
      '/robots.txt': 'User-agent: *\nDisallow: /feed',
    });
    expect(source).toBeNull();
    expect(paths).not.toContain('/feed');
  });

  it('looks at no more than a few of very many declared feeds', async () => {
    const { said, paths } = await detect({
      '/': html(Array.from({ length: 90 }, (_, index) => link(`/f/${index}`)).join('')),
    });
    expect(said[0]).toBe('of 90 feeds the first 8 are looked at');
    expect(paths.filter((path) => path.startsWith('/f/'))).toHaveLength(8);
  });
});
