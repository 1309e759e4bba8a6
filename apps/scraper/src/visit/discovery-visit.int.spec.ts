import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { frontierId } from '@newsflow/crawling';
import { type Stack, startStack } from '@newsflow/stack';
import { type Answer, type LoopbackServer, startLoopbackServer } from '@newsflow/testing';
import { forget } from '../frontier/forget.ts';
import { aPage, aUrl, CrawlerRig, status, until } from '../testkit/crawler-rig.ts';

let stack: Stack;
let rig: CrawlerRig;
const sites: LoopbackServer[] = [];

beforeAll(async () => {
  stack = await startStack();
  rig = await CrawlerRig.create(stack);
});
afterAll(async () => {
  await rig.close();
  await stack.stop();
});
afterEach(async () => {
  await rig.reset();
  await Promise.all(sites.splice(0).map((site) => site.stop()));
});

const xml = (text: string): Answer => aPage(text, 'application/xml');
const index = (...paths: string[]) =>
  xml(`<sitemapindex>${paths.map((path) => `<sitemap><loc>${path}</loc></sitemap>`).join('')}</sitemapindex>`);
const urlset = (...paths: string[]) =>
  xml(`<urlset>${paths.map((path) => `<url><loc>${path}</loc></url>`).join('')}</urlset>`);

/** A site whose answers the test changes, and its sitemaps in the frontier. */
async function aSite(answers: Record<string, Answer>) {
  const change = (path: string): Answer => {
    return (request, response) => answers[path]?.(request, response);
  };
  const paths = Object.keys(answers).map((path): [string, Answer] => [path, change(path)]);
  const site = await startLoopbackServer(`127.0.0.${200 + sites.length}`, Object.fromEntries(paths));
  sites.push(site);
  const sitemap = (path: string) =>
    rig.database.urls.findOne({ _id: frontierId('sitemap', site.origin + path), kind: 'sitemap' });
  const isRead = (path: string) => until(async () => (await sitemap(path))?.content != null);
  const isForgotten = (path: string) => until(async () => (await sitemap(path)) === null);
  const startFrom = (...starts: string[]) =>
    rig.schedule(...starts.map((path) => aUrl(site.origin + path, { kind: 'sitemap', everyMs: 100 })));
  const requestsFor = (path: string) => site.seen.filter((request) => request.path === path).length;
  return { site, answers, sitemap, isRead, isForgotten, startFrom, requestsFor };
}

describe('a sitemap that an index names', () => {
  it('is forgotten when the index names it no more, with all that it names itself', async () => {
    const { site, answers, sitemap, isRead, isForgotten, startFrom } = await aSite({
      '/index.xml': index('/old.xml', '/new.xml'),
      '/old.xml': index('/older.xml', '/old.xml'),
      '/older.xml': urlset(),
      '/new.xml': urlset(),
    });
    rig.crawler([site]).start();
    await startFrom('/index.xml');
    for (const path of ['/older.xml', '/new.xml']) await isRead(path);
    answers['/index.xml'] = index('/new.xml');
    for (const path of ['/old.xml', '/older.xml']) await isForgotten(path);
    expect(await sitemap('/new.xml')).not.toBeNull();
  });

  it('is forgotten when it is gone, unlike the one that a source starts from', async () => {
    const { site, answers, sitemap, isRead, isForgotten, startFrom } = await aSite({
      '/index.xml': index('/inner.xml'),
      '/inner.xml': urlset(),
    });
    rig.crawler([site]).start();
    await startFrom('/index.xml');
    await isRead('/inner.xml');
    answers['/index.xml'] = answers['/inner.xml'] = status(410);
    await isForgotten('/inner.xml');
    await until(async () => (await sitemap('/index.xml'))?.last?.outcome === 'gone');
  });

  it('is back when it was gone and the index still names it, changed or not', async () => {
    const { site, answers, isRead, isForgotten, startFrom, requestsFor } = await aSite({
      '/index.xml': index('/inner.xml'),
      '/inner.xml': status(410),
    });
    rig.crawler([site]).start();
    await startFrom('/index.xml');
    await until(() => requestsFor('/inner.xml') >= 2);
    await isForgotten('/inner.xml');
    answers['/inner.xml'] = urlset();
    await isRead('/inner.xml');
  });

  it('is back when one index drops it that another one still names', async () => {
    const { site, answers, sitemap, isRead, startFrom } = await aSite({
      '/all.xml': index('/inner.xml'),
      '/news.xml': index('/inner.xml'),
      '/inner.xml': urlset(),
    });
    rig.crawler([site]).start();
    await startFrom('/all.xml', '/news.xml');
    await until(async () => (await sitemap('/inner.xml'))?.namedBy?.length === 2);
    answers['/all.xml'] = index();
    const left = [frontierId('sitemap', `${site.origin}/news.xml`)];
    await until(async () => JSON.stringify((await sitemap('/inner.xml'))?.namedBy) === JSON.stringify(left));
    await isRead('/inner.xml');
  });

  it('is not left behind by an index that is forgotten while it is read', async () => {
    const begun = Promise.withResolvers<undefined>();
    const forgotten = Promise.withResolvers<undefined>();
    const { site, sitemap, startFrom, requestsFor } = await aSite({
      '/index.xml': (request, response) => {
        begun.resolve(undefined);
        void forgotten.promise.then(() => {
          index('/inner.xml')(request, response);
        });
      },
      '/inner.xml': urlset(),
    });
    const crawler = rig.crawler([site]);
    crawler.start();
    await startFrom('/index.xml');
    await begun.promise;
    await forget(rig.database, { _id: frontierId('sitemap', `${site.origin}/index.xml`) });
    const stopped = crawler.stop();
    forgotten.resolve(undefined);
    await stopped;
    expect(requestsFor('/index.xml')).toBe(1);
    expect([await sitemap('/index.xml'), await sitemap('/inner.xml')]).toEqual([null, null]);
  });

  it('keeps no page from being visited again, however many of them are always due', async () => {
    const inner = Array.from({ length: 20 }, (_, number) => `/${number}.xml`);
    const { site, isRead, requestsFor } = await aSite({
      ...Object.fromEntries(inner.map((path) => [path, urlset()])),
      '/page': aPage(),
    });
    await rig.aSource('courier');
    rig.crawler([site], { revisitMinMs: 100 }).start();
    const named = { sourceId: 'courier', kind: 'sitemap', depth: 1, namedBy: 'sitemap:index', everyMs: 1 } as const;
    await rig.schedule(...inner.map((path) => aUrl(site.origin + path, named)));
    for (const path of inner) await isRead(path);
    await rig.schedule(aUrl(`${site.origin}/page`, { sourceId: 'courier' }));
    await until(() => requestsFor('/page') >= 3);
  });
});
