import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Article,
  decodeEvent,
  headerText,
  type PageOutcome,
  type RecordToSend,
  type TopicId,
  topicNames,
} from '@newsflow/contracts';
import { connectKafka, provisionTopics, readAll, type ReceivedRecord } from '@newsflow/kafka';
import { createLogger, readSettings, type RunningService, startService } from '@newsflow/runtime';
import { type Stack, startStack } from '@newsflow/stack';
import { aRawPage } from '@newsflow/testing';
import { parser } from './parser.ts';

let stack: Stack;
const stops: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  stack = await startStack();
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(() => stack.stop());

const paragraph = (number: number): string =>
  `<p>The harbour commission voted on Thursday to hand route number ${number} to a single operator for ten years. “It is a fair price for a better timetable,” said commissioner Hugh Bellamy after the vote.</p>`;
const html = (title: string, paragraphs: number): Buffer =>
  Buffer.from(
    `<!doctype html><html lang="en"><head><title>${title}</title></head><body><ul><li>FTSE 100 8,284.97 +0.28%</li><li>DAX 18,900.10 -0.10%</li></ul><article><h1>${title}</h1>${Array.from({ length: paragraphs }, (_, index) => paragraph(index)).join('')}</article></body></html>`,
  );

/** A parser on topics of its own. */
async function aParser(environment: Record<string, string> = {}) {
  const namespace = `t${randomBytes(4).toString('hex')}`;
  const names = topicNames(namespace);
  const client = connectKafka({ brokers: stack.brokers, clientId: 'test' });
  await provisionTopics(client, { namespace, partitions: 1, replicationFactor: 1, groups: ['parser'] });
  const producer = client.producer();
  stops.push(() => producer.close());
  const all = (topic: string): Promise<ReceivedRecord[]> => readAll(client, topic);
  const running = async (): Promise<RunningService> => {
    const settings = readSettings('parser', {
      NEWSFLOW_NAMESPACE: namespace,
      NEWSFLOW_KAFKA_BROKERS: stack.brokers.join(','),
      NEWSFLOW_HTTP_PORT: '0',
      NEWSFLOW_LOG_LEVEL: 'silent',
      NEWSFLOW_PARSER_THREADS: '1',
      ...environment,
    });
    const service = await startService(parser, settings, createLogger({ service: 'parser', level: 'silent' }));
    service.failed.catch(() => undefined);
    let stopped: ReturnType<RunningService['stop']> | undefined;
    const stop = () => (stopped ??= service.stop());
    stops.push(stop);
    return { ...service, stop };
  };
  const outcomes = async (): Promise<PageOutcome[]> =>
    (await all(names.topic('page-outcome'))).map((record) => decodeEvent(record).data as PageOutcome);
  return {
    running,
    produce: (...records: RecordToSend[]) => producer.send(names.topic('raw-page'), records),
    read: (topic: TopicId) => all(names.topic(topic)),
    deadLetters: () => all(names.deadLetter(names.group('parser'))),
    outcomes,
    /** Waits until so many pages have an outcome. */
    settled: async (count: number): Promise<PageOutcome[]> => {
      for (;;) {
        const found = await outcomes();
        if (found.length >= count) return found;
        await wait(50);
      }
    },
  };
}

describe('the parser', () => {
  it('turns a raw page into article, quotations, market quotes and the manifest that lists them', async () => {
    const { running, produce, settled, read } = await aParser();
    await running();
    await produce(aRawPage({ body: zstdCompressSync(html('Ferry operator wins', 6)), contentEncoding: 'zstd' }));
    const [outcome] = await settled(1);
    const [article] = (await read('article')).map((record) => decodeEvent(record).data as Article);
    expect(outcome).toMatchObject({
      stage: 'parser',
      outcome: 'parsed',
      articleId: article?.id,
      quotations: article?.quotations,
    });
    expect(article).toMatchObject({
      headline: 'Ferry operator wins',
      changeKind: 'insert',
      raw: { partition: 0, offset: '0' },
    });
    const quotations = (await read('quotation')).map((record) => decodeEvent(record).data as { id: string });
    expect(quotations.map(({ id }) => id)).toEqual(outcome?.quotations);
    expect(quotations.length).toBeGreaterThan(0);
    const marketQuotes = (await read('market-quote')).map(
      (record) => decodeEvent(record).data as { id: string; raw: string },
    );
    expect(marketQuotes.map(({ raw }) => raw)).toEqual(['FTSE 100 8,284.97 +0.28%', 'DAX 18,900.10 -0.10%']);
    expect(marketQuotes.map(({ id }) => id)).toEqual(outcome?.marketQuotes);
  });

  it('makes a page that takes too long a dead letter, and the pages after it go through', async () => {
    const { running, produce, settled, deadLetters, read } = await aParser({
      NEWSFLOW_PARSE_LIMIT_MS: '1000',
      NEWSFLOW_PARSE_HEAP_MIB: '1024',
    });
    await running();
    const page = (name: string, body: Buffer): RecordToSend =>
      aRawPage({ facts: { finalUrl: `https://gazette.example/${name}` }, body });
    await produce(page('endless', html('Endless', 100_000)), page('next', html('Ferry operator wins', 6)));
    const outcomes = await settled(2);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['dead-letter', 'parsed']);
    expect(outcomes[0]?.reason).toBe('time-limit: more than 1000 ms');
    expect(await read('article')).toHaveLength(1);
    const [letter] = await deadLetters();
    expect(headerText(letter?.headers, 'nf_error_code')).toBe('PARSE_TIME_LIMIT');
    expect(headerText(letter?.headers, 'nf_original_offset')).toBe('0');
  });

  it('records a body that is cut off and an event that is none, each with its reason', async () => {
    const { running, produce, settled, deadLetters } = await aParser();
    await running();
    const cut = aRawPage({ body: gzipSync(html('Cut', 60)).subarray(0, 300), contentEncoding: 'gzip' });
    const whole = aRawPage({ facts: { finalUrl: 'https://gazette.example/other' } });
    const { pageId, url, version, fetchedAt } = JSON.parse(whole.headers.nf_fetch ?? '{}') as Record<string, unknown>;
    const invalid = {
      ...whole,
      headers: { ...whole.headers, nf_fetch: JSON.stringify({ pageId, url, version, fetchedAt }) },
    };
    await produce(cut, invalid);
    const reasons = (await settled(2)).map(({ reason }) => reason);
    expect(reasons[0]).toMatch(/^content-coding: gzip: /u);
    expect(reasons[1]).toMatch(/^invalid-event: /u);
    const codes = (await deadLetters()).map(({ headers }) => headerText(headers, 'nf_error_code'));
    expect(codes.sort()).toEqual(['CONTENT_CODING', 'INVALID_EVENT']);
  });

  it('gives the same events when a page comes again after a restart', async () => {
    const { running, produce, settled, read } = await aParser();
    const body = html('Ferry operator wins', 6);
    await produce(aRawPage({ body }));
    const first = await running();
    await settled(1);
    await first.stop();
    await produce(aRawPage({ body }));
    await running();
    await settled(2);
    for (const topic of ['article', 'quotation', 'market-quote', 'page-outcome'] as const) {
      const ids = (await read(topic)).map(({ headers }) => headerText(headers, 'ce_id'));
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.slice(ids.length / 2)).toEqual(ids.slice(0, ids.length / 2));
    }
  });

  it('serves health and the outcomes of pages as metrics', async () => {
    const { running, produce, settled } = await aParser();
    const { url } = await running();
    await produce(aRawPage({ body: html('Ferry operator wins', 6) }));
    await settled(1);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('newsflow_page_outcomes_total{stage="parser",outcome="parsed"} 1');
    expect(metrics).toContain('newsflow_field_completeness_ratio{source="none",field="headline"} 1');
  });
});
