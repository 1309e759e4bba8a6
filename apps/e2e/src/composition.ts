import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pageId, type PageOutcome } from '@newsflow/contracts';
import { freePort, type PageExpectation } from '@newsflow/stack';
import { MongoClient } from 'mongodb';
import { type CommandResult, newsflow } from './newsflow.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const files = ['docker-compose.yml', 'deploy/docker/compose.sample-site.yml'];
const run = promisify(execFile);

/** `docker compose`, or the older `docker-compose` where Docker has no such plugin. */
async function composeCommand(): Promise<string[]> {
  const plugin = ['docker', 'compose'];
  return await run('docker', ['compose', 'version']).then(
    () => plugin,
    () => ['docker-compose'],
  );
}

/** The system of docker-compose.yml with the sample site, under a project name and ports that nobody else uses. */
export class Composition {
  private readonly project = `newsflow-verify-${process.pid}`;

  private constructor(
    private readonly command: readonly string[],
    private readonly ports: { kafka: number; mongodb: number },
  ) {}

  static async create(): Promise<Composition> {
    return new Composition(await composeCommand(), { kafka: await freePort(), mongodb: await freePort() });
  }

  get mongodbUri(): string {
    return `mongodb://127.0.0.1:${this.ports.mongodb}/newsflow?directConnection=true`;
  }

  /** Standard output of a compose command; rejects with what it said when it fails. */
  async compose(...args: string[]): Promise<string> {
    const [program = '', ...first] = this.command;
    const fileArgs = files.flatMap((file) => ['--file', file]);
    const { stdout } = await run(program, [...first, '--project-name', this.project, ...fileArgs, ...args], {
      cwd: root,
      env: {
        ...process.env,
        NEWSFLOW_KAFKA_PORT: String(this.ports.kafka),
        NEWSFLOW_MONGODB_PORT: String(this.ports.mongodb),
      },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  }

  /** `docker inspect` of a service's container. */
  async inspect<T>(service: string, template: string): Promise<T> {
    const id = (await this.compose('ps', '--quiet', service)).trim();
    return JSON.parse((await run('docker', ['inspect', '--format', template, id])).stdout) as T;
  }

  /** Names of the services that have a container. */
  async startedServices(): Promise<string[]> {
    const ours = `label=com.docker.compose.project=${this.project}`;
    const template = '{{.Label "com.docker.compose.service"}}';
    const { stdout } = await run('docker', ['ps', '--all', '--filter', ours, '--format', template]);
    return stdout.trim().split('\n').sort();
  }

  /** The command line of this machine against Kafka and MongoDB in their containers. */
  cli(...args: string[]): Promise<CommandResult> {
    return newsflow(args, {
      env: { NEWSFLOW_KAFKA_BROKERS: `127.0.0.1:${this.ports.kafka}`, NEWSFLOW_MONGODB_URI: this.mongodbUri },
    });
  }

  async expectations(): Promise<PageExpectation[]> {
    return JSON.parse(await this.compose('exec', '-T', 'site', 'cat', '/site/expectations.json')) as PageExpectation[];
  }

  /** How each page has ended so far, in the shape of its expectation. */
  async outcomes(pages: readonly PageExpectation[]): Promise<{ url: string; scraper?: string; parser?: string }[]> {
    const client = await new MongoClient(this.mongodbUri).connect();
    try {
      const stored = await client.db().collection<PageOutcome>('pageOutcomes').find().sort({ version: 1 }).toArray();
      // A page that was asked for again and found unchanged is still what it was before.
      const telling = stored.filter(({ outcome }) => outcome !== 'unchanged' && outcome !== 'not-modified');
      /** The page that a URL led to: itself, or the one that it redirects to. */
      const pageOf = new Map(stored.map((outcome) => [pageId(outcome.url), outcome.pageId]));
      return pages.map(({ url }) => {
        const id = pageOf.get(pageId(url)) ?? pageId(url);
        const ours = telling.filter((outcome) => outcome.pageId === id);
        return { url, ...Object.fromEntries(ours.map(({ stage, outcome }) => [stage, outcome])) };
      });
    } finally {
      await client.close();
    }
  }
}
