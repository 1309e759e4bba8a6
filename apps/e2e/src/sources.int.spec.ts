import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Site, startSampleSite } from '@newsflow/stack';
import { type LoopbackServer, startLoopbackServer } from '@newsflow/testing';
import { Installation } from './installation.ts';
import { type CommandResult, jsonLines, newsflow } from './newsflow.ts';
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
  start: { kind: string; url: string; outcome: string | null; nextAt: string | null }[];
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
    await installation.up('--parsers', '0', '--stores', '0');
  }, 120_000);
  afterAll(async () => {
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
    await waitFor('the feed to be read', async () => (await show('courier')).lastSuccess !== null);
    expect(await list()).toEqual([
      {
        id: 'courier',
        name: 'The Courier',
        enabled: true,
        origin: 'file',
        every: '1s',
        lastSuccess: expect.any(String),
        failures: 0,
        pages: expect.any(Number),
      },
    ]);
    expect(await show('courier')).toMatchObject({
      delay: '1ms',
      disabledBy: null,
      start: [{ kind: 'feed', url: `${courier}/feed.xml`, outcome: 'read', nextAt: expect.any(String) }],
    });
    expect((await installation.run('sources', 'list')).stdout).toMatch(/^courier +The Courier +true +file +1s /m);
    expect((await installation.run('sources', 'show', 'courier')).stdout).toContain(`${courier}/feed.xml`);
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
    expect(await show('gazette.localtest')).toMatchObject({ origin: 'command', pending: false, pages: 6 });
  });

  it('disable: nothing of the source is looked for any more; enable: it goes on', async () => {
    const feed = `${courier}/feed.xml`;
    expect((await installation.run('sources', 'disable', 'courier')).code).toBe(0);
    await waitFor('the scraper to follow', async () => {
      const { enabled, pending, start } = await show('courier');
      return !enabled && !pending && start[0]?.nextAt === null;
    });
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

  it('test: says what a stored source, an address and a file would bring, and keeps nothing of it', async () => {
    const test = async (input: string, ...args: string[]) => {
      const result = await installation.feed(input, 'sources', 'test', '--json', ...args);
      return { code: result.code, reports: jsonLines<Tested>(result) };
    };
    const stored = await test('', 'courier');
    expect(stored).toMatchObject({
      code: 0,
      reports: [{ source: 'courier', kind: 'feed', outcome: 'read', status: 200, newest: expect.any(String) }],
    });
    expect(stored.reports[0]?.pages).toBeGreaterThan(3);
    expect(await test('', `${gazette}/sitemap.xml`)).toMatchObject({
      code: 0,
      reports: [{ kind: 'sitemap', pages: 6 }],
    });
    expect(await test('', `${courier}/`)).toMatchObject({ code: 0, reports: [{ kind: 'page', outcome: 'fetched' }] });
    const start = `[{ feed: "${courier}/feed.xml" }, { sitemap: "${courier}/none.xml" }, { feed: "${courier}/" },
      { page: "${courier}/subscriber/x" }, { page: "http://10.0.0.1/" }]`;
    const mixed = await test(
      `sources: [{ id: new, name: New, every: 6h, delay: 1ms, start: ${start} }]`,
      '--file',
      '-',
    );
    expect({ code: mixed.code, outcomes: mixed.reports.map(({ outcome, reason }) => [outcome, reason]) }).toEqual({
      code: 7,
      outcomes: [
        ['read', null],
        ['gone', 'http-404'],
        ['failed', 'not-a-feed'],
        ['refused-robots', 'robots-disallow'],
        ['refused-address', 'address-not-public: 10.0.0.1'],
      ],
    });
    expect((await test('', `${courier}/none`)).code).toBe(1);
    expect((await test('', 'http://10.0.0.1/feed')).code).toBe(4);
    expect((await test('', 'nobody')).code).toBe(3);
    expect((await list()).map(({ id }) => id)).toEqual(['courier', 'gazette.localtest']);
  });
});

describe('sources detect', () => {
  let server: LoopbackServer | undefined;
  const html = (head: string) => `<html><head>${head}</head><body>news</body></html>`;
  const feed = '<rss version="2.0"><channel><title>t</title><item><link>/a</link></item></channel></rss>';
  const sitemap = '<urlset><url><loc>/a</loc></url></urlset>';

  afterAll(() => server?.stop());

  /** Runs the command on a site of these documents. */
  async function detect(documents: Record<string, string>, path = '/'): Promise<CommandResult> {
    await server?.stop();
    const site = await startLoopbackServer(
      '127.0.0.61',
      Object.fromEntries(
        Object.entries(documents).map(([name, body]) => [
          name,
          (_, response) =>
            response.setHeader('content-type', /^<html/.test(body) ? 'text/html' : 'text/plain').end(body),
        ]),
      ),
    );
    server = site;
    const env = {
      NEWSFLOW_FETCH_ALLOW_CIDR: '127.0.0.61/32',
      NEWSFLOW_FETCH_ALLOW_PORTS: String(site.port),
      NEWSFLOW_DEFAULT_DELAY_MS: '1',
    };
    const result = await newsflow(['sources', 'detect', site.origin + path], { env });
    return { ...result, stdout: result.stdout.replaceAll(site.origin, 'http://site') };
  }

  it('prints what the page and robots.txt declare, where it is what they say', async () => {
    const link = (href: string) => `<link rel="alternate" type="application/rss+xml" href="${href}">`;
    const { code, stdout } = await detect({
      '/': html(`<meta property="og:site_name" content="News: today">${link('/f1')}${link('/f2')}${link('/gone')}`),
      '/f1': feed,
      '/f2': html(''),
      '/robots.txt': 'Sitemap: /maps/a.xml',
      '/maps/a.xml': sitemap,
      '/sitemap.xml': sitemap,
    });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `sources:
  - id: 127.0.0.61
    name: "News: today"
    every: 30m
    start:
      - feed: http://site/f1
      - sitemap: http://site/maps/a.xml
`,
    });
  });

  it('looks in the common places where nothing is declared', async () => {
    const { stdout } = await detect({ '/': html(''), '/atom.xml': feed, '/news-sitemap.xml': sitemap });
    expect(stdout).toContain(
      'start:\n      - feed: http://site/atom.xml\n      - sitemap: http://site/news-sitemap.xml\n',
    );
  });

  it('takes the address of a feed itself', async () => {
    const { stdout } = await detect({ '/my-feed': feed }, '/my-feed');
    expect(stdout).toContain('start:\n      - feed: http://site/my-feed\n');
  });

  it('ends with 3 where there is nothing, obeying robots.txt', async () => {
    const nothing = await detect({ '/': html(''), '/feed': feed, '/robots.txt': 'User-agent: *\nDisallow: /feed' });
    expect(nothing).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('no feed and no sitemap') });
    expect(server?.seen.filter(({ path }) => path === '/feed')).toEqual([]);
  });

  it('refuses addresses that are not public', async () => {
    for (const url of ['http://127.0.0.1/', 'http://localhost/', 'http://[::1]/', 'http://169.254.169.254/']) {
      expect((await newsflow(['sources', 'detect', url])).code).toBe(4);
    }
  });
});
