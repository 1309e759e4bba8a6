import type { PageOutcome, SourceHealth } from '@newsflow/contracts';
import { FatalError, UnavailableError } from '@newsflow/kafka';
import type { Logger, ServiceContext } from '@newsflow/runtime';
import { mongodbFailure } from './frontier/mongodb-failure.ts';
import type { DiscoveryTelemetry } from './visit/discovery-visit.ts';

type ReadEvent = Parameters<DiscoveryTelemetry['read']>[0];
type FailedEvent = Parameters<DiscoveryTelemetry['failed']>[0];

/** What happens in the crawler, for the log and the metrics. */
export class ScraperTelemetry implements DiscoveryTelemetry {
  #waitingFor = '';
  readonly #unusable = new Map<string, string>();

  constructor(
    private readonly logger: Logger,
    private readonly pages: ServiceContext['pageTelemetry'],
  ) {}

  outcome(outcome: PageOutcome): void {
    this.#waitingFor = '';
    this.pages.outcome(outcome);
  }

  sourceHealth(health: SourceHealth): void {
    this.pages.sourceHealth(health);
  }

  read({ url, sourceId, pages, sitemaps, problems }: ReadEvent): void {
    const level = problems.length > 0 ? 'warn' : 'debug';
    this.logger[level]({ url, sourceId, pages, sitemaps, problems }, 'a feed or sitemap is read');
  }

  failed({ url, sourceId, reason }: FailedEvent): void {
    this.logger.warn({ url, sourceId, reason }, 'a feed or sitemap cannot be read; it is tried again ever more rarely');
  }

  /** Said once for each reason: it is found again every few seconds until somebody puts it right. */
  unusableSource(sourceId: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#unusable.get(sourceId) === reason) return;
    this.#unusable.set(sourceId, reason);
    this.logger.error({ sourceId, reason }, 'a source cannot be followed: correct or disable it');
  }

  /** Not a page's failure. The crawler goes on, unless the process itself cannot. */
  error(error: unknown): void {
    if (error instanceof FatalError) {
      // The service ends on what nobody catches, with one line.
      queueMicrotask(() => {
        throw error;
      });
      return;
    }
    const failure = mongodbFailure(error);
    if (!(failure instanceof UnavailableError)) {
      this.logger.error({ err: failure }, 'a visit of a host broke off; its URLs stay due');
      return;
    }
    if (failure.message !== this.#waitingFor)
      this.logger.warn({ code: failure.code }, `crawling waits: ${failure.message}`);
    this.#waitingFor = failure.message;
  }
}
