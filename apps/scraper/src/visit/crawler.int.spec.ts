import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeEvent, decodeRawPage, pageId, type PageOutcome, type RawPage, topicNames } from '@newsflow/contracts';
import { connectKafka, type KafkaClient, type Producer, provisionTopics, readTopic } from '@newsflow/kafka';
import { type Stack, startStack } from '@newsflow/stack';
import { type Answer, type LoopbackServer, startLoopbackServer } from '@newsflow/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { brotliCompressSync, gunzipSync, gzipSync, zstdDecompressSync } from 'node:zlib';
import { buildCrawler, type CrawlerSettings } from '../build-crawler.ts';
import { type FrontierDatabase, migrateFrontier, openFrontier } from '../frontier/database.ts';
import { HostLeases } from '../frontier/host-leases.ts';
import { hostOf } from '../frontier/new-url.ts';
import { PageVersions } from '../frontier/page-versions.ts';
import { schedule, type UrlToFetch } from '../frontier/schedule.ts';
import { UrlQueue } from '../frontier/url-queue.ts';

const names = topicNames('scraper-test');
let stack: Stack;
let kafka: KafkaClient;
let producer: Producer;
let database: FrontierDatabase;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  stack = await startStack();
  kafka = connectKafka({ brokers: stack.brokers, clientId: 'test' });
  await provisionTopics(kafka, { namespace: 'scraper-test', partitions: 1, replicationFactor: 1, groups: ['scraper'] });
  producer = kafka.producer();
  database = openFrontier(stack.mongodbUri, `scraper-${randomUUID()}`);
  await migrateFrontier(database);
});
afterAll(async () => {
  await database.connection.close();
  await producer.close();
  await stack.stop();
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  await Promise.all([database.urls.deleteMany({}), database.hosts.deleteMany({}), database.addresses.deleteMany({})]);
});

let nextAddress = 40;
async function aSite(answers: Record<string, Answer>): Promise<LoopbackServer> {
  const site = await startLoopbackServer(`127.0.0.${nextAddress++}`, answers);
  cleanUps.push(() => site.stop());
  return site;
}

const aPage =
  (text = 'news', type = 'text/html'): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-type': type }).end(text);
  };
const encoded =
  (body: Buffer, coding: string): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': coding }).end(body);
  };
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(code, headers).end();
  };

const aUrl = (url: string, changes: Partial<UrlToFetch> = {}): UrlToFetch => ({
  kind: 'page',
  url,
  sourceId: null,
  priority: 5,
  notBefore: null,
  request: null,
  everyMs: null,
  depth: 0,
  hostDelayMs: 1,
  ...changes,
});

function aCrawler(sites: readonly LoopbackServer[], changes: Partial<CrawlerSettings> = {}) {
  const errors: unknown[] = [];
  const built = buildCrawler({
    settings: {
      userAgent: 'newsflow/test',
      defaultDelayMs: 1,
      fetchAllowCidr: sites.map(({ origin }) => `${new URL(origin).hostname}/32`),
      fetchAllowPorts: sites.map(({ port }) => String(port)),
      fetchDns: undefined,
      fetchConcurrency: 8,
      fetchLimitMs: 5000,
      fetchAttempts: 3,
      fetchRetryMs: 20,
      addressDelayMs: 0,
      revisitMinMs: 3_600_000,
      revisitMaxMs: 86_400_000,
      hostLeaseMs: 2000,
      drainLimitMs: 2000,
      ...changes,
    },
    names,
    database,
    producer,
    telemetry: {
      outcome: () => undefined,
      read: () => undefined,
      failed: () => undefined,
      error: (error) => errors.push(error),
    },
  });
  cleanUps.push(async () => {
    await built.crawler.stop();
    await built.client.close();
    expect(errors).toEqual([]);
  });
  return built.crawler;
}

async function until(condition: () => Promise<boolean> | boolean, limitMs = 20_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('the condition did not come true');
    await delay(20);
  }
}
const allDone = async (): Promise<boolean> => (await database.urls.countDocuments({ nextAt: { $ne: null } })) === 0;

async function outcomesOf(url: string): Promise<PageOutcome[]> {
  const outcomes: PageOutcome[] = [];
  for await (const record of readTopic(kafka, { topic: names.topic('page-outcome'), from: 'earliest' })) {
    const data = decodeEvent(record).data as PageOutcome;
    if (data.url === url) outcomes.push(data);
  }
  return outcomes;
}
async function rawPagesOf(url: string): Promise<RawPage[]> {
  const pages: RawPage[] = [];
  for await (const record of readTopic(kafka, { topic: names.topic('raw-page'), from: 'earliest' })) {
    const page = decodeRawPage(record);
    if (page.facts.url === url) pages.push(page);
  }
  return pages;
}
/** Fetches the URLs and gives what became of each: outcome and reason. */
async function fetchAll(
  sites: readonly LoopbackServer[],
  paths: readonly string[],
  changes: Partial<CrawlerSettings> = {},
) {
  const origin = sites[0]?.origin ?? '';
  await schedule(
    database,
    paths.map((path) => aUrl(origin + path)),
  );
  aCrawler(sites, changes).start();
  await until(allDone);
  const results = await Promise.all(paths.map((path) => outcomesOf(origin + path)));
  return Object.fromEntries(
    paths.map((path, index) => [
      path,
      (results[index] ?? []).map(({ outcome, reason }) => `${outcome} ${reason ?? ''}`.trim()),
    ]),
  );
}

describe('politeness', () => {
  it('sends one request at a time to a host and keeps the pause, robots.txt included', async () => {
    const paths = Array.from({ length: 12 }, (_, index) => `/${index}`);
    const site = await aSite(Object.fromEntries(paths.map((path) => [path, aPage()])));
    const other = await aSite({ '/': aPage() });
    await schedule(database, [
      ...paths.map((path) => aUrl(site.origin + path, { hostDelayMs: 60 })),
      aUrl(`${other.origin}/`, { hostDelayMs: 60 }),
    ]);
    aCrawler([site, other]).start();
    await until(allDone);
    expect(site.seen).toHaveLength(13);
    expect(site.seen[0]?.path).toBe('/robots.txt');
    for (const [index, request] of site.seen.slice(1).entries()) {
      // The server sees an answer as ended a moment after the client has read it.
      expect(request.startedMs - (site.seen[index]?.endedMs ?? 0)).toBeGreaterThan(50);
    }
  });

  it('waits longer where robots.txt asks for it', async () => {
    const site = await aSite({
      '/robots.txt': aPage('User-agent: newsflow\nCrawl-delay: 0.4', 'text/plain'),
      '/a': aPage(),
      '/b': aPage(),
    });
    await fetchAll([site], ['/a', '/b']);
    const [robots, first, second] = site.seen;
    expect((first?.startedMs ?? 0) - (robots?.endedMs ?? 0)).toBeGreaterThan(380);
    expect((second?.startedMs ?? 0) - (first?.endedMs ?? 0)).toBeGreaterThan(380);
  });

  it('keeps a gap between requests to one address, whatever the hosts', async () => {
    const site = await aSite({ '/a': aPage() });
    const twin = await startLoopbackServer(new URL(site.origin).hostname, { '/a': aPage() });
    cleanUps.push(() => twin.stop());
    await schedule(database, [aUrl(`${site.origin}/a`), aUrl(`${twin.origin}/a`)]);
    aCrawler([site, twin], { addressDelayMs: 300 }).start();
    await until(allDone);
    const starts = [...site.seen, ...twin.seen].filter(({ path }) => path === '/a').map(({ startedMs }) => startedMs);
    // A busy machine can send the first one late, which looks like a smaller gap.
    expect(Math.abs((starts[0] ?? 0) - (starts[1] ?? 0))).toBeGreaterThan(200);
  });

  it('obeys robots.txt, of the place that a redirect leads to as well', async () => {
    const private_ = 'User-agent: *\nDisallow: /private';
    const target = await aSite({ '/robots.txt': aPage(private_, 'text/plain'), '/private': aPage() });
    const site = await aSite({
      '/robots.txt': aPage(private_, 'text/plain'),
      '/open': status(302, { location: '/private/1' }),
      '/away': status(302, { location: `${target.origin}/private` }),
    });
    expect(await fetchAll([site, target], ['/private/2', '/open', '/away'])).toEqual({
      '/private/2': ['refused-robots robots-disallow'],
      '/open': ['refused-robots robots-disallow'],
      '/away': ['refused-robots robots-disallow'],
    });
    expect([...site.seen, ...target.seen].filter(({ path }) => path.startsWith('/private'))).toEqual([]);
  });

  it('fetches nothing while robots.txt answers with an error of the server, and goes on when it is well', async () => {
    let well = false;
    const site = await aSite({
      '/robots.txt': (request, response) => {
        if (well) aPage('', 'text/plain')(request, response);
        else status(503)(request, response);
      },
      '/a': aPage(),
    });
    await schedule(database, [aUrl(`${site.origin}/a`)]);
    aCrawler([site], { fetchAttempts: 20 }).start();
    await until(() => site.seen.length >= 2);
    expect(site.seen.every(({ path }) => path === '/robots.txt')).toBe(true);
    well = true;
    await until(allDone);
    expect((await outcomesOf(`${site.origin}/a`)).map(({ outcome }) => outcome)).toEqual(['fetched']);
  });
});

describe('outcomes', () => {
  it('gives each fetch exactly one, with a reason', async () => {
    const zipped = gzipSync('news '.repeat(1000));
    const answers: Record<string, Answer> = {
      '/page': aPage(),
      '/empty': aPage(''),
      '/plain': aPage('words', 'text/plain'),
      '/pdf': aPage('%PDF-1.7', 'application/pdf'),
      '/mislabelled': aPage('%PDF-1.7', 'text/html'),
      '/truncated': encoded(zipped.subarray(0, 40), 'gzip'),
      '/no-gzip': encoded(Buffer.from('plain'), 'gzip'),
      '/unknown-coding': encoded(Buffer.from('plain'), 'rot13'),
      '/three-codings': encoded(zipped, 'gzip, gzip, gzip'),
      '/bomb': encoded(gzipSync(Buffer.alloc(40 * 1024 * 1024)), 'gzip'),
      '/large': aPage('x'.repeat(7 * 1024 * 1024)),
      '/gone': status(410),
      '/forbidden': status(403),
      '/busy': status(503),
      '/loop': status(301, { location: '/loop' }),
      '/far': status(302, { location: '/far/1' }),
      ...Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((hop) => [`/far/${hop}`, status(302, { location: `/far/${hop + 1}` })]),
      ),
      '/nowhere': status(301, { location: 'mailto:desk@example.com' }),
      '/lost': status(302),
      '/inside': status(302, { location: 'http://10.0.0.1/' }),
      '/port': status(302, { location: 'http://127.0.0.1:6379/' }),
    };
    const site = await aSite(answers);
    expect(
      await fetchAll([site], [...Object.keys(answers).filter((path) => !path.startsWith('/far/')), '/missing']),
    ).toEqual({
      '/page': ['fetched'],
      '/empty': ['fetched'],
      '/plain': ['fetched'],
      '/pdf': ['not-html content-type: application/pdf'],
      '/mislabelled': ['not-html content-type: text/html'],
      '/truncated': ['failed broken-encoding: gzip'],
      '/no-gzip': ['failed broken-encoding: gzip'],
      '/unknown-coding': ['failed unknown-encoding: rot13'],
      '/three-codings': ['failed too-many-encodings: 3'],
      '/bomb': ['too-large inflated-over: 33554432'],
      '/large': ['too-large received-over: 6291456'],
      '/gone': ['gone http-410'],
      '/missing': ['gone http-404'],
      '/forbidden': ['failed http-403'],
      '/busy': ['failed http-503'],
      '/loop': [`failed redirect-loop: ${site.origin}/loop`],
      '/far': ['failed too-many-redirects: 6'],
      '/nowhere': ['failed redirect-to-no-url: mailto:desk@example.com'],
      '/lost': ['failed redirect-without-location: 302'],
      '/inside': ['refused-address address-not-public: 10.0.0.1'],
      '/port': ['refused-address port-not-allowed: 6379'],
    });
    expect(site.seen.filter(({ path }) => path === '/busy')).toHaveLength(3);
    expect(site.seen.filter(({ path }) => path === '/forbidden')).toHaveLength(1);
  });

  it('ends a URL whose host does not exist or does not answer', async () => {
    const site = await aSite({});
    await site.stop();
    cleanUps.pop();
    await schedule(database, [aUrl(`${site.origin}/`), aUrl('http://nowhere.invalid/')]);
    aCrawler([site]).start();
    await until(allDone);
    expect((await outcomesOf(`${site.origin}/`)).map(({ reason }) => reason)).toEqual(['connection-refused']);
    const [unknown] = await outcomesOf('http://nowhere.invalid/');
    expect(unknown).toMatchObject({ outcome: 'failed', pageId: pageId('http://nowhere.invalid/') });
  });
});

describe('raw pages', () => {
  it('carries the body as received and the facts of the fetch', async () => {
    const target = await aSite({
      '/final': (_, response) => {
        response.writeHead(200, {
          'content-type': 'text/html; charset=latin1',
          'content-encoding': 'gzip',
          etag: '"7"',
          'last-modified': 'Tue, 03 Mar 2026 10:00:00 GMT',
          'x-robots-tag': 'noindex',
          'tdm-reservation': '1',
        });
        response.end(gzipSync('news'));
      },
    });
    const site = await aSite({
      '/start': status(301, { location: '/next' }),
      '/next': status(302, { location: `${target.origin}/final` }),
    });
    await fetchAll([site, target], ['/start']);
    const [page] = await rawPagesOf(`${site.origin}/start`);
    expect(gunzipSync(page?.body ?? Buffer.alloc(0)).toString()).toBe('news');
    expect(page).toMatchObject({
      contentEncoding: 'gzip',
      subject: pageId(`${target.origin}/final`),
      facts: {
        url: `${site.origin}/start`,
        finalUrl: `${target.origin}/final`,
        status: 200,
        contentType: 'text/html; charset=latin1',
        etag: '"7"',
        lastModified: 'Tue, 03 Mar 2026 10:00:00 GMT',
        redirects: [
          { url: `${site.origin}/start`, status: 301 },
          { url: `${site.origin}/next`, status: 302 },
        ],
        previous: null,
        rights: { robots: ['noindex'], tdmReservation: true },
      },
    });
    const [outcome] = await outcomesOf(`${site.origin}/start`);
    expect(outcome).toMatchObject({
      outcome: 'fetched',
      pageId: pageId(`${target.origin}/final`),
      finalUrl: `${target.origin}/final`,
      version: page?.facts.version,
    });
  });

  it('compresses what came without a coding that readers know', async () => {
    const site = await aSite({
      '/plain': aPage('news'),
      '/br': encoded(brotliCompressSync('news'), 'br'),
      '/both': encoded(gzipSync(gzipSync('news')), 'gzip, gzip'),
    });
    await fetchAll([site], ['/plain', '/br', '/both']);
    const codings: string[] = [];
    for (const path of ['/plain', '/br', '/both']) {
      const [page] = await rawPagesOf(site.origin + path);
      codings.push(page?.contentEncoding ?? 'none');
      if (page?.contentEncoding === 'zstd') expect(zstdDecompressSync(page.body).toString()).toBe('news');
    }
    expect(codings).toEqual(['zstd', 'br', 'zstd']);
  });

  it('is fetched again by a new request only, with a greater version and the one before named', async () => {
    let text = 'old';
    const site = await aSite({
      '/a': (request, response) => {
        aPage(text)(request, response);
      },
    });
    const url = `${site.origin}/a`;
    await fetchAll([site], ['/a']);
    await schedule(database, [aUrl(url), aUrl(url, { request: 'r1' })]);
    text = 'new';
    await until(allDone);
    await schedule(database, [aUrl(url, { request: 'r1' })]);
    await until(allDone);
    const [first, second, ...others] = await rawPagesOf(url);
    expect(others).toEqual([]);
    expect(second?.facts.version).toBeGreaterThan(first?.facts.version ?? 0);
    expect(second?.facts.previous).toEqual({ sha256: first?.facts.sha256, version: first?.facts.version });
  });
});

describe('feeds and sitemaps', () => {
  it('brings in the pages that they name, once, and reads them again after their pause', async () => {
    const site: LoopbackServer = await aSite({
      '/feed.xml': (request, response) => {
        aPage(
          '<rss version="2.0"><channel><title>t</title><item><link>/a</link></item><item><link>/b</link></item></channel></rss>',
          'application/rss+xml',
        )(request, response);
      },
      '/index.xml': (request, response) => {
        aPage('<sitemapindex><sitemap><loc>/map.xml.gz</loc></sitemap></sitemapindex>', 'application/xml')(
          request,
          response,
        );
      },
      '/map.xml.gz': (_, response) => {
        response
          .writeHead(200, { 'content-type': 'application/gzip' })
          .end(gzipSync('<urlset><url><loc>/c</loc></url></urlset>'));
      },
      '/a': aPage(),
      '/b': aPage(),
      '/c': aPage(),
    });
    await schedule(database, [
      aUrl(`${site.origin}/feed.xml`, { kind: 'feed', everyMs: 300 }),
      aUrl(`${site.origin}/index.xml`, { kind: 'sitemap', everyMs: 3_600_000 }),
    ]);
    aCrawler([site]).start();
    const count = (path: string) => site.seen.filter((request) => request.path === path).length;
    await until(() => count('/feed.xml') >= 3 && count('/c') === 1);
    expect(['/a', '/b', '/c', '/index.xml', '/map.xml.gz', '/robots.txt'].map(count)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('records what is wrong with a feed and tries it again at its next time', async () => {
    const site = await aSite({ '/feed.xml': aPage('<html>no feed</html>') });
    await schedule(database, [aUrl(`${site.origin}/feed.xml`, { kind: 'feed', everyMs: 3_600_000 })]);
    aCrawler([site]).start();
    const feed = () => database.urls.findOne({ kind: 'feed' });
    await until(async () => (await feed())?.last != null);
    const { last, nextAt } = (await feed()) ?? {};
    expect(last).toMatchObject({ outcome: 'failed', reason: 'not-a-feed' });
    expect(nextAt?.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
  });
});

describe('leases', () => {
  it('takes over the host of a dead worker when its lease ends, and refuses what that one writes later', async () => {
    const site = await aSite({ '/a': aPage() });
    const url = `${site.origin}/a`;
    await schedule(database, [aUrl(url)]);
    const dead = new HostLeases(database.hosts, 'dead', 300);
    const queue = new UrlQueue(database);
    const lease = await dead.take();
    if (!lease) throw new Error('no lease');
    const held = await queue.take(lease);
    if (!held) throw new Error('no URL');
    expect(await dead.take()).toBeNull();
    aCrawler([site]).start();
    await until(allDone);
    expect((await outcomesOf(url)).map(({ outcome }) => outcome)).toEqual(['fetched']);
    expect(await dead.renew(lease)).toBe(false);
    expect(await dead.release(lease, { restMs: 0, failures: 9 }, new Date(0))).toBe(false);
    expect(await queue.retry(held, 0)).toBe(false);
    const last = { outcome: 'failed', reason: 'late', version: 1, at: new Date() };
    expect(await queue.finish(held, { last, finalUrl: null, content: null, pauseMs: null, moved: false })).toBe(false);
    expect(await database.urls.findOne({ _id: pageId(url) })).toMatchObject({
      nextAt: null,
      last: { outcome: 'fetched' },
    });
  });

  it('publishes the same version and ids again after a crash between publication and write-back', async () => {
    const site = await aSite({ '/a': aPage() });
    const url = `${site.origin}/a`;
    await schedule(database, [aUrl(url)]);
    const before = await database.urls.findOne({ _id: pageId(url) });
    const crawler = aCrawler([site]);
    crawler.start();
    await until(allDone);
    const after = await database.urls.findOne({ _id: pageId(url) });
    if (!before || !after?.content) throw new Error('not fetched');
    // As MongoDB was when the process died: the version is given out, nothing is written back.
    const { sha256, version } = after.content;
    await database.urls.replaceOne({ _id: before._id }, { ...before, version, pending: { version, result: sha256 } });
    await schedule(database, [aUrl(url)]);
    await until(allDone);
    const pages = await rawPagesOf(url);
    const outcomes = await outcomesOf(url);
    expect(pages.map(({ facts }) => facts.version)).toEqual([version, version]);
    expect(new Set(pages.map(({ id }) => id)).size).toBe(1);
    expect(outcomes.map((outcome) => outcome.version)).toEqual([version, version]);
    expect(await database.urls.findOne({ _id: before._id })).toMatchObject({ pending: null, version });
  });

  it('gives a changed page a new version even if the last one was never written back', async () => {
    const versions = new PageVersions(database.urls);
    const url = 'http://a.example/x';
    const first = await versions.claim(url, { sha256: 'one' });
    expect(await versions.claim(url, { sha256: 'one' })).toEqual(first);
    expect((await versions.claim(url, { sha256: 'two' })).version).toBeGreaterThan(first.version);
  });

  it('finishes the running fetch at a stop, begins no other, and gives the host back', async () => {
    const begun = Promise.withResolvers<undefined>();
    const finish = Promise.withResolvers<undefined>();
    const site = await aSite({
      '/a': (request, response) => {
        begun.resolve(undefined);
        void finish.promise.then(() => {
          aPage()(request, response);
        });
      },
      '/b': aPage(),
    });
    await schedule(database, [aUrl(`${site.origin}/a`, { priority: 9 }), aUrl(`${site.origin}/b`)]);
    const crawler = aCrawler([site]);
    crawler.start();
    await begun.promise;
    const stopped = crawler.stop();
    finish.resolve(undefined);
    await stopped;
    expect(await database.urls.countDocuments({ nextAt: { $ne: null } })).toBe(1);
    expect(site.seen.map(({ path }) => path)).toEqual(['/robots.txt', '/a']);
    expect(await database.hosts.findOne({ _id: hostOf(site.origin) })).toMatchObject({ leaseOwner: null });
  });

  it('gives up a fetch that outlasts the limit of a stop; its URL stays due', async () => {
    const begun = Promise.withResolvers<undefined>();
    const site = await aSite({
      '/a': () => {
        begun.resolve(undefined);
      },
    });
    await schedule(database, [aUrl(`${site.origin}/a`)]);
    const crawler = aCrawler([site], { drainLimitMs: 100 });
    crawler.start();
    await begun.promise;
    await crawler.stop();
    const document = await database.urls.findOne({ _id: pageId(`${site.origin}/a`) });
    expect(document).toMatchObject({ lease: null, last: null, failures: 0 });
    expect(document?.nextAt).not.toBeNull();
    expect(await outcomesOf(`${site.origin}/a`)).toEqual([]);
  });
});
