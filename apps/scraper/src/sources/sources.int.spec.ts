import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { frontierId, type Source, sourceChange, type StartKind } from '@newsflow/crawling';
import { type Stack, startStack } from '@newsflow/stack';
import { randomUUID } from 'node:crypto';
import { type FrontierDatabase, migrateFrontier, openFrontier } from '../frontier/database.ts';
import { askedDelayMs } from '../frontier/host-delays.ts';
import { schedule } from '../frontier/schedule.ts';
import { applySources } from './apply-sources.ts';
import { listSources } from './list-sources.ts';

let stack: Stack;
let database: FrontierDatabase;

beforeAll(async () => {
  stack = await startStack();
  database = openFrontier(stack.mongodbUri, `sources-${randomUUID()}`);
  await migrateFrontier(database);
});
afterAll(async () => {
  await database.client.close();
  await stack.stop();
});
beforeEach(async () => {
  await Promise.all([database.sources.deleteMany({}), database.urls.deleteMany({}), database.hosts.deleteMany({})]);
});

const feed = 'https://courier.example/feed.xml';
const sitemap = 'https://courier.example/sitemap.xml';
const aSource = (changes: Partial<Source> = {}): Source => ({
  id: 'courier',
  name: 'The Courier',
  everyMs: 60_000,
  delayMs: null,
  start: [{ kind: 'feed', url: feed }],
  ...changes,
});

async function apply(): Promise<void> {
  await applySources(database, (id, error) => {
    throw new Error(id, { cause: error });
  });
}
async function follow(...sources: Source[]): Promise<void> {
  await listSources(database, sources);
  await apply();
}
/** As `newsflow sources disable` and `enable` do. */
async function command(enabled: boolean): Promise<void> {
  await database.sources.updateOne(
    { _id: 'courier' },
    sourceChange({ enabled, disabledBy: enabled ? null : 'command' }),
  );
  await apply();
}
const stored = (id = 'courier') => database.sources.findOne({ _id: id });
const urlOf = async (kind: StartKind, url: string) => {
  const document = await database.urls.findOne({ _id: frontierId(kind, url) });
  if (!document) throw new Error(`${url} is not known`);
  return document;
};
const isDue = async (kind: StartKind, url: string): Promise<boolean> =>
  (await database.urls.countDocuments({ _id: frontierId(kind, url), nextAt: { $ne: null } })) === 1;
/** The frontier after a fetch that was planned to be repeated an hour later. */
async function fetched(kind: StartKind, url: string, more: object = {}): Promise<void> {
  const last = { outcome: 'read', reason: null, version: 0, at: new Date() };
  const nextAt = new Date(Date.now() + 3_600_000);
  await database.urls.updateOne({ _id: frontierId(kind, url) }, { $set: { last, nextAt, ...more } });
  await database.hosts.updateMany({}, { $set: { nextAt } });
}
const hostIsDue = async (): Promise<boolean> =>
  (await database.hosts.countDocuments({ _id: 'courier.example', nextAt: { $lte: new Date() } })) === 1;

describe('sources of the file', () => {
  it('are followed once, however often and by however many scrapers they are listed', async () => {
    await Promise.all([1, 2, 3, 4].map(() => listSources(database, [aSource()])));
    await Promise.all([1, 2, 3, 4].map(() => apply()));
    const first = await stored();
    expect(first).toMatchObject({ origin: 'file', enabled: true, disabledBy: null, everyMs: 60_000, pending: false });
    expect(await database.urls.countDocuments()).toBe(1);
    expect(await isDue('feed', feed)).toBe(true);
    await follow(aSource());
    expect(await stored()).toEqual(first);
  });

  it('are left when they are gone from it, and go on when they are back', async () => {
    await follow(aSource());
    await fetched('feed', feed);
    await follow();
    expect(await stored()).toMatchObject({ enabled: false, disabledBy: 'file' });
    expect(await isDue('feed', feed)).toBe(false);
    await follow(aSource());
    expect(await stored()).toMatchObject({ enabled: true, disabledBy: null });
    expect(await isDue('feed', feed)).toBe(true);
    expect(await hostIsDue()).toBe(true);
  });

  it('stay disabled by command whatever the file changes, until they are taken out of it and put back', async () => {
    await follow(aSource());
    await command(false);
    await follow(aSource({ name: 'Another name' }));
    expect(await stored()).toMatchObject({ name: 'Another name', enabled: false, disabledBy: 'command' });
    expect(await isDue('feed', feed)).toBe(false);
    await follow();
    await follow(aSource());
    expect(await stored()).toMatchObject({ enabled: true, disabledBy: null });
    expect(await isDue('feed', feed)).toBe(true);
  });

  it('leave alone what came by command, and take over one of the same id', async () => {
    const own = { ...aSource({ id: 'own' }), _id: 'own', origin: 'command', enabled: true, disabledBy: null };
    await database.sources.insertOne({ ...own, revision: 1, pending: true, changedAt: new Date() } as never);
    await follow(aSource());
    expect(await stored('own')).toMatchObject({ origin: 'command', enabled: true });
    await follow(aSource({ id: 'own' }));
    expect(await stored('own')).toMatchObject({ origin: 'file', enabled: true });
  });
});

describe('a source that changes', () => {
  it('has its feeds fetched sooner, and what it no longer names not at all', async () => {
    const news = 'https://courier.example/news.xml';
    await follow(
      aSource({
        start: [
          { kind: 'feed', url: feed },
          { kind: 'sitemap', url: sitemap },
        ],
      }),
    );
    await fetched('feed', feed);
    await fetched('sitemap', sitemap);
    // Found in the sitemap.
    const inner = { ...(await urlOf('sitemap', sitemap)), _id: 'sitemap:inner', depth: 1 };
    await database.urls.insertOne({ ...inner, namedBy: [frontierId('sitemap', sitemap)] });
    await follow(aSource({ everyMs: 1000, start: [feed, news].map((url) => ({ kind: 'feed', url })) }));
    const { nextAt, everyMs } = await urlOf('feed', feed);
    expect(everyMs).toBe(1000);
    expect((nextAt?.getTime() ?? Infinity) - Date.now()).toBeLessThanOrEqual(1000);
    expect(await isDue('feed', news)).toBe(true);
    expect(await isDue('sitemap', sitemap)).toBe(false);
    expect(await database.urls.countDocuments({ kind: 'sitemap' })).toBe(0);
  });

  it('keeps its feeds under a new id', async () => {
    await follow(aSource());
    await fetched('feed', feed);
    await follow(aSource({ id: 'the-courier' }));
    expect(await urlOf('feed', feed)).toMatchObject({ sourceId: 'the-courier', nextAt: expect.any(Date) });
  });

  it('is applied again where an older state was applied over it', async () => {
    await follow(aSource());
    const slow = new Proxy(database.sources, {
      get: (target, name) => {
        // Between the reading and the end of one scraper's work the operator disables the source and another scraper applies that.
        if (name === 'distinct') {
          return async (...args: Parameters<typeof target.distinct>) => {
            if (JSON.stringify(args[1]) === '{"enabled":true}') await command(false);
            return target.distinct(...args);
          };
        }
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    await database.sources.updateOne({ _id: 'courier' }, sourceChange({ name: 'New' }));
    await applySources({ ...database, sources: slow }, () => undefined);
    expect(await stored()).toMatchObject({ enabled: false, pending: true });
    await apply();
    expect(await stored()).toMatchObject({ enabled: false, pending: false });
    expect(await isDue('feed', feed)).toBe(false);
  });

  it('does not keep others from being followed when it cannot be', async () => {
    await listSources(database, [aSource({ id: 'a', start: [{ kind: 'feed', url: 'no url' }] }), aSource({ id: 'b' })]);
    const unusable: string[] = [];
    await applySources(database, (id) => unusable.push(id));
    expect(unusable).toEqual(['a']);
    expect(await stored('a')).toMatchObject({ pending: true });
    expect(await isDue('feed', feed)).toBe(true);
  });
});

describe('what two sources start from', () => {
  const page = 'https://courier.example/live';
  const start = [
    { kind: 'feed' as const, url: feed },
    { kind: 'page' as const, url: page },
  ];
  /** The same addresses in other letters. */
  const other = aSource({ id: 'other', start: start.map(({ kind, url }) => ({ kind, url: `${url}#top` })) });
  const ownerOf = async (kind: StartKind, url: string) => (await urlOf(kind, url)).sourceId;
  /** As the scrapers do: again and again. */
  async function applyAll(): Promise<void> {
    while ((await database.sources.countDocuments({ pending: true })) > 0) await apply();
  }

  beforeEach(async () => {
    await follow(aSource({ start }));
    await follow(aSource({ start }), other);
    await fetched('feed', feed);
    await fetched('page', page, { revisit: true, revisitMs: 7_200_000 });
    expect([await ownerOf('feed', feed), await ownerOf('page', page)]).toEqual(['courier', 'courier']);
  });

  it('goes on for the one when the other is disabled', async () => {
    await command(false);
    await applyAll();
    expect([await ownerOf('feed', feed), await ownerOf('page', page)]).toEqual(['other', 'other']);
    expect([await isDue('feed', feed), await isDue('page', page)]).toEqual([true, true]);
    expect(await hostIsDue()).toBe(true);
  });

  it('goes on for the one when the other starts from it no more', async () => {
    await follow(aSource({ start: [{ kind: 'page', url: page }] }), other);
    await applyAll();
    expect(await ownerOf('feed', feed)).toBe('other');
    expect(await isDue('feed', feed)).toBe(true);
  });

  it('goes on for a third one when the second cannot be followed', async () => {
    await database.sources.updateOne({ _id: 'other' }, sourceChange({ start: [{ kind: 'feed', url: 'no url' }] }));
    await listSources(database, [aSource({ id: 'third', start })]);
    await applySources(database, () => undefined);
    await database.sources.updateOne({ _id: 'courier' }, sourceChange({ enabled: false, disabledBy: 'command' }));
    await applySources(database, () => undefined);
    await applySources(database, () => undefined);
    expect(await ownerOf('feed', feed)).toBe('third');
  });
});

describe('the pause between two requests to a host', () => {
  const slow = (id: string, delayMs: number | null, path = id) =>
    aSource({ id, delayMs, start: [{ kind: 'feed', url: `https://courier.example/${path}` }] });
  const pauseMs = async (host = 'courier.example') => {
    const document = await database.hosts.findOne({ _id: host });
    if (!document) throw new Error(`${host} is not known`);
    return askedDelayMs(document);
  };

  it('is the longest that its sources ask for, as long as they do', async () => {
    await follow(slow('a', 3000), slow('b', 9000), slow('c', null));
    expect(await pauseMs()).toBe(9000);
    await follow(slow('a', 3000), slow('b', 1000), slow('c', null));
    expect(await pauseMs()).toBe(3000);
    await follow(slow('a', null), slow('b', 1000), slow('c', null));
    expect(await pauseMs()).toBe(1000);
    await follow(slow('a', null), slow('c', null));
    expect(await pauseMs()).toBeNull();
  });

  it('changes at the hosts of pages as well, and at those that the source starts from no more', async () => {
    await follow(slow('a', 3000));
    const page = { kind: 'page', url: 'https://www.courier.example/1', sourceId: 'a', priority: 5, depth: 0 } as const;
    await schedule(database, [{ ...page, notBefore: null, request: null, everyMs: null, hostDelayMs: 3000 }]);
    const elsewhere = { kind: 'feed', url: 'https://feeds.example/courier' } as const;
    await follow(aSource({ id: 'a', delayMs: 2000, start: [elsewhere] }));
    const hosts = ['courier.example', 'www.courier.example', 'feeds.example'];
    expect(await Promise.all(hosts.map(pauseMs))).toEqual([2000, 2000, 2000]);
    await follow(aSource({ id: 'a', delayMs: null, start: [elsewhere] }));
    expect(await Promise.all(hosts.map(pauseMs))).toEqual([null, null, null]);
  });
});

describe('a disabled source', () => {
  it('is not visited again, but what is new or was asked for still is', async () => {
    const pages = ['seen', 'new'].map((name) => ({ kind: 'page' as const, url: `https://courier.example/${name}` }));
    await follow(aSource({ start: [{ kind: 'feed', url: feed }, ...pages] }));
    await fetched('page', 'https://courier.example/seen', { revisit: true, revisitMs: 7_200_000 });
    await command(false);
    expect(await isDue('page', 'https://courier.example/seen')).toBe(false);
    expect(await isDue('page', 'https://courier.example/new')).toBe(true);
    await command(true);
    const { nextAt } = await urlOf('page', 'https://courier.example/seen');
    expect((nextAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(3_600_000);
  });
});
