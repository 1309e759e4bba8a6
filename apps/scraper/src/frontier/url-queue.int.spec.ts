import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import { aUrl, CrawlerRig } from '../testkit/crawler-rig.ts';
import { HostLeases } from './host-leases.ts';
import { UrlQueue } from './url-queue.ts';

let stack: Stack;
let rig: CrawlerRig;

beforeAll(async () => {
  stack = await startStack();
  rig = await CrawlerRig.create(stack);
});
afterAll(async () => {
  await rig.close();
  await stack.stop();
});
afterEach(() => rig.reset());

const origin = 'https://courier.example';

describe('the due URLs of a host', () => {
  it('are taken in this order: what is new or a start, what has failed, what is visited again', async () => {
    const queue = new UrlQueue(rig.database);
    const aPage = (path: string, depth: number) => aUrl(origin + path, { depth });
    await rig.schedule(aPage('/start', 0), aPage('/failed', 1), aPage('/seen', 1));
    const lease = await new HostLeases(rig.database.hosts, 'test', 60_000).take();
    if (!lease) throw new Error('the host is not due');
    const takeAll = async () => {
      const paths: string[] = [];
      for (let taken = await queue.take(lease); taken; taken = await queue.take(lease)) {
        const path = new URL(taken.url).pathname;
        paths.push(path);
        const last = { outcome: 'fetched', reason: null, version: 1, at: new Date(), failures: 0 };
        const fetched = { last, finalUrl: null, content: null, pauseMs: 3_600_000, moved: false };
        await (path === '/failed' ? queue.retry(taken, 3_600_000, null) : queue.finish(taken, fetched));
      }
      return paths;
    };
    await takeAll();
    await rig.schedule(aPage('/new', 1));
    // Due the longer the further back they belong.
    for (const [age, path] of ['/start', '/new', '/failed', '/seen'].entries())
      await rig.database.urls.updateOne({ url: origin + path }, { $set: { nextAt: new Date(10_000 - age) } });
    expect(await takeAll()).toEqual(['/new', '/start', '/failed', '/seen']);
  });
});
