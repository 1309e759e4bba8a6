import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { SourceHealth } from '@newsflow/contracts';
import { UnavailableError } from '@newsflow/kafka';
import { type Stack, startStack } from '@newsflow/stack';
import { type Answer, type LoopbackServer, startLoopbackServer } from '@newsflow/testing';
import { aPage, aUrl, CrawlerRig, status, until } from '../testkit/crawler-rig.ts';
import { HealthWatch } from './health-watch.ts';
import { Publisher } from './publisher.ts';

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
  const site = await startLoopbackServer(address ?? `127.0.0.${160 + sites.length}`, answers);
  sites.push(site);
  return site;
}

const feedText = '<rss version="2.0"><channel><title>t</title></channel></rss>';
const never = new AbortController().signal;

/** A source with one feed, which answers as told. */
async function aSourceWithFeed(id: string) {
  const feed = { well: true };
  const site = await aSite({
    '/feed.xml': (request, response) => {
      const answer = feed.well ? aPage(feedText, 'application/rss+xml') : status(404);
      answer(request, response);
    },
  });
  const url = `${site.origin}/feed.xml`;
  await rig.aSource(id);
  await rig.database.sources.updateOne({ _id: id }, { $set: { start: [{ kind: 'feed', url }] } });
  return { site, url, feed };
}
const statusesOf = async (id: string) => (await rig.healthOf(id)).map((health) => health.status);
const told = (id: string, ...statuses: SourceHealth['status'][]) =>
  until(async () => JSON.stringify(await statusesOf(id)) === JSON.stringify(statuses));

describe('the health of a source', () => {
  it('is told when it changes, with the reason, and when the source is disabled', async () => {
    const { site, url, feed } = await aSourceWithFeed('courier');
    rig.crawler([site]).start();
    await rig.schedule(aUrl(url, { kind: 'feed', everyMs: 100, sourceId: 'courier' }));
    await told('courier', 'healthy');
    feed.well = false;
    await told('courier', 'healthy', 'degraded', 'failing');
    feed.well = true;
    await told('courier', 'healthy', 'degraded', 'failing', 'healthy');
    await rig.database.sources.updateOne({ _id: 'courier' }, { $set: { enabled: false } });
    await told('courier', 'healthy', 'degraded', 'failing', 'healthy', 'disabled');
    const events = await rig.healthOf('courier');
    expect(events[2]).toMatchObject({ sourceId: 'courier', consecutiveFailures: 3, reason: `${url}: http-404` });
    expect(events[3]).toMatchObject({ consecutiveFailures: 0, reason: null });
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(5);
  });

  it('is told again with the same id by whoever comes next, when a process died before it could', async () => {
    const { url } = await aSourceWithFeed('gazette');
    const down = { send: () => Promise.reject(new UnavailableError('KAFKA_UNAVAILABLE', 'down')) };
    const document = { kind: 'feed', url, sourceId: 'gazette' } as never;
    const end = { outcome: 'read', reason: null, at: new Date() };
    const dying = new HealthWatch(rig.database.sources, new Publisher(down, rig.names), () => undefined);
    await expect(dying.note(document, end, AbortSignal.timeout(50))).rejects.toThrow();
    expect(await rig.healthOf('gazette')).toEqual([]);
    const next = new HealthWatch(rig.database.sources, new Publisher(rig.producer, rig.names), () => undefined);
    await next.review(never);
    await next.review(never);
    const [event, ...more] = await rig.healthOf('gazette');
    expect(more).toEqual([]);
    // As if the process had died between the event and the note that it was told.
    await rig.database.sources.updateOne({ _id: 'gazette' }, { $set: { 'health.told': 0 } });
    await next.review(never);
    expect(await rig.healthOf('gazette')).toEqual([event, event]);
  });

  it('counts every failure once, however many processes take them in at the same time, and ends with the newest state', async () => {
    const { url } = await aSourceWithFeed('zeitung');
    const page = { kind: 'page', url: `${url}/page`, sourceId: 'zeitung' } as never;
    const watches = Array.from(
      { length: 4 },
      () => new HealthWatch(rig.database.sources, new Publisher(rig.producer, rig.names), () => undefined),
    );
    const all = (outcome: string) =>
      Promise.all(watches.map((watch) => watch.note(page, { outcome, reason: null, at: new Date() }, never)));
    for (let round = 0; round < 3; round++) await all('failed');
    const source = await rig.database.sources.findOne({ _id: 'zeitung' });
    expect(source?.health).toMatchObject({ state: { failures: 12, status: 'failing' }, changes: 3, told: 3 });
    expect((await statusesOf('zeitung')).at(-1)).toBe('failing');
    await all('fetched');
    expect((await statusesOf('zeitung')).at(-1)).toBe('healthy');
  });
});
