import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { topicNames } from '@newsflow/contracts';
import { readTopic } from '@newsflow/kafka';
import {
  type ServiceHandle,
  type Site,
  type Stack,
  startFolderSite,
  startSampleSite,
  startService,
  startStack,
} from '@newsflow/stack';
import { type Db, MongoClient } from 'mongodb';
import { countOutcomes, percentile, type Summary, summaryTable } from '../demo/summary.ts';
import { difference, finalOutcome, isSettled, pageProgress } from '../demo/watch.ts';
import { CliError, exitCode } from '../exit.ts';
import { kafkaClient } from '../kafka-client.ts';
import { say, writeJson, writeLine } from '../output.ts';
import { Progress } from '../progress.ts';
import { root } from '../root.ts';
import { services } from '../services.ts';
import { provision } from '../supervisor/installation.ts';

interface DemoOptions {
  readonly json: boolean;
  readonly pages?: string;
  /** Stop waiting when no page has moved for so long. */
  readonly patienceMs: number;
}

const namespace = 'newsflow';
const pollMs = 250;

/** What the demo has started; everything is stopped in the opposite order, whatever happens. */
class Cleanup {
  private readonly steps: (() => Promise<unknown>)[] = [];
  add(step: () => Promise<unknown>): void {
    this.steps.unshift(step);
  }
  async run(): Promise<void> {
    for (const step of this.steps.splice(0))
      await step().catch((error: unknown) => {
        say(`while stopping: ${String(error)}`);
      });
  }
}

async function startServices(stack: Stack, site: Site, folder: string, cleanup: Cleanup): Promise<ServiceHandle[]> {
  const sources = join(folder, 'sources.yaml');
  await writeFile(sources, site.sourcesYaml);
  const env = {
    ...(Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('NEWSFLOW_'))) as Record<
      string,
      string
    >),
    NEWSFLOW_NAMESPACE: namespace,
    NEWSFLOW_KAFKA_BROKERS: stack.brokers.join(','),
    NEWSFLOW_MONGODB_URI: stack.mongodbUri,
    NEWSFLOW_SOURCES: sources,
    NEWSFLOW_FETCH_ALLOW_CIDR: site.allowCidr,
    NEWSFLOW_FETCH_ALLOW_PORTS: site.allowPorts,
    NEWSFLOW_FETCH_DNS: site.dns,
  };
  const handles = await Promise.all(
    services.map(async (name) => {
      const handle = await startService({ name, root, env, logFile: join(folder, `${name}.log`) });
      cleanup.add(() => handle.stop());
      return handle;
    }),
  );
  return handles;
}

/** Waits until every page has ended, or nothing has moved for `patienceMs`. */
async function watch(db: Db, site: Site, handles: readonly ServiceHandle[], patienceMs: number) {
  const total = site.expectations.length;
  const progress = new Progress('pages');
  const peaks = new Map(handles.map(({ name }) => [name, 0]));
  const startedAt = Date.now();
  let movedAt = Date.now();
  let before = '';
  for (;;) {
    const dead = handles.find(({ running }) => !running);
    if (dead) throw new CliError(exitCode.failure, `the ${dead.name} ended by itself, see ${dead.logFile}`);
    for (const handle of handles)
      peaks.set(handle.name, Math.max(peaks.get(handle.name) ?? 0, await handle.memoryBytes()));
    const pages = await pageProgress(db, site.expectations);
    const counts = countOutcomes(pages.filter((page) => finalOutcome(page) !== undefined));
    const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const detail = Object.entries(counts)
      .map(([outcome, count]) => `${outcome} ${count}`)
      .join(', ');
    progress.update(done, total, detail);
    if (detail !== before) movedAt = Date.now();
    before = detail;
    if ((done === total && (await isSettled(db))) || Date.now() - movedAt > patienceMs) {
      progress.end();
      const memory = [...peaks].map(([name, peakBytes]) => ({ name, peakBytes }));
      return { pages, memory, seconds: (movedAt - startedAt) / 1000 };
    }
    await delay(pollMs);
  }
}

async function countDeadLetters(stack: Stack): Promise<number> {
  const kafka = kafkaClient(stack.brokers, 'newsflow-demo');
  const names = topicNames(namespace);
  let count = 0;
  for (const service of services) {
    const deadLetters = readTopic(kafka, { topic: names.deadLetter(names.group(service)), from: 'earliest' });
    while (!(await deadLetters.next()).done) count += 1;
  }
  return count;
}

async function startSite(pages: string | undefined): Promise<Site> {
  if (pages === undefined) return startSampleSite();
  try {
    return await startFolderSite(pages);
  } catch (cause) {
    throw new CliError(exitCode.usage, `--pages ${pages}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

async function run(options: DemoOptions, cleanup: Cleanup): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'newsflow-demo-'));
  const site = await startSite(options.pages);
  cleanup.add(() => site.stop());
  say('starting Kafka and MongoDB …');
  const stack = await startStack({ profile: 'quick', onProgress: say });
  cleanup.add(() => stack.stop());
  await provision(stack.brokers, namespace);
  say(`starting scraper, parser and store for ${site.expectations.length} pages on ${site.hosts.length} hosts …`);
  const handles = await startServices(stack, site, folder, cleanup);
  const mongodb = await new MongoClient(stack.mongodbUri).connect();
  cleanup.add(() => mongodb.close());
  const db = mongodb.db();
  const { pages, memory, seconds } = await watch(db, site, handles, options.patienceMs);
  const latencies = pages.flatMap(({ latencyMs }) => (latencyMs === undefined ? [] : [latencyMs]));
  const count = (collection: string) => db.collection(collection).countDocuments({ current: true });
  const summary: Summary = {
    pages: pages.length,
    outcomes: countOutcomes(pages),
    articles: await count('articles'),
    quotations: await count('quotations'),
    marketQuotes: await count('marketQuotes'),
    deadLetters: await countDeadLetters(stack),
    pagesPerSecond: Number((pages.length / Math.max(seconds, 0.001)).toFixed(1)),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
  if (options.json) await writeJson(summary);
  else await writeLine(summaryTable(summary, memory));
  const differences = pages.flatMap((page) => difference(page) ?? []);
  if (differences.length === 0) await rm(folder, { recursive: true, force: true });
  else say(`the services' logs are in ${folder}`);
  return differences;
}

/** `newsflow demo`: a site's pages from the web to MongoDB. Exit code 0 only if every page ended as expected. */
export async function demo(options: DemoOptions, signal: AbortSignal): Promise<void> {
  const cleanup = new Cleanup();
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(new CliError(exitCode.failure, 'interrupted'));
      },
      { once: true },
    );
  });
  let differences: string[];
  try {
    differences = await Promise.race([run(options, cleanup), interrupted]);
  } finally {
    await cleanup.run();
  }
  if (differences.length === 0) {
    say(
      options.pages === undefined ? 'every page ended as the site’s manifest expects' : 'every page is accounted for',
    );
    return;
  }
  for (const line of differences.slice(0, 50)) say(line);
  throw new CliError(exitCode.failure, `${differences.length} pages did not end as expected`);
}
