import type { PageOutcome, SourceHealth, TopicNames } from '@newsflow/contracts';
import { parseAddressRanges, productTokenOf, type RevisitLimits } from '@newsflow/crawling';
import { Fetcher, HttpClient, NameResolver } from '@newsflow/fetching';
import type { Producer } from '@newsflow/kafka';
import type { SettingsOf } from '@newsflow/runtime';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { AddressGaps } from './frontier/address-gaps.ts';
import type { FrontierDatabase } from './frontier/database.ts';
import { HostLeases } from './frontier/host-leases.ts';
import { PageVersions } from './frontier/page-versions.ts';
import { UrlQueue } from './frontier/url-queue.ts';
import { Crawler } from './visit/crawler.ts';
import { HealthWatch } from './visit/health-watch.ts';
import { type DiscoveryTelemetry, DiscoveryVisit } from './visit/discovery-visit.ts';
import { PageVisit } from './visit/page-visit.ts';
import { Publisher } from './visit/publisher.ts';
import { Revisits } from './visit/revisits.ts';
import { RobotsCache } from './visit/robots-cache.ts';

export type CrawlerSettings = Pick<
  SettingsOf<'scraper'>,
  | 'userAgent'
  | 'defaultDelayMs'
  | 'fetchAllowCidr'
  | 'fetchAllowPorts'
  | 'fetchDns'
  | 'fetchConcurrency'
  | 'fetchLimitMs'
  | 'fetchAttempts'
  | 'fetchRetryMs'
  | 'addressDelayMs'
  | 'revisitMinMs'
  | 'revisitMaxMs'
  | 'hostLeaseMs'
  | 'drainLimitMs'
>;

export interface CrawlerInput {
  readonly settings: CrawlerSettings;
  readonly names: TopicNames;
  readonly database: FrontierDatabase;
  readonly producer: Pick<Producer, 'send'>;
  readonly telemetry: DiscoveryTelemetry & {
    outcome(outcome: PageOutcome): void;
    sourceHealth(health: SourceHealth): void;
    error(error: unknown): void;
  };
}

export interface BuiltCrawler {
  readonly crawler: Crawler;
  readonly client: HttpClient;
}

function revisitLimits({ revisitMinMs: minMs, revisitMaxMs: maxMs }: CrawlerSettings): RevisitLimits {
  if (maxMs < minMs) throw new RangeError('NEWSFLOW_REVISIT_MAX_MS must not be below NEWSFLOW_REVISIT_MIN_MS');
  return { minMs, maxMs };
}

/** Puts the crawler together. Throws RangeError for a bad address range or a longest pause below the least. */
export function buildCrawler({ settings, names, database, producer, telemetry }: CrawlerInput): BuiltCrawler {
  const productToken = productTokenOf(settings.userAgent);
  const owner = `${hostname()}-${process.pid}-${randomUUID()}`;
  const resolver = new NameResolver(parseAddressRanges(settings.fetchAllowCidr ?? []), settings.fetchDns);
  const client = new HttpClient({
    userAgent: settings.userAgent,
    resolver,
    allowedPorts: (settings.fetchAllowPorts ?? []).map(Number),
    limitMs: settings.fetchLimitMs,
  });
  const leases = new HostLeases(database.hosts, owner, settings.hostLeaseMs);
  const queue = new UrlQueue(database);
  const versions = new PageVersions(database.urls);
  const revisits = new Revisits(database.sources, revisitLimits(settings));
  const publisher = new Publisher(producer, names);
  const health = new HealthWatch(database.sources, publisher, (state) => {
    telemetry.sourceHealth(state);
  });
  const onOutcome = (outcome: PageOutcome): void => {
    telemetry.outcome(outcome);
  };
  const crawler = new Crawler({
    health,
    concurrency: settings.fetchConcurrency,
    drainLimitMs: settings.drainLimitMs,
    parts: {
      onError: (error) => {
        telemetry.error(error);
      },
      settings: {
        defaultDelayMs: settings.defaultDelayMs,
        leaseMs: settings.hostLeaseMs,
        attempts: settings.fetchAttempts,
        retryBaseMs: settings.fetchRetryMs,
      },
      leases,
      queue,
      gaps: new AddressGaps(database.addresses, settings.addressDelayMs),
      client,
      fetcher: new Fetcher(client),
      robots: new RobotsCache(client, leases, productToken),
      pages: new PageVisit({ queue, versions, revisits, health, publisher, productToken, onOutcome }),
      discoveries: new DiscoveryVisit(database, queue, health, telemetry),
      versions,
      revisits,
    },
  });
  return { crawler, client };
}
