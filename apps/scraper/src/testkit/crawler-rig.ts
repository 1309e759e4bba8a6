import {
  decodeEvent,
  decodeRawPage,
  type PageOutcome,
  type RawPage,
  type SourceHealth,
  type TopicId,
  topicNames,
} from '@newsflow/contracts';
import { connectKafka, type KafkaClient, type Producer, provisionTopics, readTopic } from '@newsflow/kafka';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { buildCrawler, type CrawlerInput, type CrawlerSettings } from '../build-crawler.ts';
import { type FrontierDatabase, migrateFrontier, openFrontier } from '../frontier/database.ts';
import { schedule, type UrlToFetch } from '../frontier/schedule.ts';
import type { Crawler } from '../visit/crawler.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
interface Site {
  readonly origin: string;
  readonly port: number;
}

export const aPage =
  (text = 'news', type = 'text/html', headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-type': type, ...headers }).end(text);
  };

export const encoded = (body: Buffer, coding: string): Answer => {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': coding }).end(body);
  };
};

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(code, headers).end();
  };

export const aUrl = (url: string, changes: Partial<UrlToFetch> = {}): UrlToFetch => ({
  kind: 'page',
  url,
  sourceId: null,
  priority: 5,
  notBefore: null,
  request: null,
  everyMs: null,
  depth: 0,
  ...changes,
});

export async function until(condition: () => Promise<boolean> | boolean, limitMs = 20_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('the condition did not come true');
    await delay(20);
  }
}

/** Crawlers on a real broker and a real database, for tests. */
export class CrawlerRig {
  readonly names = topicNames(`scraper-${randomUUID().slice(0, 8)}`);
  /** Crawlers started, to be stopped after a test. */
  readonly #running: { crawler: Crawler; close: () => Promise<void> }[] = [];
  readonly errors: unknown[] = [];

  private constructor(
    readonly kafka: KafkaClient,
    readonly producer: Producer,
    readonly database: FrontierDatabase,
  ) {}

  static async create({ brokers, mongodbUri }: { brokers: string[]; mongodbUri: string }): Promise<CrawlerRig> {
    const kafka = connectKafka({ brokers, clientId: 'test' });
    const rig = new CrawlerRig(kafka, kafka.producer(), openFrontier(mongodbUri, `scraper-${randomUUID()}`));
    const namespace = rig.names.topic('raw-page').split('.', 1)[0] ?? '';
    await provisionTopics(kafka, { namespace, partitions: 1, replicationFactor: 1, groups: ['scraper'] });
    await migrateFrontier(rig.database);
    return rig;
  }

  async close(): Promise<void> {
    await this.database.client.close();
    await this.producer.close();
  }

  /** Stops all crawlers and forgets all URLs; throws if a crawler had trouble that was not a page's. */
  async reset(): Promise<void> {
    await Promise.all(this.#running.splice(0).map(({ close }) => close()));
    const { urls, hosts, addresses, sources } = this.database;
    const collections = [urls, hosts, addresses, sources];
    await Promise.all(collections.map((collection) => collection.deleteMany({})));
    const [error] = this.errors.splice(0);
    if (error !== undefined) throw error as Error;
  }

  /** A crawler that has not been started and may fetch from these sites. */
  crawler(
    sites: readonly Site[],
    settings: Partial<CrawlerSettings> = {},
    producer: CrawlerInput['producer'] = this.producer,
  ): Crawler {
    const built = buildCrawler({
      settings: {
        userAgent: 'newsflow/test',
        defaultDelayMs: 1,
        fetchAllowCidr: sites.map(({ origin }) => `${new URL(origin).hostname}/32`),
        fetchAllowPorts: sites.map(({ port }) => String(port)),
        fetchDns: undefined,
        fetchConcurrency: 8,
        fetchLimitMs: 5000,
        fetchAttempts: 3,
        fetchRetryMs: 20,
        addressDelayMs: 0,
        revisitMinMs: 3_600_000,
        revisitMaxMs: 86_400_000,
        hostLeaseMs: 2000,
        drainLimitMs: 2000,
        ...settings,
      },
      names: this.names,
      database: this.database,
      producer,
      telemetry: {
        outcome: () => undefined,
        sourceHealth: () => undefined,
        read: () => undefined,
        failed: () => undefined,
        error: (error) => this.errors.push(error),
      },
    });
    const close = async () => {
      await built.crawler.stop();
      await built.client.close();
    };
    this.#running.push({ crawler: built.crawler, close });
    return built.crawler;
  }

  schedule(...items: UrlToFetch[]): Promise<void> {
    return schedule(this.database, items);
  }

  async aSource(id: string, enabled = true): Promise<void> {
    const source = { name: id, everyMs: 60_000, delayMs: 1, start: [], enabled, origin: 'file' as const };
    await this.database.sources.updateOne({ _id: id }, { $set: source }, { upsert: true });
  }

  /** Waits until nothing is due now. */
  async untilIdle(): Promise<void> {
    const { urls } = this.database;
    await until(async () => (await urls.countDocuments({ nextAt: { $lte: new Date() } })) === 0);
    await until(async () => (await urls.countDocuments({ lease: { $ne: null } })) === 0);
  }

  async outcomesOf(url: string): Promise<(PageOutcome & { eventId: string })[]> {
    return (await this.#events<PageOutcome>('page-outcome')).filter((outcome) => outcome.url === url);
  }

  async healthOf(sourceId: string): Promise<(SourceHealth & { eventId: string })[]> {
    return (await this.#events<SourceHealth>('source-health')).filter((health) => health.sourceId === sourceId);
  }

  /** Outcomes of a URL in order, in short. */
  async endsOf(url: string): Promise<string[]> {
    return (await this.outcomesOf(url)).map(({ outcome, reason }) => `${outcome} ${reason ?? ''}`.trim());
  }

  async rawPagesOf(url: string): Promise<RawPage[]> {
    const pages: RawPage[] = [];
    for await (const record of readTopic(this.kafka, { topic: this.names.topic('raw-page'), from: 'earliest' })) {
      const page = decodeRawPage(record);
      if (page.facts.url === url) pages.push(page);
    }
    return pages;
  }

  /** Fetches the paths of the first site and gives what became of each. */
  async fetchAll(
    sites: readonly Site[],
    paths: readonly string[],
    settings: Partial<CrawlerSettings> = {},
  ): Promise<Record<string, string[]>> {
    const urls = paths.map((path) => (sites[0]?.origin ?? '') + path);
    await this.schedule(...urls.map((url) => aUrl(url)));
    this.crawler(sites, settings).start();
    await this.untilDone();
    const ends = await Promise.all(urls.map((url) => this.endsOf(url)));
    return Object.fromEntries(paths.map((path, index) => [path, ends[index] ?? []]));
  }

  /** Waits until nothing is due, ever. */
  async untilDone(): Promise<void> {
    await until(async () => (await this.database.urls.countDocuments({ nextAt: { $ne: null } })) === 0);
  }

  async #events<T>(topic: TopicId): Promise<(T & { eventId: string })[]> {
    const events: (T & { eventId: string })[] = [];
    for await (const record of readTopic(this.kafka, { topic: this.names.topic(topic), from: 'earliest' })) {
      const { id, data } = decodeEvent(record);
      events.push({ ...(data as T), eventId: id });
    }
    return events;
  }
}
