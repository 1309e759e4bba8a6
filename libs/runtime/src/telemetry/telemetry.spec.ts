import { describe, expect, it } from '@jest/globals';
import type { PageOutcome, SourceHealth } from '@newsflow/contracts';
import { recordSpans } from '@newsflow/testing';
import { inSpan } from '@newsflow/tracing';
import { createLogger } from '../log/logger.ts';
import { ServiceConsumerTelemetry } from './consumer-telemetry.ts';
import { createMetrics } from './metrics.ts';
import { PageTelemetry } from './page-telemetry.ts';

function aTelemetry() {
  const messages: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const destination = {
    write: (line: string) => {
      const written = JSON.parse(line) as { msg: string };
      lines.push(written);
      messages.push(written.msg);
    },
  };
  const logger = createLogger({ service: 'store', level: 'info', destination });
  const metrics = createMetrics();
  const scrape = async () =>
    (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('newsflow_'));
  return {
    messages,
    lines,
    scrape,
    consumer: new ServiceConsumerTelemetry(metrics, logger),
    pages: new PageTelemetry(metrics, logger),
  };
}
const here = { group: 'newsflow-store', topic: 'newsflow.article.v1' };

describe('consumer telemetry', () => {
  it('counts events by outcome and dead letters by reason', async () => {
    const { consumer, scrape, lines } = aTelemetry();
    const letter = { ...here, partition: 2, offset: '7', attempts: 1 };
    consumer.handled({ ...here, outcome: 'ok', count: 3 });
    consumer.deadLetter({ ...letter, reason: 'INVALID_EVENT', message: 'header ce_id is missing' });
    expect(await scrape()).toEqual(
      expect.arrayContaining([
        'newsflow_events_total{group="newsflow-store",topic="newsflow.article.v1",outcome="ok"} 3',
        'newsflow_dead_letters_total{group="newsflow-store",reason="INVALID_EVENT"} 1',
      ]),
    );
    expect(lines).toMatchObject([
      {
        ...letter,
        code: 'INVALID_EVENT',
        reason: 'header ce_id is missing',
        msg: 'an event went to the dead-letter topic',
      },
    ]);
  });

  it('forgets the lag of a partition that went to another process', async () => {
    const { consumer, scrape } = aTelemetry();
    for (const partition of [0, 1]) consumer.lag({ ...here, partition, lagRecords: 7, lagSeconds: 1.5 });
    consumer.assigned({ group: here.group, partitions: [{ topic: here.topic, partition: 1 }] });
    expect((await scrape()).filter((line) => line.includes('lag'))).toEqual([
      'newsflow_consumer_lag_records{group="newsflow-store",topic="newsflow.article.v1",partition="1"} 7',
      'newsflow_consumer_lag_seconds{group="newsflow-store",topic="newsflow.article.v1",partition="1"} 1.5',
    ]);
  });

  it('says once that consumption pauses and why, and once that it goes on, however many partitions and tries', () => {
    const { consumer, messages, lines } = aTelemetry();
    const why = { code: 'MONGODB_UNAVAILABLE', message: 'no primary' };
    for (const partition of [0, 1, 2, 0, 1, 2]) consumer.paused({ ...here, ...why, partition, resumesInMs: 250 });
    for (const partition of [0, 1, 2]) consumer.resumed({ ...here, partition });
    expect(messages).toEqual(['consumption pauses: a dependency is down', 'consumption goes on']);
    expect(lines[0]).toMatchObject({ code: 'MONGODB_UNAVAILABLE', reason: 'no primary' });
  });
});

describe('page telemetry', () => {
  it('counts outcomes and the share of articles with a field', async () => {
    const { pages, scrape } = aTelemetry();
    pages.outcome({ stage: 'parser', outcome: 'parsed' } as PageOutcome);
    pages.fieldsFound('gazette', { headline: true, author: true });
    pages.fieldsFound('gazette', { headline: true, author: false });
    expect(await scrape()).toEqual(
      expect.arrayContaining([
        'newsflow_page_outcomes_total{stage="parser",outcome="parsed"} 1',
        'newsflow_field_completeness_ratio{source="gazette",field="headline"} 1',
        'newsflow_field_completeness_ratio{source="gazette",field="author"} 0.5',
      ]),
    );
  });

  it('counts the articles of sources beyond the thousandth together', async () => {
    const { pages, scrape } = aTelemetry();
    for (let source = 0; source < 1_003; source += 1) pages.fieldsFound(`s${source}`, { headline: source < 1_002 });
    pages.fieldsFound('s7', { headline: true });
    const ratios = (await scrape()).filter((line) => line.startsWith('newsflow_field_completeness_ratio{'));
    expect(ratios).toHaveLength(1_001);
    expect(ratios.at(-1)).toMatch(/source="other",field="headline"\} 0\.66/u);
  });

  it('notes an outcome on the span that the page is handled in', async () => {
    const { spans } = recordSpans();
    const { pages } = aTelemetry();
    const page = { pageId: 'a'.repeat(32), version: 5, url: 'https://a.example/', reason: null };
    const told = (outcome: Partial<PageOutcome>) =>
      inSpan({ name: 'parse' }, () => {
        pages.outcome({ ...page, ...outcome } as PageOutcome);
        return Promise.resolve();
      });
    await told({ stage: 'parser', outcome: 'parsed' });
    await told({ stage: 'parser', outcome: 'dead-letter', reason: 'time-limit' });
    expect(spans()).toMatchObject([
      {
        failed: false,
        attributes: { 'newsflow.page.id': page.pageId, 'newsflow.page.version': 5, 'newsflow.outcome': 'parsed' },
      },
      { failed: true, attributes: { 'newsflow.outcome': 'dead-letter', 'error.type': 'dead-letter' } },
    ]);
  });

  it('counts the changes of the status of sources and names the source', async () => {
    const { pages, scrape, messages } = aTelemetry();
    pages.sourceHealth({ sourceId: 'courier', status: 'failing' } as SourceHealth);
    expect(await scrape()).toContain('newsflow_source_health_changes_total{status="failing"} 1');
    expect(messages).toEqual(['source courier is failing']);
  });
});
