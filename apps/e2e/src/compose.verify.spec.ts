import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dockerVersion, type PageExpectation } from '@newsflow/stack';
import { Composition } from './composition.ts';
import { jsonLines } from './newsflow.ts';
import { waitFor } from './wait-for.ts';

const services = ['scraper', 'parser', 'store'];
const engine = await dockerVersion();
// Continuous integration has an engine: there its absence is a failure.
const wanted = engine !== null || Boolean(process.env['CI']);

(wanted ? describe : describe.skip)(`docker compose up${wanted ? '' : ' (skipped: no Docker engine answers)'}`, () => {
  let composition: Composition;
  let pages: PageExpectation[];

  beforeAll(async () => {
    composition = await Composition.create();
    const times: string[] = [];
    const timed = async (what: string, ...args: string[]) => {
      const startedAt = performance.now();
      await composition.compose(...args);
      times.push(`${what} ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
    };
    await timed('build', 'build');
    await timed('up', 'up', '--detach');
    pages = await composition.expectations();
    process.stderr.write(`docker compose: ${times.join(', ')}\n`);
  });

  afterAll(() => composition.compose('down', '--volumes', '--timeout', '40'));

  it('brings every service to readiness, as its health check sees it', async () => {
    for (const service of services)
      await waitFor(`the ${service} to be healthy`, async () => {
        return (await composition.inspect(service, '{{json .State.Health.Status}}')) === 'healthy';
      });
  });

  it('brings every page of the sample site to its expected outcome', async () => {
    const expected = pages.map(({ url, expected: outcome }) => ({ url, ...outcome }));
    expect(expected.length).toBeGreaterThan(15);
    let outcomes: Awaited<ReturnType<Composition['outcomes']>> = [];
    await waitFor('every page to end', async () => {
      outcomes = await composition.outcomes(pages);
      return outcomes.every(({ scraper, parser }) => scraper !== undefined && (scraper !== 'fetched' || parser));
    });
    expect(outcomes).toEqual(expected);
  });

  it('stores every article that the site holds', async () => {
    await waitFor('the lag to reach zero', async () => {
      const lag = jsonLines<{ lagRecords: number }>(await composition.cli('lag', '--json'));
      return lag.length > 0 && lag.every(({ lagRecords }) => lagRecords === 0);
    });
    const stored = jsonLines<{ collection: string; headline?: string }>(await composition.cli('dump'));
    const headlines = stored.flatMap(({ collection, headline }) => (collection === 'articles' ? [headline] : []));
    const expected = pages.flatMap(({ content }) => content?.article?.headline ?? []);
    expect(expected.length).toBeGreaterThan(5);
    expect(headlines).toEqual(expect.arrayContaining(expected));
  });

  it.each(services)('runs the %s as nobody special, with a root that cannot be written to', async (service) => {
    const inside = await composition.compose(
      ...['exec', '-T', service, 'sh', '-c'],
      'id -u; grep CapEff /proc/self/status; touch /newsflow/file 2>&1 || true; touch /tmp/file && echo tmp',
    );
    expect(inside).toMatch(/^1000\nCapEff:\t0+\ntouch: .*[Rr]ead-only file system\ntmp\n$/);
  });

  it('stops every service in order when it is told to', async () => {
    await composition.compose('stop', ...services);
    for (const service of services)
      expect({ service, code: await composition.inspect(service, '{{json .State.ExitCode}}') }).toEqual({
        service,
        code: 0,
      });
  });

  it('starts only Kafka and MongoDB, and what prepares them, under the profile dev', async () => {
    await composition.compose('down', '--volumes');
    await composition.compose('--profile', 'dev', 'up', '--detach');
    await waitFor('the topics', async () => (await composition.cli('lag')).code === 0);
    expect(await composition.startedServices()).toEqual(['kafka', 'mongodb', 'provision']);
  });
});
