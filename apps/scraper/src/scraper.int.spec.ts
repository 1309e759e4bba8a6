import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeEvent, encodeEvent, eventId, type PageOutcome, pageId, topicNames } from '@newsflow/contracts';
import { connectKafka, type KafkaClient, provisionTopics, readTopic } from '@newsflow/kafka';
import { createLogger, readSettings, type RunningService, startService } from '@newsflow/runtime';
import { type Stack, startStack } from '@newsflow/stack';
import { type LoopbackServer, startLoopbackServer } from '@newsflow/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type FrontierDatabase, openFrontier } from './frontier/database.ts';
import { schedule, type UrlToFetch } from './frontier/schedule.ts';
import { scraper } from './scraper.ts';

let stack: Stack;
let kafka: KafkaClient;
let site: LoopbackServer;
let folder: string;
let running: RunningService | null = null;
const databases: FrontierDatabase[] = [];

beforeAll(async () => {
  stack = await startStack();
  kafka = connectKafka({ brokers: stack.brokers, clientId: 'test' });
  folder = await mkdtemp(join(tmpdir(), 'newsflow-scraper-'));
  site = await startLoopbackServer('127.0.0.35', {
    '/a': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('a'),
    '/b': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('b'),
    '/feed.xml': (_, response) =>
      response.end('<rss version="2.0"><channel><title>t</title><item><link>/b</link></item></channel></rss>'),
  });
});
afterAll(async () => {
  await site.stop();
  await stack.stop();
  await rm(folder, { recursive: true });
});
afterEach(async () => {
  await running?.stop();
  running = null;
  await Promise.all(databases.splice(0).map(({ client }) => client.close()));
});

function databaseUri(database: string): string {
  const uri = new URL(stack.mongodbUri);
  uri.pathname = `/${database}`;
  return uri.href;
}

let count = 0;
const log: string[] = [];
const logger = createLogger({
  service: 'scraper',
  level: 'info',
  destination: { write: (line) => void log.push((JSON.parse(line) as { msg: string }).msg) },
});

/** A scraper in a namespace of its own. */
async function aScraper(changes: Record<string, string> = {}, provide = true) {
  const namespace = `scraper-${process.pid}-${++count}`;
  const names = topicNames(namespace);
  if (provide) await provisionTopics(kafka, { namespace, partitions: 2, replicationFactor: 1, groups: ['scraper'] });
  const settings = readSettings('scraper', {
    NEWSFLOW_NAMESPACE: namespace,
    NEWSFLOW_KAFKA_BROKERS: stack.brokers.join(','),
    NEWSFLOW_MONGODB_URI: databaseUri(namespace),
    NEWSFLOW_HTTP_PORT: '0',
    NEWSFLOW_DEFAULT_DELAY_MS: '1',
    NEWSFLOW_FETCH_ALLOW_CIDR: '127.0.0.35/32',
    NEWSFLOW_FETCH_ALLOW_PORTS: String(site.port),
    NEWSFLOW_FETCH_RETRY_MS: '20',
    ...changes,
  });
  log.length = 0;
  running = await startService(scraper, settings, logger);
  running.failed.catch(() => undefined);
  const { url } = running;
  const database = openFrontier(databaseUri(namespace), namespace);
  databases.push(database);
  return {
    names,
    ready: async () => (await fetch(`${url}/health/ready`)).ok,
    database,
  };
}

const aPage = (url: string): UrlToFetch => ({
  kind: 'page',
  url,
  sourceId: null,
  priority: 5,
  notBefore: null,
  request: null,
  everyMs: null,
  depth: 0,
});

async function request(names: ReturnType<typeof topicNames>, ...urls: string[]): Promise<void> {
  const producer = kafka.producer();
  const records = urls.map((url) =>
    encodeEvent({
      type: 'newsflow.fetch.requested.v1',
      id: eventId('test', url),
      source: '/test',
      time: new Date().toISOString(),
      subject: pageId(site.origin),
      data: { url },
    }),
  );
  await producer.send(names.topic('fetch-request'), records);
  await producer.close();
}

async function outcomes(names: ReturnType<typeof topicNames>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const record of readTopic(kafka, { topic: names.topic('page-outcome'), from: 'earliest' })) {
    const { url, outcome } = decodeEvent(record).data as PageOutcome;
    found[url.replace(site.origin, '')] = outcome;
  }
  return found;
}

async function until(condition: () => Promise<boolean>, limitMs = 30_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('the condition did not come true');
    await delay(50);
  }
}

describe('the scraper', () => {
  it('fetches what is asked for and puts requests that are none aside', async () => {
    const { names } = await aScraper();
    await request(names, `${site.origin}/a`, 'ftp://a.example/', `${site.origin}/missing`);
    await until(async () => Object.keys(await outcomes(names)).length === 2);
    expect(await outcomes(names)).toEqual({ '/a': 'fetched', '/missing': 'gone' });
    const codes: unknown[] = [];
    const deadLetters = names.deadLetter(names.group('scraper'));
    for await (const { headers } of readTopic(kafka, { topic: deadLetters, from: 'earliest' })) {
      codes.push(String(headers['nf_error_code']));
    }
    expect(codes).toEqual(['INVALID_URL']);
  });

  it('watches the feeds and pages of its sources file', async () => {
    const file = join(folder, 'sources.yaml');
    const start = `[{feed: "${site.origin}/feed.xml"}, {page: "${site.origin}/a"}]`;
    await writeFile(file, `sources: [{id: courier, name: The Courier, every: 6h, delay: 1ms, start: ${start}}]`);
    const { names, ready } = await aScraper({ NEWSFLOW_SOURCES: file });
    await until(async () => Object.keys(await outcomes(names)).length === 2);
    expect(await outcomes(names)).toEqual({ '/a': 'fetched', '/b': 'fetched' });
    expect(await ready()).toBe(true);
  });

  it('refuses a sources file with mistakes before it connects to anything', async () => {
    const file = join(folder, 'wrong.yaml');
    await writeFile(file, 'sources:\n  - id: courier\n');
    await expect(aScraper({ NEWSFLOW_SOURCES: file }, false)).rejects.toThrow(`${file}:2: sources[0].name is missing`);
    const absent = join(folder, 'absent.yaml');
    await expect(aScraper({ NEWSFLOW_SOURCES: absent }, false)).rejects.toThrow(`${absent} cannot be read (ENOENT)`);
  });

  it('waits for a MongoDB that is not there yet, says so in one line, and goes to work', async () => {
    await stack.mongodb.stop();
    const { names, ready } = await aScraper();
    const waiting = () => log.filter((line) => line.startsWith('the indexes of the frontier: waiting, MongoDB does'));
    await until(() => Promise.resolve(waiting().length > 0));
    expect(await ready()).toBe(false);
    await stack.mongodb.start();
    await until(ready);
    expect(waiting()).toHaveLength(1);
    await request(names, `${site.origin}/a`);
    await until(async () => Object.keys(await outcomes(names)).length === 1);
  });

  it('waits for a MongoDB that goes away, and loses no request', async () => {
    const { names, ready } = await aScraper();
    await until(ready);
    await stack.mongodb.stop();
    await request(names, `${site.origin}/a`);
    await until(async () => !(await ready()));
    await stack.mongodb.start();
    await until(async () => Object.keys(await outcomes(names)).length === 1, 50_000);
    expect(await outcomes(names)).toEqual({ '/a': 'fetched' });
  });

  it('waits for a Kafka that goes away while it fetches, and publishes when it is back', async () => {
    const { names, ready, database } = await aScraper();
    await until(ready);
    await stack.kafka.stop();
    const before = site.seen.length;
    await schedule(database, [aPage(`${site.origin}/b`)]);
    await until(() => Promise.resolve(site.seen.slice(before).some(({ path }) => path === '/b')));
    await stack.kafka.start();
    await until(async () => Object.keys(await outcomes(names)).length === 1, 50_000);
    expect(await outcomes(names)).toEqual({ '/b': 'fetched' });
    await until(ready);
  });
});
