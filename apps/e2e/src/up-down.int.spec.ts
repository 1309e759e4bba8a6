import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSampleSite } from '@newsflow/stack';
import { Installation, type Running } from './installation.ts';
import { waitFor } from './wait-for.ts';

interface Status {
  services: (Running['services'][number] & { running: boolean; ready: boolean })[];
}

const site = await startSampleSite();
let installation: Installation;
let running: Running;

beforeAll(async () => {
  installation = await Installation.create(site);
  // Two at once, as of two terminals.
  [running] = await Promise.all([installation.up(), installation.up()]);
  await installation.untilEnded(running.mongodbUri);
}, 240_000);

afterAll(async () => {
  await installation.remove();
  await site.stop();
});

describe('up and down', () => {
  it('two first ups at once start one supervisor', async () => {
    const log = await readFile(join(installation.dataFolder, 'supervisor.log'), 'utf8');
    expect(log.match(/the supervisor \d+ listens/gu)).toHaveLength(1);
  });

  it('up refuses sources that the running scraper does not read, and says what to do', async () => {
    const other = join(installation.dataFolder, 'other.yaml');
    const start = '[{page: "http://other.example/"}]';
    await writeFile(other, `sources: [{id: other, name: Other, every: 6h, start: ${start}}]`);
    const { code, stderr } = await installation.run('up', '--sources', other);
    expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringContaining(`sources add --file ${other}`) });
  });

  it('up a second one starts nothing that runs, and only what was killed, Kafka too, as many as before', async () => {
    const parser = running.services.find(({ name }) => name === 'parser');
    if (!parser) throw new Error('no parser');
    const more = await installation.up('--parsers', '2');
    expect(more.services).toEqual([...running.services, expect.objectContaining({ name: 'parser' })]);
    running = more;
    const kafka = Number(await readFile(join(installation.dataFolder, 'stack', 'kafka', 'pid'), 'utf8'));
    for (const pid of [parser.pid, kafka]) process.kill(pid, 'SIGKILL');
    const status = async () => JSON.parse((await installation.run('status', '--json')).stdout) as Status;
    await waitFor('the parser to be missed', async () => (await status()).services.some(({ ready }) => !ready));
    expect((await status()).services).toContainEqual({ ...parser, running: false, ready: false });
    const told = await installation.run('status');
    expect(told).toMatchObject({ code: 6, stdout: expect.stringMatching(/^parser +ended$/m) });
    expect(told.stderr).toMatch(/not running: parser \(1 of 2\); "bin\/newsflow up" starts what is missing/);
    const again = await installation.up();
    const others = running.services.filter(({ pid }) => pid !== parser.pid);
    expect(again.services).toEqual([...others, expect.objectContaining({ name: 'parser' })]);
    expect(again.services.map(({ pid }) => pid)).not.toContain(parser.pid);
    await waitFor('everything to be ready', async () => (await installation.run('status')).code === 0);
    running = again;
  });

  it('up what has started stays when something else does not start, and settings that do not count are told', async () => {
    const [scraper, parser] = ['scraper', 'parser'].map((name) => running.services.find((one) => one.name === name));
    for (const service of [scraper, parser]) process.kill(service?.pid ?? NaN, 'SIGKILL');
    await waitFor('both to be missed', async () => {
      const { services } = JSON.parse((await installation.run('status', '--json')).stdout) as Status;
      return services.filter(({ ready }) => !ready).length === 2;
    });
    await writeFile(installation.sourcesFile, 'sources: 3');
    const failed = await installation.runWith({ NEWSFLOW_LOG_LEVEL: 'debug' }, 'up');
    await writeFile(installation.sourcesFile, site.sourcesYaml);
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('The scraper ended while starting') });
    expect(failed.stderr).toMatch(/^not applied to what runs already .*: NEWSFLOW_LOG_LEVEL$/m);
    const services = async () => (JSON.parse((await installation.run('status', '--json')).stdout) as Status).services;
    const kept = await services();
    expect(kept.map(({ name }) => name).sort()).toEqual(['parser', 'parser', 'store']);
    running = await installation.up();
    expect(running.services.map(({ name }) => name).sort()).toEqual(['parser', 'parser', 'scraper', 'store']);
    expect(running.services).toEqual(
      expect.arrayContaining(kept.map(({ name, pid }) => expect.objectContaining({ name, pid }) as object)),
    );
  });

  it('down stops everything and keeps the data for the next up, which goes on in the background after Ctrl-C', async () => {
    const before = await installation.dump('--canonical');
    expect((await installation.run('down')).code).toBe(0);
    expect((await installation.run('status')).code).toBe(6);
    expect((await installation.run('lag')).code).toBe(5);
    const interrupted = await installation.interruptedUp();
    expect(interrupted).toMatchObject({ code: 130, stderr: expect.stringContaining('goes on in the background') });
    running = await installation.up();
    expect(await installation.dump('--canonical')).toEqual(before);
  });
});
