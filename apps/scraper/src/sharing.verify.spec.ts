import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeEvent, encodeEvent, eventId, pageId, type PageOutcome, topicNames } from '@newsflow/contracts';
import { connectKafka, type KafkaClient, provisionTopics, readTopic } from '@newsflow/kafka';
import { type ServiceHandle, type Stack, startDnsServer, startService, startStack } from '@newsflow/stack';
import { type Answer, type LoopbackServer, startLoopbackServer } from '@newsflow/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type FrontierDatabase, openFrontier } from './frontier/database.ts';

const hostCount = 60;
const delayMs = 500;
/** MongoDB's clock has whole milliseconds: a rest can end one early. */
const clockMs = 2;
const namespace = 'sharing';
const names = topicNames(namespace);
const limitMs = 150_000;

interface Request {
  readonly path: string;
  readonly startedMs: number;
  /** Just before the answer left: never later than the client knew of it. */
  endedMs: number;
}

/** A host with 50 URLs to ask for, and what it was asked for. */
class Host {
  readonly requests: Request[] = [];
  /** What becomes of each URL. */
  readonly expected = new Map<string, PageOutcome['outcome']>();
  server: LoopbackServer | null = null;

  constructor(
    readonly name: string,
    readonly address: string,
  ) {}

  get origin(): string {
    return `http://${this.name}:${this.server?.port ?? 0}`;
  }

  async start(): Promise<void> {
    const answers: Record<string, Answer> = { '/robots.txt': this.#answer(404) };
    const add = (path: string, outcome: PageOutcome['outcome'], answer: Answer): void => {
      this.expected.set(path, outcome);
      answers[path] = answer;
    };
    for (let index = 0; index < 45; index++) {
      add(`/news/${index}`, 'fetched', this.#answer(200, { 'content-type': 'text/html' }, `${this.name} ${index}`));
    }
    for (let index = 0; index < 3; index++) add(`/gone/${index}`, 'gone', this.#answer(404));
    add('/table.pdf', 'not-html', this.#answer(200, { 'content-type': 'application/pdf' }, '%PDF-1.7'));
    add('/moved', 'fetched', this.#answer(302, { location: '/target' }));
    answers['/target'] = this.#answer(200, { 'content-type': 'text/html' }, `${this.name} target`);
    this.server = await startLoopbackServer(this.address, answers);
  }

  /** Takes its time, so that two requests at once would be seen. */
  #answer(status: number, headers: Record<string, string> = {}, text = ''): Answer {
    return (request, response) => {
      const entry: Request = { path: request.url ?? '', startedMs: performance.now(), endedMs: Infinity };
      this.requests.push(entry);
      const end = (): void => {
        entry.endedMs = Math.min(entry.endedMs, performance.now());
      };
      response.on('close', end);
      setTimeout(
        () => {
          end();
          response.writeHead(status, headers).end(text);
        },
        5 + (this.requests.length % 30),
      );
    };
  }
}

const hosts = Array.from(
  { length: hostCount },
  (_, index) => new Host(`host-${index + 1}.localtest`, `127.0.1.${index + 1}`),
);
let stack: Stack;
let kafka: KafkaClient;
let database: FrontierDatabase;
let dns: Awaited<ReturnType<typeof startDnsServer>>;
const scrapers: ServiceHandle[] = [];

beforeAll(async () => {
  stack = await startStack();
  kafka = connectKafka({ brokers: stack.brokers, clientId: 'test' });
  await provisionTopics(kafka, { namespace, partitions: 6, replicationFactor: 1, groups: ['scraper'] });
  database = openFrontier(stack.mongodbUri, namespace);
  await Promise.all(hosts.map((host) => host.start()));
  dns = await startDnsServer(new Map(hosts.map(({ name, address }) => [name, address])));
});
afterAll(async () => {
  await Promise.all(scrapers.map((scraper) => scraper.stop()));
  for (const { server } of hosts) await server?.stop();
  await dns.stop();
  await database.client.close();
  await stack.stop();
});

async function startScraper(): Promise<ServiceHandle> {
  const uri = new URL(stack.mongodbUri);
  uri.pathname = `/${namespace}`;
  const scraper = await startService({
    name: 'scraper',
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    env: {
      NEWSFLOW_NAMESPACE: namespace,
      NEWSFLOW_KAFKA_BROKERS: stack.brokers.join(','),
      NEWSFLOW_MONGODB_URI: uri.href,
      NEWSFLOW_DEFAULT_DELAY_MS: String(delayMs),
      NEWSFLOW_FETCH_CONCURRENCY: '24',
      NEWSFLOW_ADDRESS_DELAY_MS: '0',
      NEWSFLOW_HOST_LEASE_MS: '6000',
      NEWSFLOW_FETCH_ALLOW_CIDR: '127.0.0.0/8',
      NEWSFLOW_FETCH_ALLOW_PORTS: hosts.map(({ server }) => String(server?.port)).join(','),
      NEWSFLOW_FETCH_DNS: dns.address,
    },
  });
  scrapers.push(scraper);
  return scraper;
}

async function request(urls: readonly string[]): Promise<void> {
  const producer = kafka.producer();
  const records = urls.map((url) =>
    encodeEvent({
      type: 'newsflow.fetch.requested.v1',
      id: eventId('test', url),
      source: '/test',
      time: new Date().toISOString(),
      subject: pageId(url),
      data: { url },
    }),
  );
  await producer.send(names.topic('fetch-request'), records);
  await producer.close();
}

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(50);
  }
}
const ended = () => database.urls.countDocuments({ last: { $ne: null }, nextAt: null });
const leasedBy = ({ pid }: ServiceHandle) => database.hosts.countDocuments({ leaseOwner: new RegExp(`-${pid}-`) });

/** SIGKILL in the middle of work; the number of hosts that it had under lease. */
async function killAtWork(scraper: ServiceHandle, atLeastEnded: number): Promise<number> {
  await until(
    `${atLeastEnded} URLs and hosts under lease`,
    async () => (await ended()) >= atLeastEnded && (await leasedBy(scraper)) >= 5,
  );
  await scraper.kill();
  return leasedBy(scraper);
}

/** Outcome events of each URL by their id. */
async function outcomesByUrl(): Promise<Map<string, Map<string, string>>> {
  const byUrl = new Map<string, Map<string, string>>();
  for await (const record of readTopic(kafka, { topic: names.topic('page-outcome'), from: 'earliest' })) {
    const { id, data } = decodeEvent(record);
    const { url, outcome } = data as PageOutcome;
    byUrl.set(url, (byUrl.get(url) ?? new Map<string, string>()).set(id, outcome));
  }
  return byUrl;
}

describe('three scrapers on one frontier, one of them killed twice', () => {
  let leasedByTheDead = 0;
  const asked = () => hosts.flatMap(({ origin, expected }) => [...expected.keys()].map((path) => origin + path));

  beforeAll(async () => {
    const [victim] = await Promise.all([startScraper(), startScraper(), startScraper()]);
    expect(asked()).toHaveLength(3000);
    await request(asked());
    leasedByTheDead += await killAtWork(victim, 400);
    leasedByTheDead += await killAtWork(await startScraper(), 1400);
    await until('all URLs to end', async () => (await ended()) >= 3000 + hostCount);
    await until(
      'the hosts to be given back',
      async () => (await database.hosts.countDocuments({ leaseOwner: { $ne: null } })) === 0,
    );
  });

  it('ends every URL in exactly one outcome', async () => {
    const byUrl = await outcomesByUrl();
    const expected = hosts.flatMap((host) =>
      [...host.expected].map(([path, outcome]): [string, string[]] => [host.origin + path, [outcome]]),
    );
    const found = [...byUrl].map(([url, outcomes]): [string, string[]] => [url, [...outcomes.values()]]);
    expect(new Map(found)).toEqual(new Map(expected));
  });

  it('publishes every page once, repetitions aside, which have the same id', async () => {
    const ids = new Map<string, Set<string>>();
    for await (const record of readTopic(kafka, { topic: names.topic('raw-page'), from: 'earliest' })) {
      const id = String(record.headers['ce_id']);
      const page = String(record.key);
      ids.set(page, (ids.get(page) ?? new Set<string>()).add(id));
    }
    expect(ids.size).toBe(hostCount * 46);
    expect([...ids.values()].filter((set) => set.size !== 1)).toEqual([]);
  });

  it('fetches at most what the dead had in hand a second time: one URL for each host that they had under lease', () => {
    expect(leasedByTheDead).toBeGreaterThanOrEqual(10);
    const repeated = hosts.flatMap(({ expected, requests }) =>
      [...expected.keys()].map((path) => requests.filter((request) => request.path === path).length - 1),
    );
    expect(Math.min(...repeated)).toBe(0);
    expect(repeated.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(leasedByTheDead);
  });

  it('never sends two requests to a host at once, and keeps the pause between any two', () => {
    const tooSoon = hosts.flatMap(({ name, requests }) =>
      requests.slice(1).flatMap((request, index) => {
        const restMs = request.startedMs - (requests[index]?.endedMs ?? Infinity);
        return restMs >= delayMs - clockMs ? [] : [{ name, path: request.path, restMs }];
      }),
    );
    expect(tooSoon).toEqual([]);
    expect(hosts.map(({ requests }) => requests.length).filter((count) => count < 51)).toEqual([]);
  });
});
