import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Article, normalizeUrl, pageId } from '@newsflow/contracts';
import { connectKafka } from '@newsflow/kafka';
import { type LoggedRequest, startSampleSite } from '@newsflow/stack';
import { Installation, type Running } from './installation.ts';
import { jsonLines } from './newsflow.ts';
import { bodyOf, ordered, storedPage, type StoredDocument } from './stored-page.ts';
import { waitFor } from './wait-for.ts';

interface Lag {
  group: string;
  topic: string;
  lagRecords: number;
}

const site = await startSampleSite();
/** Where nobody listens: that of the discard protocol. */
const silentPort = 9;
let installation: Installation;
let running: Running;
let stored: StoredDocument[];

beforeAll(async () => {
  const ports = { NEWSFLOW_FETCH_ALLOW_PORTS: `${site.allowPorts},${silentPort}` };
  installation = await Installation.create(site, ports);
  running = await installation.up();
  await installation.untilEnded(running.mongodbUri);
  stored = await installation.dump();
}, 240_000);

afterAll(async () => {
  await installation.remove();
  await site.stop();
});

describe('the sample site in MongoDB', () => {
  const pages = site.expectations.flatMap(({ url, file = '', content }) => (content ? [{ url, file, content }] : []));
  it.each(pages)('holds $file as a person reads it', ({ url, content }) => {
    expect(storedPage(stored, url)).toEqual(ordered(content));
    const article = stored.find(({ collection, _id }) => collection === 'articles' && _id === pageId(url));
    expect(article?.articleBody ?? '').toBe(bodyOf(content));
  });

  it('says of every page how it ended, and took no page that robots.txt refuses', () => {
    const refused = site.expectations
      .filter(({ expected }) => expected?.scraper === 'refused-robots')
      .map(({ url }) => url);
    expect(refused.length).toBeGreaterThan(0);
    expect(site.log.filter(({ url }) => refused.includes(url))).toEqual([]);
  });
});

describe('a second round', () => {
  const requested = site.expectations.filter(
    ({ url }) => !site.expectations.some(({ redirectsTo }) => redirectsTo === url),
  );
  const changed = site.expectations.filter(({ laterContent }) => laterContent);
  let firstRound: LoggedRequest[];
  let secondRound: LoggedRequest[];
  let before: StoredDocument[];
  let after: StoredDocument[];
  let outcomes: Map<string, string>;

  /** Asks for every page again, and waits until each fetch has ended and all of it is stored. */
  beforeAll(async () => {
    before = await installation.dump('--canonical');
    const mark = site.log.length;
    firstRound = site.log.slice(0, mark);
    const ended = (await installation.outcomes(running.mongodbUri)).length;
    await installation.run('fetch', ...requested.map(({ url }) => url));
    // Each fetch, and the parse of the page that has changed.
    const expected = ended + requested.length + changed.length;
    await waitFor('every fetch of the second round', async () => {
      return (await installation.outcomes(running.mongodbUri)).length >= expected;
    });
    await installation.untilEnded(running.mongodbUri);
    secondRound = site.log.slice(mark);
    const newest = (await installation.outcomes(running.mongodbUri)).filter(({ stage }) => stage === 'scraper');
    outcomes = new Map(
      newest.flatMap(({ pageId: id, url, outcome }) => [id, pageId(url)].map((key) => [key, outcome])),
    );
    after = await installation.dump('--canonical');
  }, 240_000);

  const asked = (rounds: LoggedRequest[]) => rounds.map(({ url }) => normalizeUrl(url)).sort();
  const isDocument = ({ url }: LoggedRequest) => /\/robots\.txt$|\.xml$/.test(url);
  const allowed = site.expectations.filter(({ expected }) => expected?.scraper !== 'refused-robots');

  it('asked in the first round for each page once, whatever its links say about their reader, and for one robots.txt a host', () => {
    expect(asked(firstRound.filter((request) => !isDocument(request)))).toEqual(allowed.map(({ url }) => url).sort());
    const robots = firstRound.filter(({ url }) => url.endsWith('/robots.txt'));
    expect(robots.map(({ url }) => new URL(url).hostname).sort()).toEqual([...site.hosts].sort());
  });

  it('asks for each page once, and for nothing that its rules refuse or that it knows already', () => {
    expect(asked(secondRound)).toEqual(allowed.map(({ url }) => url).sort());
  });

  it('says what it has: the server answers 304 to the tag and to the date that it gave', () => {
    const conditional = secondRound.filter(({ status }) => status === 304);
    expect(conditional.map(({ url }) => new URL(url).pathname).sort()).toEqual([
      '/business/canal-freight',
      '/world/ice-warnings',
    ]);
    const headers = conditional.map(({ headers }) => headers['if-none-match'] ?? headers['if-modified-since']);
    expect(headers).toEqual(expect.arrayContaining([expect.stringMatching(/^W\/"/), 'Fri, 20 Nov 2026 14:05:00 GMT']));
  });

  it('publishes the changed page alone', async () => {
    const raw = jsonLines<{ key: string }>(await installation.run('tail', 'raw-page'));
    const timesPublished = (url: string) => raw.filter(({ key }) => key === pageId(url)).length;
    const fetched = site.expectations.filter(({ expected, redirectsTo }) => expected?.parser && !redirectsTo);
    for (const { url, laterContent } of fetched)
      expect({ url, times: timesPublished(url) }).toEqual({ url, times: laterContent ? 2 : 1 });
    for (const { url, laterContent } of fetched) {
      const outcome = outcomes.get(pageId(url));
      expect({ url, outcome }).toEqual({
        url,
        outcome: laterContent ? 'fetched' : expect.stringMatching(/^(?:unchanged|not-modified)$/),
      });
    }
  });

  it('adds exactly one revision and leaves every other page as it was', () => {
    const ids = changed.map(({ url }) => pageId(url));
    const revisions = (documents: StoredDocument[]) =>
      documents.filter(({ collection }) => collection === 'articleRevisions').map(({ _id }) => _id);
    const added = revisions(after).filter((id) => !revisions(before).includes(id));
    expect(added).toEqual([expect.stringMatching(new RegExp(`^${ids[0] ?? 'none'}:`))]);
    expect(revisions(after)).toHaveLength(revisions(before).length + 1);
    const others = (documents: StoredDocument[]) =>
      documents.filter(({ _id, articleId }) => !ids.includes(_id) && !ids.includes(articleId));
    expect(others(after)).toEqual(others(before));
  });

  it('holds the changed page as a person reads it now', async () => {
    const documents = await installation.dump<StoredDocument>();
    for (const { url, laterContent } of changed)
      expect(laterContent && storedPage(documents, url)).toEqual(laterContent && ordered(laterContent));
  });
});

describe('bin/newsflow on a running installation', () => {
  it('status: everything is ready', async () => {
    const { code, stdout } = await installation.run('status', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      kafka: true,
      mongodb: true,
      services: [{ ready: true }, { ready: true }, { ready: true }],
    });
    expect(code).toBe(0);
  });

  it('lag: nothing is left to do', async () => {
    let lag: Lag[] = [];
    await waitFor('the lag to reach zero', async () => {
      lag = jsonLines<Lag>(await installation.run('lag', '--json'));
      return lag.length > 0 && lag.every(({ lagRecords }) => lagRecords === 0);
    });
    expect(new Set(lag.map(({ group }) => group))).toEqual(
      new Set(['newsflow-scraper', 'newsflow-parser', 'newsflow-store']),
    );
  });

  it('tail: decoded events, at most so many', async () => {
    const { code, stdout } = await installation.run('tail', 'article', '--max', '3');
    const events = stdout
      .trim()
      .split('\n')
      .map(
        (line) => JSON.parse(line) as { topic: string; key: string; headers: Record<string, string>; data: Article },
      );
    expect(code).toBe(0);
    expect(events).toHaveLength(3);
    for (const { topic, key, headers, data } of events) {
      expect(topic).toBe('newsflow.article.v1');
      expect(headers).toMatchObject({
        ce_specversion: '1.0',
        ce_type: 'newsflow.article.changed.v1',
        ce_subject: data.id,
        nf_raw: expect.stringMatching(/^\d+:\d+$/),
      });
      // Tracing is off by default.
      expect(headers).not.toHaveProperty('traceparent');
      expect(key).toBe(data.id);
    }
  });

  it('trace: every stage of one page, by URL', async () => {
    const { url } = site.expectations.find(({ content }) => content?.article) ?? { url: '' };
    const stages = jsonLines<{ stage: string; outcome: string }>(await installation.run('trace', url, '--json')).map(
      ({ stage, outcome }) => `${stage} ${outcome}`,
    );
    expect(stages).toEqual(
      expect.arrayContaining(['raw-page published', 'scraper fetched', 'article published', 'parser parsed']),
    );
  });

  it('trace: an unknown page ends with exit code 3 and says so', async () => {
    const { code, stderr } = await installation.run('trace', 'http://nobody.example/');
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('nothing is known of') });
  });

  it('trace: a page that is tried again, with the try to come and what was wrong', async () => {
    const url = new URL(`http://${site.hosts[0] ?? ''}:${silentPort}/`).href;
    await installation.run('fetch', url);
    const planned = async () =>
      jsonLines<{ stage: string; outcome: string }>(await installation.run('trace', url, '--json')).at(-1);
    await waitFor('the second try to be planned', async () => (await planned())?.outcome === 'retrying');
    expect(await planned()).toEqual({
      stage: 'frontier',
      outcome: 'retrying',
      reason: expect.stringMatching(/^attempt 2 of 4: .+; last failure: connection-refused$/),
      at: expect.any(String),
      topic: null,
      partition: null,
      offset: null,
      traceId: null,
    });
  });

  it('fetch: a page that was asked for comes through', async () => {
    const { origin } = new URL(site.expectations[0]?.url ?? '');
    const url = `${origin}/never-heard-of`;
    const [request] = jsonLines<{ id: string; url: string }>(await installation.run('fetch', url, '--json'));
    expect(request).toEqual({ id: pageId(url), url });
    await waitFor('the outcome of the page', async () =>
      (await installation.run('trace', url, '--json')).stdout.includes('"scraper"'),
    );
    expect((await installation.run('trace', url)).stdout).toMatch(/scraper\s+gone\s+http-404/);
  });

  it('fetch: text that is no URL is refused before anything is sent', async () => {
    const { code, stderr } = await installation.run('fetch', 'not a url');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('not an absolute http or https URL'),
    });
  });

  it('trace: a page id in capitals, past records that are no events', async () => {
    const producer = connectKafka({ brokers: running.brokers, clientId: 'junk' }).producer();
    await producer.send('newsflow.page-outcome.v1', [{ key: 'x', value: Buffer.from('junk'), headers: {} }]);
    await producer.close();
    const { url } = site.expectations.find(({ content }) => content?.article) ?? { url: '' };
    const result = await installation.run('trace', pageId(url).toUpperCase(), '--json');
    const stages = jsonLines<{ stage: string; at: string }>(result);
    expect(result).toMatchObject({ code: 0, stderr: expect.stringContaining('1 records cannot be read') });
    const timeOf = (name: string) => Date.parse(stages.find(({ stage }) => stage === name)?.at ?? '');
    expect(timeOf('parser')).toBeGreaterThan(timeOf('raw-page'));
  });

  it('tail: a full name that Kafka does not know ends with exit code 3', async () => {
    const { code, stderr } = await installation.run('tail', 'newsflow.nosuch.v1');
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('no topic newsflow.nosuch.v1') });
  });
});

describe('what failed, and what is read once more', () => {
  interface Letter {
    id: string;
    code: string;
    offset: string;
    replayed: number;
  }
  const letters = async () => jsonLines<Letter>(await installation.run('dlq', 'list', '--group', 'parser', '--json'));
  const exitOf = async (...args: string[]) => (await installation.run('dlq', ...args)).code;

  it('dlq: a record that is no page is listed, replayed, listed again and dropped', async () => {
    const producer = connectKafka({ brokers: running.brokers, clientId: 'junk' }).producer();
    const [position] = await producer.send('newsflow.raw-page.v1', [{ key: 'x', value: Buffer.from('junk') }]);
    await producer.close();
    await waitFor('the dead letter', async () => (await letters()).length === 1);
    const [letter] = await letters();
    expect(letter).toMatchObject({ code: 'INVALID_EVENT', offset: position?.offset, replayed: 0 });
    const shown = await installation.run('dlq', 'show', letter?.id ?? '');
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining('InvalidEventError') });

    expect(await exitOf('replay', '--group', 'parser', '--dry-run')).toBe(0);
    expect(await letters()).toEqual([letter]);
    expect(await exitOf('replay', '--group', 'parser')).toBe(0);
    await waitFor('the dead letter of the replay', async () => (await letters())[0]?.replayed === 1);
    expect(await letters()).toMatchObject([{ offset: letter?.offset }]);
    expect(await exitOf('drop', letter?.id ?? '')).toBe(3);
    expect(await exitOf('drop', '--reason', 'INVALID_EVENT', '--group', 'parser')).toBe(0);
    expect(await letters()).toEqual([]);
  });

  it('replay: every page is parsed again, and what is stored stays as it is', async () => {
    const before = await installation.dump('--canonical');
    const result = await installation.run('replay', '--since', '1d', '--json');
    const [replayed] = jsonLines<{ pages: number; replayed: number; unreadable: number }>(result);
    expect(result.code).toBe(0);
    expect(replayed).toMatchObject({ replayed: replayed?.pages, unreadable: 1 });
    await installation.untilEnded(running.mongodbUri);
    const articles = jsonLines<{ data: Article }>(await installation.run('tail', 'article'));
    const reparsed = articles.filter(({ data }) => data.changeKind === 'reparse');
    expect(reparsed).toHaveLength(articles.length / 2);
    expect(await installation.dump('--canonical')).toEqual(before);
  });

  it('replay: leaves out what no older parser has read', async () => {
    const result = await installation.run('replay', '--since', '1d', '--only-parser-older-than', '1', '--json');
    expect(jsonLines(result)).toMatchObject([{ replayed: 0 }]);
  });
});
