import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pageId } from '@newsflow/contracts';
import { type Stack, startStack } from '@newsflow/stack';
import { type Answer, type LoopbackServer, startLoopbackServer } from '@newsflow/testing';
import { brotliCompressSync, gunzipSync, gzipSync, zstdDecompressSync } from 'node:zlib';
import { aPage, aUrl, CrawlerRig, encoded, status, until } from '../testkit/crawler-rig.ts';

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

async function aSite(answers: Record<string, Answer>, address?: string): Promise<LoopbackServer> {
  const site = await startLoopbackServer(address ?? `127.0.0.${40 + sites.length}`, answers);
  sites.push(site);
  return site;
}

/** Between the starts of any two requests to these sites. A busy machine can send one late, which looks like a smaller gap. */
function smallestGapMs(places: readonly LoopbackServer[]): number {
  const starts = places.flatMap(({ seen }) => seen.map(({ startedMs }) => startedMs)).toSorted((a, b) => a - b);
  return Math.min(...starts.slice(1).map((start, index) => start - (starts[index] ?? 0)));
}

describe('politeness', () => {
  it('sends one request at a time to a host and keeps the pause, robots.txt included', async () => {
    const paths = Array.from({ length: 12 }, (_, index) => `/${index}`);
    const site = await aSite(Object.fromEntries(paths.map((path) => [path, aPage()])));
    const other = await aSite({ '/': aPage() });
    await rig.schedule(...paths.map((path) => aUrl(site.origin + path)), aUrl(`${other.origin}/`));
    rig.crawler([site, other], { defaultDelayMs: 60 }).start();
    await rig.untilDone();
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
    await rig.fetchAll([site], ['/a', '/b']);
    const [robots, first, second] = site.seen;
    expect((first?.startedMs ?? 0) - (robots?.endedMs ?? 0)).toBeGreaterThan(380);
    expect((second?.startedMs ?? 0) - (first?.endedMs ?? 0)).toBeGreaterThan(380);
  });

  it('waits less than by default where robots.txt is content with that, though a second', async () => {
    const site = await aSite({
      '/robots.txt': aPage('User-agent: newsflow\nCrawl-delay: 0.2', 'text/plain'),
      '/a': aPage(),
      '/b': aPage(),
    });
    await rig.fetchAll([site], ['/a', '/b'], { defaultDelayMs: 3_600_000 });
    const [, first, second] = site.seen;
    expect((second?.startedMs ?? 0) - (first?.endedMs ?? 0)).toBeGreaterThan(980);
  });

  it('keeps a gap between requests to one address, whatever the hosts', async () => {
    const site = await aSite({ '/a': aPage() });
    const twin = await aSite({ '/a': aPage() }, new URL(site.origin).hostname);
    await rig.schedule(aUrl(`${site.origin}/a`), aUrl(`${twin.origin}/a`));
    rig.crawler([site, twin], { addressDelayMs: 1_000 }).start();
    await rig.untilDone();
    expect([...site.seen, ...twin.seen].map(({ path }) => path).toSorted()).toEqual([
      '/a',
      '/a',
      '/robots.txt',
      '/robots.txt',
    ]);
    expect(smallestGapMs([site, twin])).toBeGreaterThan(500);
  });

  it('keeps the gap at another host that a robots.txt leads to', async () => {
    const site = await aSite({ '/a': aPage() });
    const moved = status(302, { location: `${site.origin}/robots.txt` });
    const twin = await aSite({ '/robots.txt': moved, '/a': aPage() }, new URL(site.origin).hostname);
    await rig.schedule(aUrl(`${site.origin}/a`), aUrl(`${twin.origin}/a`));
    rig.crawler([site, twin], { addressDelayMs: 1_000 }).start();
    await rig.untilDone();
    expect(site.seen.map(({ path }) => path).toSorted()).toEqual(['/a', '/robots.txt', '/robots.txt']);
    expect(smallestGapMs([site, twin])).toBeGreaterThan(500);
  });

  it('takes the name of a host for text, whatever MongoDB would make of it', async () => {
    const site = await aSite({ '/a': status(302, { location: 'http://$$x/' }), '/b': aPage() });
    const strange = 'http://$url/';
    await rig.schedule(aUrl(`${site.origin}/a`, { priority: 9 }), aUrl(`${site.origin}/b`), aUrl(strange));
    rig.crawler([site]).start();
    await rig.untilDone();
    expect(await rig.endsOf(`${site.origin}/a`)).toEqual([expect.stringMatching(/^failed dns/)]);
    expect(await rig.endsOf(strange)).toEqual([expect.stringMatching(/^failed dns/)]);
    expect(await rig.endsOf(`${site.origin}/b`)).toEqual(['fetched']);
    expect(await rig.database.urls.distinct('host')).toEqual(expect.arrayContaining(['$url']));
  });

  it('obeys robots.txt, of the place that a redirect leads to as well', async () => {
    const private_ = 'User-agent: *\nDisallow: /private';
    const target = await aSite({ '/robots.txt': aPage(private_, 'text/plain'), '/private': aPage() });
    const site = await aSite({
      '/robots.txt': aPage(private_, 'text/plain'),
      '/open': status(302, { location: '/private/1' }),
      '/away': status(302, { location: `${target.origin}/private` }),
    });
    expect(await rig.fetchAll([site, target], ['/private/2', '/open', '/away'])).toEqual({
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
    await rig.schedule(aUrl(`${site.origin}/a`));
    rig.crawler([site], { fetchAttempts: 20 }).start();
    await until(() => site.seen.length >= 2);
    expect(site.seen.every(({ path }) => path === '/robots.txt')).toBe(true);
    well = true;
    await rig.untilDone();
    expect((await rig.outcomesOf(`${site.origin}/a`)).map(({ outcome }) => outcome)).toEqual(['fetched']);
  });
});

describe('a broken answer', () => {
  const cut: Answer = (_, response) => {
    response.writeHead(200, { 'content-length': 5000 }).write('half', () => response.destroy());
  };
  const anHour = { fetchRetryMs: 3_600_000 };

  it('keeps no other URL of its host waiting', async () => {
    const site = await aSite({
      '/cut': cut,
      '/bad-length': (request) => request.socket.end('HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n'),
      '/no-http': (request) => request.socket.end('SSH-2.0\r\n'),
      '/closed': (request) => request.socket.end(),
      '/a': aPage(),
    });
    const broken = ['/cut', '/bad-length', '/no-http', '/closed'];
    await rig.schedule(...broken.map((path) => aUrl(site.origin + path, { priority: 9 })), aUrl(`${site.origin}/a`));
    rig.crawler([site], anHour).start();
    await until(async () => (await rig.endsOf(`${site.origin}/a`)).includes('fetched'));
    expect(site.seen.map(({ path }) => path).slice(1)).toEqual([...broken, '/a']);
  });

  it('for robots.txt has all of the host wait', async () => {
    const site = await aSite({ '/robots.txt': cut });
    await rig.schedule(aUrl(`${site.origin}/a`), aUrl(`${site.origin}/b`));
    rig.crawler([site], anHour).start();
    await until(async () => (await rig.database.hosts.countDocuments({ failures: 1, leaseOwner: null })) === 1);
    expect(site.seen.map(({ path }) => path)).toEqual(['/robots.txt']);
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
      await rig.fetchAll([site], [...Object.keys(answers).filter((path) => !path.startsWith('/far/')), '/missing']),
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

  it('is of the page that answered, whatever was wrong with what it answered', async () => {
    const answers: Record<string, Answer> = {
      '/gone': status(410),
      '/pdf': aPage('%PDF-1.7', 'application/pdf'),
      '/large': aPage('x'.repeat(7 * 1024 * 1024)),
      '/bomb': encoded(gzipSync(Buffer.alloc(40 * 1024 * 1024)), 'gzip'),
      '/unknown-coding': encoded(Buffer.from('plain'), 'rot13'),
      '/broken-off': (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).write('half', () => response.destroy());
      },
      '/loop': status(301, { location: '/loop' }),
      '/lost': status(302),
      '/nowhere': status(301, { location: 'mailto:desk@example.com' }),
      '/long': status(301, { location: `/${'x'.repeat(5000)}` }),
    };
    const paths = Object.keys(answers);
    const ways = paths.map((path): [string, Answer] => [`/to${path}`, status(302, { location: path })]);
    const site = await aSite({ ...answers, ...Object.fromEntries(ways) });
    await rig.fetchAll(
      [site],
      ways.map(([path]) => path),
    );
    const told = await Promise.all(paths.map((path) => rig.outcomesOf(`${site.origin}/to${path}`)));
    expect(told.map((outcomes) => outcomes.map(({ finalUrl, pageId: id }) => ({ finalUrl, id })))).toEqual(
      paths.map((path) => [{ finalUrl: site.origin + path, id: pageId(site.origin + path) }]),
    );
  });

  it('ends a URL whose host does not exist or does not answer', async () => {
    const site = await aSite({});
    await site.stop();
    sites.pop();
    await rig.schedule(aUrl(`${site.origin}/`), aUrl('http://nowhere.invalid/'));
    rig.crawler([site]).start();
    await rig.untilDone();
    expect((await rig.outcomesOf(`${site.origin}/`)).map(({ reason }) => reason)).toEqual(['connection-refused']);
    const [unknown] = await rig.outcomesOf('http://nowhere.invalid/');
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
    await rig.fetchAll([site, target], ['/start']);
    const [page] = await rig.rawPagesOf(`${site.origin}/start`);
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
    const [outcome] = await rig.outcomesOf(`${site.origin}/start`);
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
    await rig.fetchAll([site], ['/plain', '/br', '/both']);
    const codings: string[] = [];
    for (const path of ['/plain', '/br', '/both']) {
      const [page] = await rig.rawPagesOf(site.origin + path);
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
    await rig.fetchAll([site], ['/a']);
    await rig.schedule(aUrl(url), aUrl(url, { request: 'r1' }));
    text = 'new';
    await rig.untilDone();
    await rig.schedule(aUrl(url, { request: 'r1' }));
    await rig.untilDone();
    const [first, second, ...others] = await rig.rawPagesOf(url);
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
    await rig.schedule(
      aUrl(`${site.origin}/feed.xml`, { kind: 'feed', everyMs: 300 }),
      aUrl(`${site.origin}/index.xml`, { kind: 'sitemap', everyMs: 3_600_000 }),
    );
    rig.crawler([site]).start();
    const count = (path: string) => site.seen.filter((request) => request.path === path).length;
    await until(() => count('/feed.xml') >= 3 && count('/c') === 1);
    expect(['/a', '/b', '/c', '/index.xml', '/map.xml.gz', '/robots.txt'].map(count)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('records what is wrong with a feed and tries it again at its next time', async () => {
    const site = await aSite({ '/feed.xml': aPage('<html>no feed</html>') });
    await rig.schedule(aUrl(`${site.origin}/feed.xml`, { kind: 'feed', everyMs: 3_600_000 }));
    rig.crawler([site]).start();
    const feed = () => rig.database.urls.findOne({ kind: 'feed' });
    await until(async () => (await feed())?.last != null);
    const { last, nextAt } = (await feed()) ?? {};
    expect(last).toMatchObject({ outcome: 'failed', reason: 'not-a-feed' });
    expect(nextAt?.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
  });
});
