import type { PageOutcome, SourceHealth } from '@newsflow/contracts';
import { noteOnSpan } from '@newsflow/tracing';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from './metrics.ts';

const failures: readonly string[] = ['failed', 'dead-letter'];

/** What happens to pages, as metric, log line and attributes of the active span together. */
export class PageTelemetry {
  private readonly articles = new Map<string, { total: number; present: Map<string, number> }>();

  constructor(
    private readonly metrics: Metrics,
    private readonly logger: Logger,
  ) {}

  outcome({ stage, outcome, reason, pageId, url, version }: PageOutcome): void {
    this.metrics.pageOutcomes.inc({ stage, outcome });
    this.logger.debug({ stage, outcome, reason, pageId, url, version }, 'page outcome');
    noteOnSpan(
      { 'newsflow.page.id': pageId, 'newsflow.page.version': version, 'newsflow.outcome': outcome, 'url.full': url },
      failures.includes(outcome) ? { type: outcome, message: reason ?? outcome } : undefined,
    );
  }

  /** The status of a source has changed. */
  sourceHealth(health: SourceHealth): void {
    this.metrics.sourceHealthChanges.inc({ status: health.status });
    this.logger[health.status === 'healthy' ? 'info' : 'warn'](health, `source ${health.sourceId} is ${health.status}`);
  }

  /**
   * Which fields of one article were found.
   * @param source few different values: a source id, not a URL
   */
  fieldsFound(source: string, fields: Readonly<Record<string, boolean>>): void {
    const seen = this.articles.get(source) ?? { total: 0, present: new Map<string, number>() };
    this.articles.set(source, seen);
    seen.total += 1;
    for (const [field, found] of Object.entries(fields)) {
      const present = (seen.present.get(field) ?? 0) + (found ? 1 : 0);
      seen.present.set(field, present);
      this.metrics.fieldCompleteness.set({ source, field }, present / seen.total);
    }
  }
}
