import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { headerText } from '@newsflow/contracts';
import { type Stack, startStack } from '@newsflow/stack';
import { recordSpans, type RecordedSpan } from '@newsflow/testing';
import { inSpan } from '@newsflow/tracing';
import { PoisonError } from '../errors.ts';
import type { Output, ReceivedRecord } from '../records.ts';
import { aRecord, fine, Rig, text, until } from '../rig.ts';

const { spans, forget } = recordSpans();
let stack: Stack;
let rig: Rig;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(async () => {
  forget();
  rig = await new Rig(stack.brokers).provision();
});
afterEach(() => rig.close());

/** As a parser does: what it makes of a record belongs to the record's trace. */
const outputOf = (record: ReceivedRecord): Output => ({
  topic: 'article',
  record: {
    key: text(record),
    value: Buffer.from(`article of ${text(record)}`),
    headers: { traceparent: headerText(record.headers, 'traceparent') ?? '' },
  },
});
const committed = (offset: number) =>
  until(`offset ${offset} committed`, async () => (await rig.committed('raw-page')) === offset);
const inTrace = (span: RecordedSpan | undefined) => spans().filter(({ traceId }) => traceId === span?.traceId);
const pathOf = (span: RecordedSpan): string => {
  const parent = spans().find(({ spanId }) => spanId === span.parentId);
  const name = span.name.replace(`${rig.namespace}.`, '').replace(`${rig.namespace}-`, '');
  return parent ? `${pathOf(parent)} > ${name}` : name;
};

describe('traces', () => {
  it('go from the producer through the handler to its outputs, each record of a batch in its own', async () => {
    for (const page of ['a', 'b']) await inSpan({ name: `fetch ${page}` }, () => rig.produce('raw-page', page));
    const consumer = rig.consume({
      topic: 'raw-page',
      mode: 'batch',
      handler: (records) => Promise.resolve({ outputs: records.map(outputOf) }),
    });
    await committed(2);
    await consumer.stop();
    for (const page of ['a', 'b']) {
      const fetched = spans().find(({ name }) => name === `fetch ${page}`);
      expect(new Set(inTrace(fetched).map(pathOf))).toEqual(
        new Set([
          `fetch ${page}`,
          `fetch ${page} > publish raw-page.v1`,
          `fetch ${page} > publish raw-page.v1 > process raw-page.v1`,
          `fetch ${page} > publish raw-page.v1 > process raw-page.v1 > publish article.v1`,
        ]),
      );
    }
    const articles = await rig.read(rig.names.topic('article'));
    const published = spans().filter(({ name }) => name.startsWith('publish') && name.endsWith('article.v1'));
    expect(articles.map(({ headers }) => headerText(headers, 'traceparent')?.split('-')[2]).sort()).toEqual(
      published.map(({ spanId }) => spanId).sort(),
    );
  });

  it('say where a record lies and which group handled it', async () => {
    await rig.produce('raw-page', 'a', 'b');
    const consumer = rig.consume({ topic: 'raw-page', mode: 'single', handler: () => fine });
    await committed(2);
    await consumer.stop();
    const processed = spans().filter(({ kind }) => kind === 'CONSUMER');
    expect(processed.map(({ attributes }) => attributes)).toEqual(
      ['a', 'b'].map((key, offset) => ({
        'messaging.system': 'kafka',
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
        'messaging.destination.name': rig.names.topic('raw-page'),
        'messaging.destination.partition.id': '0',
        'messaging.kafka.message.key': key,
        'messaging.kafka.offset': offset,
        'messaging.consumer.group.name': rig.group,
      })),
    );
    const published = spans().filter(({ kind }) => kind === 'PRODUCER');
    expect(published.map(({ attributes }) => attributes['messaging.kafka.offset'])).toEqual([0, 1]);
  });

  it('show a record that became a dead letter, and go on in it', async () => {
    await rig.produce('raw-page', 'good', 'bad');
    const consumer = rig.consume({
      topic: 'raw-page',
      mode: 'single',
      handler: (record) => {
        if (text(record) === 'bad') throw new PoisonError('TRUNCATED_GZIP', 'the body ends early');
        return fine;
      },
    });
    await committed(2);
    await consumer.stop();
    const processed = spans().filter(({ kind }) => kind === 'CONSUMER');
    expect(processed.map(({ failed, attributes }) => [failed, attributes['error.type']])).toEqual([
      [false, undefined],
      [true, 'TRUNCATED_GZIP'],
    ]);
    expect(inTrace(processed[1]).map(pathOf)).toContain(
      'publish raw-page.v1 > process raw-page.v1 > publish parser.dlq.v1',
    );
    const [letter] = await rig.deadLetters();
    expect(headerText(letter?.headers, 'traceparent')).toContain(processed[1]?.traceId);
  });

  it('hold what a handler of single records does, without its help', async () => {
    await rig.produce('raw-page', 'a', 'b');
    const consumer = rig.consume({
      topic: 'raw-page',
      mode: 'single',
      handler: (record) => inSpan({ name: text(record) }, () => fine),
    });
    await committed(2);
    await consumer.stop();
    expect(
      spans()
        .filter(({ kind }) => kind === 'INTERNAL')
        .map(pathOf),
    ).toEqual(['publish raw-page.v1 > process raw-page.v1 > a', 'publish raw-page.v1 > process raw-page.v1 > b']);
  });

  it('show a send that failed', async () => {
    const producer = rig.client.producer();
    await producer.close();
    await expect(producer.send(rig.names.topic('raw-page'), [aRecord('a')])).rejects.toThrow('closed');
    expect(spans()).toMatchObject([{ failed: true, attributes: { 'error.type': 'PRODUCER_CLOSED' } }]);
  });
});
