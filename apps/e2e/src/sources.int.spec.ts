import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Site, startSampleSite } from '@newsflow/stack';
import { MongoClient } from 'mongodb';
import { Installation } from './installation.ts';
import { type CommandResult, jsonLines } from './newsflow.ts';
import { waitFor } from './wait-for.ts';

interface Listed {
  id: string;
  enabled: boolean;
  origin: string;
  every: string;
  lastSuccess: string | null;
  failures: number;
  pages: number;
}
interface Shown extends Listed {
  pending: boolean;
  disabledBy: string | null;
  start: { kind: string; url: string; outcome: string | null; failures: number; nextAt: string | null }[];
}
interface Tested {
  source: string | null;
  kind: string;
  url: string;
  outcome: string;
  reason: string | null;
  status: number | null;
  pages: number;
  newest: string | null;
}

const ended = ({ code, stderr }: CommandResult) => ({ code, stderr });

describe('sources of a running scraper', () => {
  let site: Site;
  let installation: Installation;
  let courier: string;
  let gazette: string;
  let mongodb: MongoClient;

  beforeAll(async () => {
    site = await startSampleSite();
    const originOf = (host: string) => {
      const url = site.expectations.find((page) => new URL(page.url).hostname === host)?.url;
      return new URL(url ?? '').origin;
    };
    [courier, gazette] = [originOf('courier.localtest'), originOf('gazette.localtest')];
    const sourcesYaml = `sources:
  - id: courier
    name: The Courier
    every: 1s
    delay: 1ms
    start: [{ feed: "${courier}/feed.xml" }]`;
    installation = await Installation.create({ ...site, sourcesYaml }, { NEWSFLOW_DEFAULT_DELAY_MS: '1' });
    const { mongodbUri } = await installation.up('--parsers', '0', '--stores', '0');
    mongodb = await new MongoClient(mongodbUri).connect();
  }, 120_000);
  afterAll(async () => {
    await mongodb.close();
    await installation.remove();
    await site.stop();
  });

  const fetches = (url: string): number => site.log.filter((request) => request.url === url).length;
  const fetchedMore = (url: string, times: number): Promise<void> => {
    const before = fetches(url);
    return waitFor(`${times} more fetches of ${url}`, () => Promise.resolve(fetches(url) >= before + times));
  };
  const show = async (id: string): Promise<Shown> => {
    const [shown] = jsonLines<Shown>(await installation.run('sources', 'show', id, '--json'));
    if (!shown) throw new Error(`nothing is shown of ${id}`);
    return shown;
  };
  const list = async () => jsonLines<Listed>(await installation.run('sources', 'list', '--json'));

  it('list and show: what the file says, and what became of it', async () => {
    await fetchedMore(`${courier}/feed.xml`, 2);
    expect(await list()).toEqual([
      {
        id: 'courier',
        name: 'The Courier',
        enabled: true,
        origin: 'file',
        every: '1s',
        status: 'healthy',
        lastSuccess: expect.any(String),
        failures: 0,
        pages: expect.any(Number),
      },
    ]);
    expect(await show('courier')).toMatchObject({
      delay: '1ms',
      disabledBy: null,
      start: [
        {
          kind: 'feed',
          url: `${courier}/feed.xml`,
          outcome: expect.stringMatching(/^(?:read|unchanged|not-modified)$/),
          state: expect.stringMatching(/^(?:planned|waiting for its host|due)$/),
        },
      ],
    });
    expect((await installation.run('sources', 'list')).stdout).toMatch(
      /^courier +The Courier +true +file +1s +healthy /m,
    );
    expect(await installation.run('sources', 'show', 'nobody')).toMatchObject({ code: 3, stdout: '' });
  });

  it('detect, add: what is found at an address is taken in by the running scraper', async () => {
    const detected = await installation.run('sources', 'detect', `${gazette}/`);
    expect(detected.code).toBe(0);
    const added = await installation.feed(detected.stdout.replace('30m', '1s'), 'sources', 'add', '--json');
    expect(jsonLines(added)).toEqual([
      { id: 'gazette.localtest', name: 'gazette.localtest', every: '1s', start: 1, result: 'added' },
    ]);
    await fetchedMore(`${gazette}/sitemap.xml`, 2);
    await waitFor('a page of it', () => Promise.resolve(fetches(`${gazette}/business/brewery-sale`) === 1));
    const named = Number(/sitemap with (\d+) pages/.exec(detected.stderr)?.[1]);
    const shown = await show('gazette.localtest');
    expect(shown).toMatchObject({ origin: 'command', pending: false });
    expect(shown.pages).toBeGreaterThanOrEqual(named);
  });

  it('disable: nothing of the source is looked for any more; enable: it goes on', async () => {
    const feed = `${courier}/feed.xml`;
    expect((await installation.run('sources', 'disable', 'courier')).code).toBe(0);
    await waitFor('the scraper to follow', async () => {
      const source = await mongodb.db().collection('sources').findOne({ enabled: false });
      return source?.['pending'] === false;
    });
    expect(await show('courier')).toMatchObject({ enabled: false, disabledBy: 'command' });
    // One that was going on may still plan its next time; that is taken back when the scraper looks again.
    await fetchedMore(`${gazette}/sitemap.xml`, 3);
    const before = fetches(feed);
    await fetchedMore(`${gazette}/sitemap.xml`, 3);
    expect(fetches(feed)).toBe(before);
    expect((await installation.run('sources', 'enable', 'courier')).code).toBe(0);
    await fetchedMore(feed, 2);
    expect(await show('courier')).toMatchObject({ enabled: true, disabledBy: null });
    expect((await installation.run('sources', 'disable', 'nobody')).code).toBe(3);
  });

  it('add: changes what was added on request only, and never what the file says', async () => {
    const add = (id: string, name: string, ...more: string[]) =>
      installation.run(
        ...['sources', 'add', '--id', id, '--name', name, '--every', '6h', '--sitemap', `${gazette}/sitemap.xml`],
        ...more,
      );
    expect(ended(await add('gazette.localtest', 'The Gazette'))).toEqual({
      code: 4,
      stderr: expect.stringContaining('gazette.localtest exists already and differs: use --replace'),
    });
    expect((await add('gazette.localtest', 'The Gazette', '--replace')).code).toBe(0);
    expect(await show('gazette.localtest')).toMatchObject({ name: 'The Gazette', every: '6h' });
    expect((await add('gazette.localtest', 'The Gazette')).stdout).toMatch(/unchanged$/m);
    expect(ended(await add('courier', 'Mine', '--replace'))).toEqual({
      code: 4,
      stderr: expect.stringContaining('courier comes from the sources file'),
    });
  });

  it('add: names file, line and field of every mistake and adds nothing', async () => {
    const yaml = `sources:
  - { id: good, name: Good, every: 6h, start: [{ page: "${courier}/" }] }
  - { id: bad, name: Bad,
      every: often, start: [{ page: "${courier}/" }] }`;
    expect(ended(await installation.feed(yaml, 'sources', 'add'))).toEqual({
      code: 2,
      stderr: expect.stringContaining('standard input:4: sources[1].every must be a duration such as 500ms, 30s or 6h'),
    });
    const byOptions = await installation.run('sources', 'add', '--id', 'bad', '--feed', 'ftp://a.example/');
    expect(byOptions.code).toBe(2);
    expect(byOptions.stderr).toContain('start[0].feed must be an http or https URL, not "ftp://a.example/"');
    expect((await list()).map(({ id }) => id)).toEqual(['courier', 'gazette.localtest']);
  });

  it('test: says what each start URL would bring, and keeps nothing of it', async () => {
    const start = `[{ feed: "${courier}/feed.xml" }, { sitemap: "${courier}/none.xml" }, { page: "http://10.0.0.1/" }]`;
    const yaml = `sources: [{ id: new, name: New, every: 6h, delay: 1ms, start: ${start} }]`;
    const mixed = await installation.feed(yaml, 'sources', 'test', '--json', '--file', '-');
    expect({ code: mixed.code, reports: jsonLines<Tested>(mixed) }).toMatchObject({
      code: 7,
      reports: [
        { source: 'new', kind: 'feed', outcome: 'read', status: 200, newest: expect.any(String) },
        { outcome: 'gone', reason: 'http-404' },
        { outcome: 'refused-address', reason: 'address-not-public: 10.0.0.1' },
      ],
    });
    expect((await installation.run('sources', 'test', 'gazette.localtest')).stdout).toMatch(
      /^gazette.localtest +sitemap +read /m,
    );
    expect((await installation.run('sources', 'test', 'nobody')).code).toBe(3);
    expect((await installation.run('sources', 'detect', 'http://10.0.0.1/')).code).toBe(4);
    expect((await list()).map(({ id }) => id)).toEqual(['courier', 'gazette.localtest']);
  });

  it('list and show: how often a feed has failed in a row', async () => {
    await installation.run(
      'sources',
      'add',
      '--id',
      'gone',
      '--name',
      'G',
      '--every',
      '1s',
      '--feed',
      `${courier}/gone.xml`,
    );
    await waitFor('failures in a row', async () => ((await show('gone')).start[0]?.failures ?? 0) >= 2);
    const shown = await show('gone');
    expect(shown).toMatchObject({ failures: shown.start[0]?.failures, start: [{ outcome: 'gone' }] });
    const listed = (await list()).find(({ id }) => id === 'gone');
    expect(listed?.failures).toBeGreaterThanOrEqual(shown.failures);
  });
});
