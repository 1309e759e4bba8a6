import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pageId } from '@newsflow/contracts';
import { allowAll } from '@newsflow/crawling';
import { type Stack, startStack } from '@newsflow/stack';
import { type Answer, type LoopbackServer, startLoopbackServer } from '@newsflow/testing';
import type { UrlDocument } from '../frontier/documents.ts';
import { HostLeases } from '../frontier/host-leases.ts';
import { hostOf } from '../frontier/new-url.ts';
import { PageVersions } from '../frontier/page-versions.ts';
import { UrlQueue } from '../frontier/url-queue.ts';
import { aPage, aUrl, CrawlerRig, until } from '../testkit/crawler-rig.ts';

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
  const site = await startLoopbackServer(address ?? `127.0.0.${80 + sites.length}`, answers);
  sites.push(site);
  return site;
}

/** A host and a URL of it under a lease that runs out, and what its holder can still try to write. */
async function aDeadHolder(url: string, leaseMs = 300) {
  const leases = new HostLeases(rig.database.hosts, 'dead', leaseMs);
  const queue = new UrlQueue(rig.database);
  const lease = await leases.take();
  const held = lease && (await queue.take(lease));
  if (!lease || held?._id !== pageId(url)) throw new Error('the URL is not held');
  const last = { outcome: 'failed', reason: 'late', version: 1, at: new Date() };
  const finished = { last, finalUrl: null, content: null, pauseMs: 1000, moved: false };
  const robots = { rules: allowAll, productToken: 'late', expiresAt: new Date() };
  const writes: Record<string, () => Promise<boolean>> = {
    finish: () => queue.finish(held, finished),
    'finish of a page elsewhere': () => queue.finish(held, { ...finished, finalUrl: 'http://b.example/', moved: true }),
    'finish of a sitemap': () => queue.finish(held, { ...finished, sitemaps: [] }),
    forget: () => queue.forget(held),
    retry: () => queue.retry(held, 0),
    'put off': () => queue.putOff(held, 0),
    'give back': () => queue.giveBack(held),
    'hand over': () => queue.handOver(held, 'http://b.example/', []),
    renew: () => leases.renew(lease),
    robots: () => leases.rememberRobots(lease, 'http', robots),
    release: () => leases.release(lease, { restMs: 0, failures: 9 }, null),
  };
  return { leases, lease, writes };
}
const everything = () =>
  Promise.all([rig.database.urls.find().toArray(), rig.database.hosts.find().toArray()] as const);

describe('leases', () => {
  it('takes over the host of a dead worker when its lease ends', async () => {
    const site = await aSite({ '/a': aPage() });
    const url = `${site.origin}/a`;
    await rig.schedule(aUrl(url));
    const { leases } = await aDeadHolder(url);
    expect(await leases.take()).toBeNull();
    rig.crawler([site]).start();
    await rig.untilDone();
    expect(await rig.endsOf(url)).toEqual(['fetched']);
  });

  it('refuses whatever the holder of a lost lease writes, while the next one is at it and when it is done', async () => {
    const answer = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    const site = await aSite({
      '/first': (request, response) => {
        begun.resolve(undefined);
        void answer.promise.then(() => {
          aPage()(request, response);
        });
      },
      '/a': aPage(),
    });
    const url = `${site.origin}/a`;
    await rig.schedule(aUrl(url));
    const { writes } = await aDeadHolder(url);
    // Taken first by the next holder, which has not come to the other one yet.
    await rig.schedule(aUrl(`${site.origin}/first`, { priority: 9 }));
    // A lease that is not renewed in this test changes nothing by itself.
    rig.crawler([site], { hostLeaseMs: 60_000 }).start();
    await begun.promise;
    const during = await everything();
    for (const [name, write] of Object.entries(writes)) expect({ [name]: await write() }).toEqual({ [name]: false });
    expect(await everything()).toEqual(during);
    answer.resolve(undefined);
    await rig.untilDone();
    await until(async () => (await rig.database.hosts.countDocuments({ leaseOwner: { $ne: null } })) === 0);
    const after = await everything();
    for (const [name, write] of Object.entries(writes)) expect({ [name]: await write() }).toEqual({ [name]: false });
    expect(await everything()).toEqual(after);
    expect(await rig.endsOf(url)).toEqual(['fetched']);
  });

  it('leaves to the next holder whatever the holder of a lost lease takes', async () => {
    const queue = new UrlQueue(rig.database);
    const [inHand, free] = ['http://a.example/in-hand', 'http://a.example/free'];
    await rig.schedule(aUrl(inHand, { priority: 9 }), aUrl(free));
    const late = await new HostLeases(rig.database.hosts, 'late', 1).take();
    const leases = new HostLeases(rig.database.hosts, 'next', 60_000);
    let next = await leases.take();
    await until(async () => (next ??= await leases.take()) !== null);
    if (!late || !next) throw new Error('the host is not leased');
    const last = { outcome: 'fetched', reason: null, version: 1, at: new Date() };
    const finish = (document: UrlDocument | null) =>
      document && queue.finish(document, { last, finalUrl: null, content: null, pauseMs: null, moved: false });
    const first = await queue.take(next);
    const takenLate = await queue.take(late);
    expect([first?.url, takenLate?.url]).toEqual([inHand, free]);
    expect(await finish(first)).toBe(true);
    const second = await queue.take(next);
    expect(second?.url).toBe(free);
    expect(await queue.take(late)).toBeNull();
    expect([await finish(takenLate), await finish(second)]).toEqual([false, true]);
  });

  it('gives up a page that no process came to an end with', async () => {
    const site = await aSite({ '/a': aPage(), '/b': aPage() });
    await rig.schedule(aUrl(`${site.origin}/a`), aUrl(`${site.origin}/b`));
    await rig.database.urls.updateOne({ _id: pageId(`${site.origin}/a`) }, { $set: { takes: 8 } });
    await rig.database.urls.updateOne({ _id: pageId(`${site.origin}/b`) }, { $set: { takes: 7 } });
    rig.crawler([site]).start();
    await rig.untilDone();
    expect(await rig.outcomesOf(`${site.origin}/a`)).toMatchObject([
      { outcome: 'failed', reason: 'without-end: 8 fetches' },
    ]);
    expect(await rig.endsOf(`${site.origin}/b`)).toEqual(['fetched']);
    expect(site.seen.map(({ path }) => path)).toEqual(['/robots.txt', '/b']);
    expect(await rig.database.urls.countDocuments({ takes: { $ne: 0 } })).toBe(0);
  });

  it('lets the host of a dead worker rest first: nobody knows when its last request was', async () => {
    const site = await aSite({ '/a': aPage() });
    await rig.schedule(aUrl(`${site.origin}/a`));
    await aDeadHolder(`${site.origin}/a`, 1);
    const startedMs = performance.now();
    rig.crawler([site], { defaultDelayMs: 700 }).start();
    await rig.untilDone();
    expect(site.seen[0]?.startedMs).toBeGreaterThan(startedMs + 690);
  });

  it('lets no host sleep for which a URL comes in while it is given back', async () => {
    await rig.schedule(aUrl('http://a.example/1'));
    const leases = new HostLeases(rig.database.hosts, 'slow', 60_000);
    const queue = new UrlQueue(rig.database);
    const lease = await leases.take();
    const held = lease && (await queue.take(lease));
    if (!held) throw new Error('the URL is not held');
    await queue.giveBack(held);
    await rig.database.urls.updateOne({ _id: held._id }, { $set: { nextAt: null } });
    const nextDue = await queue.nextDue(lease.host);
    const notBefore = new Date(Date.now() + 3_600_000);
    await rig.schedule(aUrl('http://a.example/2', { notBefore }));
    await leases.release(lease, { restMs: 0, failures: 0 }, nextDue);
    rig.crawler([]).start();
    const host = () => rig.database.hosts.findOne({ _id: lease.host });
    await until(async () => (await host())?.nextAt.getTime() === notBefore.getTime());
  });

  it('publishes the same version and ids again after a crash between publication and write-back', async () => {
    const site = await aSite({ '/a': aPage() });
    const url = `${site.origin}/a`;
    await rig.schedule(aUrl(url));
    const before = await rig.database.urls.findOne({ _id: pageId(url) });
    const crawler = rig.crawler([site]);
    crawler.start();
    await rig.untilDone();
    const after = await rig.database.urls.findOne({ _id: pageId(url) });
    if (!before || !after?.content) throw new Error('not fetched');
    // As MongoDB was when the process died: the version is given out, nothing is written back.
    const { sha256, version } = after.content;
    await rig.database.urls.replaceOne(
      { _id: before._id },
      { ...before, version, pending: { version, result: sha256 }, unsettled: sha256 },
    );
    await rig.schedule(aUrl(url));
    await rig.untilDone();
    const pages = await rig.rawPagesOf(url);
    const outcomes = await rig.outcomesOf(url);
    expect(pages.map(({ facts }) => facts.version)).toEqual([version, version]);
    expect(new Set(pages.map(({ id }) => id)).size).toBe(1);
    expect(outcomes.map((outcome) => outcome.version)).toEqual([version, version]);
    expect(await rig.database.urls.findOne({ _id: before._id })).toMatchObject({ pending: null, version });
  });

  it('gives a changed page a new version even if the last one was never written back', async () => {
    const versions = new PageVersions(rig.database.urls);
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
    await rig.schedule(aUrl(`${site.origin}/a`, { priority: 9 }), aUrl(`${site.origin}/b`));
    const crawler = rig.crawler([site]);
    crawler.start();
    await begun.promise;
    const stopped = crawler.stop();
    finish.resolve(undefined);
    await stopped;
    expect(await rig.database.urls.countDocuments({ nextAt: { $ne: null } })).toBe(1);
    expect(site.seen.map(({ path }) => path)).toEqual(['/robots.txt', '/a']);
    expect(await rig.database.hosts.findOne({ _id: hostOf(site.origin) })).toMatchObject({ leaseOwner: null });
  });

  it('gives up a fetch that outlasts the limit of a stop; its URL stays due', async () => {
    const begun = Promise.withResolvers<undefined>();
    const site = await aSite({
      '/a': () => {
        begun.resolve(undefined);
      },
    });
    await rig.schedule(aUrl(`${site.origin}/a`));
    const crawler = rig.crawler([site], { drainLimitMs: 100 });
    crawler.start();
    await begun.promise;
    await crawler.stop();
    const document = await rig.database.urls.findOne({ _id: pageId(`${site.origin}/a`) });
    expect(document).toMatchObject({ lease: null, last: null, failures: 0 });
    expect(document?.nextAt).not.toBeNull();
    expect(await rig.outcomesOf(`${site.origin}/a`)).toEqual([]);
  });
});
