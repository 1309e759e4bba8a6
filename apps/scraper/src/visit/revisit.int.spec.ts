import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pageId } from '@newsflow/contracts';
import { type Stack, startStack } from '@newsflow/stack';
import { type Answer, type LoopbackServer, startLoopbackServer } from '@newsflow/testing';
import { PageVersions } from '../frontier/page-versions.ts';
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

async function aSite(answers: Record<string, Answer>, address?: string): Promise<LoopbackServer> {
  const site = await startLoopbackServer(address ?? `127.0.0.${120 + sites.length}`, answers);
  sites.push(site);
  return site;
}

/** Answers 304 to whoever has the tag already. */
const tagged =
  (state: { text: string; etag: string }): Answer =>
  (request, response) => {
    if (request.headers['if-none-match'] === state.etag) status(304)(request, response);
    else aPage(state.text, 'text/html', { etag: state.etag })(request, response);
  };
/** Has the URL fetched now, as a request of somebody. */
let requests = 0;
async function fetchAgain(url: string): Promise<void> {
  await rig.schedule(aUrl(url, { request: `r${++requests}` }));
  await rig.untilIdle();
}
const document = async (url: string) => {
  const found = await rig.database.urls.findOne({ url });
  if (!found) throw new Error(`${url} is unknown`);
  return found;
};
const requestsFor = (site: LoopbackServer, path: string) => site.seen.filter((request) => request.path === path);
const aFeed = (...paths: string[]) => {
  const items = paths.map((path) => `<item><link>${path}</link></item>`).join('');
  return `<rss version="2.0"><channel><title>t</title>${items}</channel></rss>`;
};

describe('a page that is fetched again', () => {
  it('is not sent or published again while the server says 304, and names what it replaces when it has changed', async () => {
    const state = { text: 'old', etag: '"1"' };
    const site = await aSite({ '/a': tagged(state) });
    const url = `${site.origin}/a`;
    rig.crawler([site]).start();
    await fetchAgain(url);
    await fetchAgain(url);
    Object.assign(state, { text: 'new', etag: '"2"' });
    await fetchAgain(url);
    expect(await rig.endsOf(url)).toEqual(['fetched', 'not-modified', 'fetched']);
    expect(requestsFor(site, '/a').map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', '"1"']);
    const [first, second, ...more] = await rig.rawPagesOf(url);
    expect(more).toEqual([]);
    expect(second?.facts.previous).toEqual({ sha256: first?.facts.sha256, version: first?.facts.version });
    const outcomes = await rig.outcomesOf(url);
    expect(new Set(outcomes.map(({ eventId }) => eventId)).size).toBe(3);
    expect(outcomes.map(({ version }) => version)).toEqual(
      outcomes.map(({ version }) => version).sort((a, b) => a - b),
    );
  });

  it('is unchanged when the same body comes with status 200', async () => {
    let lastModified = 'Tue, 03 Mar 2026 10:00:00 GMT';
    let text = 'same';
    const site = await aSite({
      '/a': (request, response) => {
        aPage(text, 'text/html', { 'last-modified': lastModified })(request, response);
      },
    });
    const url = `${site.origin}/a`;
    rig.crawler([site]).start();
    await fetchAgain(url);
    lastModified = 'Tue, 03 Mar 2026 11:00:00 GMT';
    await fetchAgain(url);
    text = 'other';
    await fetchAgain(url);
    expect(await rig.endsOf(url)).toEqual(['fetched', 'unchanged', 'fetched']);
    const asked = requestsFor(site, '/a').map(({ headers }) => headers['if-modified-since']);
    expect(asked).toEqual([undefined, 'Tue, 03 Mar 2026 10:00:00 GMT', 'Tue, 03 Mar 2026 11:00:00 GMT']);
    const [first, second, ...more] = await rig.rawPagesOf(url);
    expect(more).toEqual([]);
    expect(second?.facts.previous?.version).toBe(first?.facts.version);
  });

  it('is asked for conditionally at the place that a redirect leads to, and there alone', async () => {
    const site = await aSite({
      '/start': status(302, { location: '/final', etag: '"of-the-redirect"' }),
      '/final': tagged({ text: 'news', etag: '"1"' }),
    });
    const url = `${site.origin}/start`;
    rig.crawler([site]).start();
    await fetchAgain(url);
    await fetchAgain(url);
    expect(await rig.endsOf(url)).toEqual(['fetched', 'not-modified']);
    expect(requestsFor(site, '/start').map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
    expect((await rig.outcomesOf(url)).map((outcome) => outcome.pageId)).toEqual(
      Array(2).fill(pageId(`${site.origin}/final`)),
    );
  });

  it('ends in a failure when a server says 304 to an unconditional request', async () => {
    const site = await aSite({ '/a': status(304) });
    rig.crawler([site]).start();
    await fetchAgain(`${site.origin}/a`);
    expect(await rig.endsOf(`${site.origin}/a`)).toEqual(['failed http-304']);
  });

  it('is published again as long as nobody knows whether another body was published in between', async () => {
    const site = await aSite({ '/a': tagged({ text: 'old', etag: '"1"' }) });
    const url = `${site.origin}/a`;
    rig.crawler([site]).start();
    await fetchAgain(url);
    // As after a crash between the publication of a new body, which the site has taken back since, and its write-back.
    await new PageVersions(rig.database.urls).claim(url, { sha256: 'f'.repeat(64) });
    await fetchAgain(url);
    await fetchAgain(url);
    expect(await rig.endsOf(url)).toEqual(['fetched', 'fetched', 'not-modified']);
    expect(requestsFor(site, '/a').map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      undefined,
      '"1"',
    ]);
  });
});

describe('a page of a source', () => {
  it('is visited again by itself, each time later while it stays as it is; others are not', async () => {
    const site = await aSite({ '/a': tagged({ text: 'news', etag: '"1"' }), '/b': aPage() });
    await rig.aSource('courier');
    rig.crawler([site], { revisitMinMs: 100 }).start();
    await rig.schedule(aUrl(`${site.origin}/a`, { sourceId: 'courier' }), aUrl(`${site.origin}/b`));
    await until(() => requestsFor(site, '/a').length >= 6);
    const { revisitMs, last } = await document(`${site.origin}/a`);
    expect(last?.outcome).toBe('not-modified');
    expect(revisitMs).toBeGreaterThan(100);
    expect(requestsFor(site, '/b')).toHaveLength(1);
    expect(await rig.rawPagesOf(`${site.origin}/a`)).toHaveLength(1);
  });

  it('is planned by its age, which a feed states, and comes after what is new', async () => {
    const site = await aSite({
      '/feed.xml': aPage(
        `<rss version="2.0"><channel><title>t</title><item><link>/a</link><pubDate>${new Date(Date.now() - 40 * 3_600_000).toUTCString()}</pubDate></item></channel></rss>`,
        'application/rss+xml',
      ),
      '/a': aPage(),
    });
    await rig.aSource('courier');
    rig.crawler([site]).start();
    await rig.schedule(aUrl(`${site.origin}/feed.xml`, { kind: 'feed', everyMs: 3_600_000, sourceId: 'courier' }));
    await until(async () => (await rig.database.urls.findOne({ url: `${site.origin}/a` }))?.last != null);
    const { revisitMs, nextAt, priority, revisit } = await document(`${site.origin}/a`);
    expect(Math.round((revisitMs ?? 0) / 3_600_000)).toBe(10);
    expect({ due: nextAt !== null, priority, revisit }).toEqual({ due: true, priority: 3, revisit: true });
  });

  it('is looked for rarely when it is gone, and fetched when it is back', async () => {
    let there = false;
    const site = await aSite({
      '/a': (request, response) => {
        if (there) aPage()(request, response);
        else status(410)(request, response);
      },
    });
    const url = `${site.origin}/a`;
    await rig.aSource('courier');
    rig.crawler([site], { revisitMinMs: 100 }).start();
    await rig.schedule(aUrl(url, { sourceId: 'courier' }));
    await until(() => requestsFor(site, '/a').length === 1);
    await until(async () => (await document(url)).revisitMs === 1600);
    there = true;
    await until(async () => (await document(url)).last?.outcome === 'fetched');
    expect((await rig.endsOf(url)).slice(0, 2)).toEqual(['gone http-410', 'fetched']);
    expect((await document(url)).revisitMs).toBeLessThan(1600);
  });

  it('is put off without a request while the source is disabled, unless somebody asks for it', async () => {
    const site = await aSite({ '/a': aPage() });
    const url = `${site.origin}/a`;
    await rig.aSource('courier');
    rig.crawler([site]).start();
    await rig.schedule(aUrl(url, { sourceId: 'courier' }));
    await rig.untilIdle();
    await rig.aSource('courier', false);
    await rig.database.urls.updateOne({ url }, { $currentDate: { nextAt: true } });
    await rig.database.hosts.updateMany({}, { $currentDate: { nextAt: true } });
    await rig.untilIdle();
    expect(requestsFor(site, '/a')).toHaveLength(1);
    expect((await document(url)).nextAt?.getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    await fetchAgain(url);
    expect(requestsFor(site, '/a')).toHaveLength(2);
  });

  it('is visited at its new address once it has moved for good, and at the old one while that is for now', async () => {
    const target = await aSite({ '/new': aPage(), '/today': aPage() });
    const site = await aSite({
      '/moved': status(301, { location: `${target.origin}/new` }),
      '/current': status(302, { location: `${target.origin}/today` }),
    });
    await rig.aSource('courier');
    rig.crawler([site, target]).start();
    const paths = ['/moved', '/current'];
    await rig.schedule(...paths.map((path) => aUrl(site.origin + path, { sourceId: 'courier' })));
    await until(async () => (await rig.database.urls.countDocuments({ revisit: true })) === 2);
    await rig.untilIdle();
    const planned = async (url: string) => (await document(url)).nextAt !== null;
    expect({
      moved: await planned(`${site.origin}/moved`),
      new: await planned(`${target.origin}/new`),
      current: await planned(`${site.origin}/current`),
      today: await planned(`${target.origin}/today`),
    }).toEqual({ moved: false, new: true, current: true, today: false });
    expect((await document(`${target.origin}/new`)).sourceId).toBe('courier');
    // The host that the URL came from has to come up for it, too.
    const { nextAt } = await document(`${site.origin}/current`);
    await until(async () => {
      const host = await rig.database.hosts.findOne({ _id: new URL(site.origin).host });
      const laterMs = (host?.nextAt.getTime() ?? Infinity) - (nextAt?.getTime() ?? 0);
      return laterMs >= 0 && laterMs < 60_000;
    });
  });

  it('becomes one when a feed names a page that was fetched for somebody before', async () => {
    const site = await aSite({ '/feed.xml': aPage(aFeed('/a'), 'application/rss+xml'), '/a': aPage() });
    const url = `${site.origin}/a`;
    await rig.aSource('courier');
    rig.crawler([site]).start();
    await fetchAgain(url);
    expect((await document(url)).nextAt).toBeNull();
    await rig.schedule(aUrl(`${site.origin}/feed.xml`, { kind: 'feed', everyMs: 3_600_000, sourceId: 'courier' }));
    await until(async () => (await document(url)).nextAt !== null && (await document(url)).revisit);
    expect(await rig.endsOf(url)).toEqual(['fetched', 'unchanged']);
  });
});

describe('a feed', () => {
  it('is asked for conditionally and not read again while it has not changed', async () => {
    const state = { text: aFeed('/a'), etag: '"1"' };
    const site = await aSite({ '/feed.xml': tagged(state), '/a': aPage(), '/b': aPage() });
    const feed = `${site.origin}/feed.xml`;
    rig.crawler([site]).start();
    await rig.schedule(aUrl(feed, { kind: 'feed', everyMs: 200 }));
    const ends = (outcome: string) => until(async () => (await document(feed)).last?.outcome === outcome);
    await ends('not-modified');
    state.etag = '"2"';
    await ends('unchanged');
    Object.assign(state, { text: aFeed('/a', '/b'), etag: '"3"' });
    await until(() => requestsFor(site, '/b').length === 1);
    expect(requestsFor(site, '/a')).toHaveLength(1);
    const [first, second] = requestsFor(site, '/feed.xml').map(({ headers }) => headers['if-none-match']);
    expect([first, second]).toEqual([undefined, '"1"']);
  });

  it('that is found at another host is asked for at its own address again', async () => {
    const target = await aSite({ '/feed.xml': aPage(aFeed(), 'application/rss+xml') });
    const site = await aSite({ '/feed.xml': status(301, { location: `${target.origin}/feed.xml` }) });
    rig.crawler([site, target]).start();
    await rig.schedule(aUrl(`${site.origin}/feed.xml`, { kind: 'feed', everyMs: 200 }));
    await until(() => requestsFor(site, '/feed.xml').length >= 3 && requestsFor(target, '/feed.xml').length >= 2);
  });
});

describe('Retry-After', () => {
  const busyOnce = (header: () => string): Answer => {
    let count = 0;
    return (request, response) => {
      count += 1;
      if (count > 1) aPage('', 'text/plain')(request, response);
      else status(503, { 'retry-after': header() })(request, response);
    };
  };
  const inTwoSeconds = () => new Date(Date.now() + 2000).toUTCString();

  it.each([
    ['of seconds', '/a', () => '1', 990],
    ['of a date', '/a', inTwoSeconds, 900],
    ['of robots.txt', '/robots.txt', () => '1', 990],
  ])('%s keeps the whole host silent as long', async (_, path, header, leastMs) => {
    const site = await aSite({ '/a': aPage(), '/b': aPage(), [path]: busyOnce(header) });
    await rig.schedule(aUrl(`${site.origin}/a`, { priority: 9 }), aUrl(`${site.origin}/b`));
    rig.crawler([site]).start();
    await rig.untilDone();
    const busy = site.seen.findIndex((request) => request.path === path);
    const gapMs = (site.seen[busy + 1]?.startedMs ?? 0) - (site.seen[busy]?.startedMs ?? Infinity);
    expect(gapMs).toBeGreaterThan(leastMs);
    expect(await rig.endsOf(`${site.origin}/a`)).toEqual(['fetched']);
  });

  it('of a hundred years is cut to a day', async () => {
    const site = await aSite({ '/a': status(429, { 'retry-after': '3153600000' }) });
    await rig.schedule(aUrl(`${site.origin}/a`));
    rig.crawler([site]).start();
    await until(async () => (await document(`${site.origin}/a`)).failures === 1);
    const { nextAt } = await document(`${site.origin}/a`);
    const hours = ((nextAt?.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(24);
  });
});
