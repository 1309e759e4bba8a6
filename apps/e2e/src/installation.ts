import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageId, type PageOutcome } from '@newsflow/contracts';
import type { Site } from '@newsflow/stack';
import { MongoClient } from 'mongodb';
import { type CommandResult, jsonLines, newsflow } from './newsflow.ts';
import { waitFor } from './wait-for.ts';

export interface Running {
  readonly brokers: string[];
  readonly mongodbUri: string;
  readonly services: { name: string; pid: number; http: string }[];
}

/** A newsflow of its own, started with `bin/newsflow up` on a data folder that nobody else uses. */
export class Installation {
  private constructor(
    private readonly folder: string,
    private readonly site: Site,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** @param env further settings */
  static async create(site: Site, env: Readonly<Record<string, string>> = {}): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'newsflow-e2e-'));
    await writeFile(join(folder, 'sources.yaml'), site.sourcesYaml);
    return new Installation(folder, site, {
      NEWSFLOW_DATA: join(folder, 'data'),
      NEWSFLOW_FETCH_ALLOW_CIDR: site.allowCidr,
      NEWSFLOW_FETCH_ALLOW_PORTS: site.allowPorts,
      NEWSFLOW_FETCH_DNS: site.dns,
      ...env,
    });
  }

  run(...args: string[]): Promise<CommandResult> {
    return newsflow(args, { env: this.env });
  }

  /** With further settings. */
  runWith(env: Readonly<Record<string, string>>, ...args: string[]): Promise<CommandResult> {
    return newsflow(args, { env: { ...this.env, ...env } });
  }

  /** `$NEWSFLOW_DATA/newsflow` */
  get dataFolder(): string {
    return join(this.folder, 'data', 'newsflow');
  }

  /** Of the site; what `up` starts with. */
  get sourcesFile(): string {
    return join(this.folder, 'sources.yaml');
  }

  /** With text on standard input. */
  feed(input: string, ...args: string[]): Promise<CommandResult> {
    return newsflow(args, { env: this.env, input });
  }

  /**
   * `up` that is interrupted once it starts something, as by a Ctrl-C that is held down for a moment, so that one comes while the
   * supervisor is being forked: a terminal tells every process of the group.
   */
  async interruptedUp(): Promise<CommandResult> {
    return newsflow(['up', '--sources', this.sourcesFile], {
      env: this.env,
      onStderr: (said, group) => {
        if (!said.includes('starting Kafka')) return;
        const interrupting = setInterval(() => process.kill(-group, 'SIGINT'), 1);
        setTimeout(() => {
          clearInterval(interrupting);
        }, 100);
      },
    });
  }

  async up(...options: string[]): Promise<Running> {
    const result = await this.run('up', '--json', '--sources', this.sourcesFile, ...options);
    const [running] = jsonLines<Running>(result);
    if (result.code !== 0 || !running) throw new Error(`up ended with ${result.code ?? 'a signal'}: ${result.stderr}`);
    return running;
  }

  /** Of every fetch so far, both stages, the newest last. */
  async outcomes(mongodbUri: string): Promise<PageOutcome[]> {
    const client = await new MongoClient(mongodbUri).connect();
    try {
      return await client.db().collection<PageOutcome>('pageOutcomes').find().sort({ version: 1 }).toArray();
    } finally {
      await client.close();
    }
  }

  /** Pages whose way has ended. */
  async ended(mongodbUri: string): Promise<number> {
    const outcomes = await this.outcomes(mongodbUri);
    const ends = outcomes.filter(({ stage, outcome }) => stage === 'parser' || outcome !== 'fetched');
    const ids = new Set(ends.flatMap(({ pageId: id, url }) => [id, pageId(url)]));
    return this.site.expectations.filter(({ url }) => ids.has(pageId(url))).length;
  }

  /** Waits until every page has ended and every consumer has done all that there is. */
  async untilEnded(mongodbUri: string): Promise<void> {
    const pages = this.site.expectations.length;
    const limitMs = 120_000 + pages * 500;
    await waitFor(`${pages} pages to end`, async () => (await this.ended(mongodbUri)) === pages, limitMs);
    await waitFor('the lag to reach zero', async () => {
      const lag = jsonLines<{ lagRecords: number }>(await this.run('lag', '--json'));
      return lag.length > 0 && lag.every(({ lagRecords }) => lagRecords === 0);
    });
  }

  async dump<T = Record<string, unknown>>(...options: string[]): Promise<T[]> {
    return jsonLines<T>(await this.run('dump', ...options));
  }

  async remove(): Promise<void> {
    await this.run('down', '--purge');
    await rm(this.folder, { recursive: true, force: true });
  }
}
