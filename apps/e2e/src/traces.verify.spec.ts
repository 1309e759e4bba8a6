import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Site, startFolderSite } from '@newsflow/stack';
import { Installation } from './installation.ts';
import { jsonLines } from './newsflow.ts';
import { type OtlpReceiver, type Span, startOtlpReceiver } from './otlp-receiver.ts';

const samples = fileURLToPath(new URL('../../../libs/stack/sample-site/', import.meta.url));
const article = 'courier.localtest/news/flood-wall-starts-early.html';

let folder: string;
let site: Site;
let collector: OtlpReceiver;
let installation: Installation;
let stages: { stage: string; traceId: string | null }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'newsflow-pages-'));
  for (const page of [article, 'gazette.localtest/business/shops-lift-london.html'])
    await cp(join(samples, page), join(folder, page));
  site = await startFolderSite(folder);
  collector = await startOtlpReceiver();
  installation = await Installation.create(site, {
    NEWSFLOW_TRACING: 'true',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  });
  const { mongodbUri } = await installation.up();
  await installation.untilEnded(mongodbUri);
  stages = jsonLines(await installation.run('trace', url(), '--json'));
  // A service sends its last spans before it ends.
  await installation.run('down');
}, 240_000);

afterAll(async () => {
  await installation.remove();
  await collector.stop();
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

const url = (): string => site.expectations.find((page) => page.url.includes(encodeURI(article)))?.url ?? '';
const pageSpans = (): Span[] => {
  const root = collector.spans.find(
    ({ name, attributes }) => name === 'fetch page' && attributes['url.full'] === url(),
  );
  return collector.spans.filter(({ traceId }) => traceId === root?.traceId);
};
const parentOf = ({ parentId }: Span): Span | undefined => collector.spans.find(({ spanId }) => spanId === parentId);
/** `service: name` from the root of the trace down. */
const pathOf = (span: Span): string => {
  const parent = parentOf(span);
  const own = `${span.service.replace('newsflow-', '')}: ${span.name.replace('newsflow.', '')}`;
  return parent ? `${pathOf(parent)} > ${own}` : own;
};

describe('the trace of one page', () => {
  it('goes from the fetch over Kafka and the parser to MongoDB', () => {
    const fetched = 'scraper: fetch page';
    const told = `${fetched} > scraper: publish page-outcome.v1 > store: process page-outcome.v1`;
    const parsed = `${fetched} > scraper: publish raw-page.v1 > parser: process raw-page.v1`;
    const published = `${parsed} > parser: transaction newsflow-parser`;
    const written = (topic: string) => `${published} > parser: publish ${topic} > store: process ${topic}`;
    expect(new Set(pageSpans().map(pathOf))).toEqual(
      new Set([
        fetched,
        `${fetched} > scraper: GET`,
        `${fetched} > scraper: publish page-outcome.v1`,
        told,
        `${told} > store: bulkWrite pageOutcomes`,
        `${fetched} > scraper: publish raw-page.v1`,
        parsed,
        `${parsed} > parser: parse`,
        published,
        `${published} > parser: publish article.v1`,
        written('article.v1'),
        `${written('article.v1')} > store: bulkWrite articles`,
        `${written('article.v1')} > store: bulkWrite articleRevisions`,
        `${published} > parser: publish quotation.v1`,
        written('quotation.v1'),
        `${written('quotation.v1')} > store: bulkWrite quotations`,
        `${published} > parser: publish page-outcome.v1`,
        written('page-outcome.v1'),
        `${written('page-outcome.v1')} > store: bulkWrite pageOutcomes`,
        `${written('page-outcome.v1')} > store: bulkWrite manifests`,
      ]),
    );
  });

  it('says what each span was: kind, topic, group, page, outcome', () => {
    const one = (name: string, service: string) =>
      pageSpans().find((span) => span.name === name && span.service === `newsflow-${service}`);
    expect(one('fetch page', 'scraper')).toMatchObject({
      kind: 'INTERNAL',
      parentId: null,
      attributes: { 'newsflow.outcome': 'fetched', 'url.full': url() },
    });
    expect(one('GET', 'scraper')).toMatchObject({
      kind: 'CLIENT',
      attributes: { 'http.response.status_code': 200, 'url.full': url() },
    });
    const topic = 'newsflow.raw-page.v1';
    const published = one(`publish ${topic}`, 'scraper');
    expect(published).toMatchObject({
      kind: 'PRODUCER',
      attributes: { 'messaging.system': 'kafka', 'messaging.destination.name': topic },
    });
    expect(one(`process ${topic}`, 'parser')).toMatchObject({
      kind: 'CONSUMER',
      attributes: {
        'messaging.consumer.group.name': 'newsflow-parser',
        'messaging.destination.partition.id': published?.attributes['messaging.destination.partition.id'],
        'messaging.kafka.offset': published?.attributes['messaging.kafka.offset'],
      },
    });
    expect(one('parse', 'parser')).toMatchObject({ kind: 'INTERNAL', attributes: { 'newsflow.outcome': 'parsed' } });
    expect(one('bulkWrite articles', 'store')).toMatchObject({
      kind: 'CLIENT',
      attributes: { 'db.system.name': 'mongodb', 'db.collection.name': 'articles' },
    });
  });

  it('holds the page alone', () => {
    const pages = collector.spans.filter(({ name }) => name === 'fetch page');
    expect(new Set(pages.map(({ traceId }) => traceId)).size).toBe(2);
    expect(pageSpans().filter(({ name }) => name === 'parse')).toHaveLength(1);
  });

  it('is named by newsflow trace', () => {
    const [{ traceId } = { traceId: '' }] = pageSpans();
    // The next fetch of the page will have another one.
    const published = stages.filter(({ stage }) => stage !== 'frontier');
    expect(published.map((stage) => stage.traceId)).toEqual(published.map(() => traceId));
    expect(published.length).toBeGreaterThan(3);
  });
});

describe('all traces', () => {
  it('lack no parent', () => {
    expect(collector.spans.filter((span) => span.parentId !== null && !parentOf(span))).toEqual([]);
  });

  it('begin with a fetch', () => {
    const roots = collector.spans.filter(({ parentId }) => parentId === null);
    expect(new Set(roots.map(({ name }) => name))).toEqual(new Set(['fetch page', 'fetch sitemap']));
  });
});
