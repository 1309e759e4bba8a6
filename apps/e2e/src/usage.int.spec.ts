import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newsflow } from './newsflow.ts';

let work: string;
let data: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'newsflow-usage-'));
  data = join(work, 'data');
});
afterAll(() => rm(work, { recursive: true, force: true }));

const run = (args: string[], env: Record<string, string> = {}) =>
  newsflow(args, { env: { NEWSFLOW_DATA: data, ...env } });

/** What a command ends with before it has started or asked anything. */
describe('bin/newsflow without anything that runs', () => {
  it('down --purge never touches a folder that newsflow did not make', async () => {
    await mkdir(join(work, 'elsewhere'), { recursive: true });
    await writeFile(join(work, 'elsewhere', 'letter.txt'), 'dear');
    for (const namespace of ['../elsewhere', '../../elsewhere', '..', '.', '']) {
      const { code, stderr } = await run(['down', '--purge'], { NEWSFLOW_NAMESPACE: namespace });
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('NEWSFLOW_NAMESPACE') });
    }
    const purge = await run(['down', '--purge'], { NEWSFLOW_DATA: work, NEWSFLOW_NAMESPACE: 'elsewhere' });
    expect(purge).toMatchObject({ code: 4, stderr: expect.stringContaining('is not removed') });
    expect(await readdir(join(work, 'elsewhere'))).toEqual(['letter.txt']);
  });

  it('status and down say that nothing runs, in their usual shape, and leave no folder behind', async () => {
    const status = await run(['status', '--json']);
    expect({ ...status, stdout: JSON.parse(status.stdout) as unknown }).toMatchObject({
      code: 6,
      stdout: { kafka: false, mongodb: false, services: [] },
    });
    expect(await run(['down', '--json'])).toMatchObject({ code: 0, stdout: '{"stopped":false}\n' });
    expect(await readdir(work)).not.toContain('data');
  });

  it('status says how Kafka and MongoDB at given addresses are, without services', async () => {
    const env = {
      NEWSFLOW_KAFKA_BROKERS: '127.0.0.1:1',
      NEWSFLOW_MONGODB_URI: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100',
    };
    const { code, stdout, stderr } = await run(['status'], env);
    expect(code).toBe(6);
    expect(stdout).toMatch(/^kafka +NOT READY\nmongodb +NOT READY\n$/m);
    expect(stderr).toContain('127.0.0.1:1');
    expect(stderr).not.toContain('nothing runs');
  });

  it('fetch - reads URLs from standard input, one a line, and checks them all', async () => {
    const given = { env: { NEWSFLOW_DATA: data } };
    const bad = await newsflow(['fetch', '-'], { ...given, input: 'https://a.example/\n\nftp://b.example/\n' });
    expect(bad).toMatchObject({ code: 2, stderr: expect.stringContaining('ftp://b.example/') });
    const none = await newsflow(['fetch', '-'], { ...given, input: '\n' });
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('no URL') });
    const good = await newsflow(['fetch', '-'], { ...given, input: 'https://a.example/\r\n' });
    expect(good).toMatchObject({ code: 5 });
  });

  it('up says every mistake in settings and sources and starts nothing', async () => {
    const sources = join(work, 'sources.yaml');
    await writeFile(sources, 'sources:\n  - id: courier\n');
    const { code, stderr } = await run(['up', '--sources', sources], {
      NEWSFLOW_DEFAULT_DELAY_MS: 'soon',
      NEWSFLOW_FETCH_ALLOW_CIDR: '1.2.3.4/99',
    });
    expect(code).toBe(2);
    expect(stderr).toContain('NEWSFLOW_FETCH_ALLOW_CIDR must be a comma list of address ranges');
    expect(stderr).toContain('NEWSFLOW_DEFAULT_DELAY_MS must be a whole number');
    expect(stderr).toContain(`${sources}:2: sources[0].name is missing`);
    expect(await readdir(work)).not.toContain('data');
  });

  it.each([
    ['a Kafka that is no address', ['lag'], { NEWSFLOW_KAFKA_BROKERS: 'nohost' }, 'NEWSFLOW_KAFKA_BROKERS must be'],
    ['a MongoDB that is no address', ['dump'], { NEWSFLOW_MONGODB_URI: 'localhost' }, 'NEWSFLOW_MONGODB_URI must be'],
    [
      'a MongoDB with a port that is none',
      ['dump'],
      { NEWSFLOW_MONGODB_URI: 'mongodb://a:99999/' },
      'NEWSFLOW_MONGODB_URI: ',
    ],
    ['a file given as an argument', ['sources', 'add', 'my.yaml'], {}, '--file my.yaml'],
    ['a topic that is none', ['tail', 'nosuch'], {}, 'choose from fetch-request, raw-page, article'],
    ['dead letters of a time that is none', ['dlq', 'list', '--since', 'now'], {}, 'Give how long ago (2h)'],
    ['dead letters without saying which', ['dlq', 'drop'], {}, 'say what to drop'],
    ['a URL that no scraper takes', ['fetch', `http://a.example/${'x'.repeat(5000)}`], {}, '4096 characters'],
    ['a data folder that cannot be made', ['up'], { NEWSFLOW_DATA: '/proc/nope' }, 'set NEWSFLOW_DATA'],
    [
      'a data folder with too long a name',
      ['status'],
      { NEWSFLOW_DATA: `/tmp/${'x'.repeat(200)}` },
      'too long for a Unix socket',
    ],
  ])('%s: exit code 2 and what is wrong', async (_, args, env, message) => {
    const { code, stderr } = await run(args, env);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  });

  it('--version is that of the package', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});
