import { beforeEach, describe, expect, it } from '@jest/globals';
import { recordSpans, type RecordedSpan } from '@newsflow/testing';
import { noteOnSpan } from './active-span.ts';
import { inSpan } from './in-span.ts';
import { inSpansOf } from './in-spans-of.ts';
import { inTraceOf, traceIdOf } from './trace-context.ts';

const { spans, forget } = recordSpans();
beforeEach(forget);

const first = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const second = { traceId: '1bf7651916cd43dd8448eb211c80319c', spanId: 'c7ad6b7169203331' };
const headerOf = ({ traceId, spanId }: Pick<RecordedSpan, 'traceId' | 'spanId'>) => `00-${traceId}-${spanId}-01`;
const recordOf = (parent?: Pick<RecordedSpan, 'traceId' | 'spanId'>) => ({
  headers: parent ? { ce_id: 'x', traceparent: Buffer.from(headerOf(parent)) } : { ce_id: 'x' },
});
const describeAs = (name: string) => (records: readonly unknown[]) => ({ name, attributes: { count: records.length } });
const nothing = () => Promise.resolve();

describe('spans of a batch of records', () => {
  it('stand below the span that each record names, one for each', async () => {
    await inSpansOf([recordOf(first), recordOf(second), recordOf(first)], describeAs('process'), nothing);
    expect(spans()).toMatchObject([
      { name: 'process', traceId: first.traceId, parentId: first.spanId, attributes: { count: 2 } },
      { name: 'process', traceId: second.traceId, parentId: second.spanId, attributes: { count: 1 } },
    ]);
  });

  it('give each record, in its place, the span that it is in', async () => {
    const given = [recordOf(first), recordOf(second)];
    const headers = await inSpansOf(given, describeAs('process'), ({ records }) =>
      Promise.resolve(records.map((record) => record.headers)),
    );
    expect(headers).toEqual(spans().map((span) => ({ ce_id: 'x', traceparent: headerOf(span) })));
    expect(given).toEqual([recordOf(first), recordOf(second)]);
  });

  it('begin a trace for each record that has none', async () => {
    await inSpansOf([recordOf(), recordOf()], describeAs('process'), nothing);
    expect(spans().map(({ parentId }) => parentId)).toEqual([null, null]);
    expect(new Set(spans().map(({ traceId }) => traceId)).size).toBe(2);
  });

  it('stand below the active span where the records name none', async () => {
    await inSpan({ name: 'fetch' }, () => inSpansOf([recordOf(), recordOf()], describeAs('publish'), nothing));
    const [publish, fetch] = spans();
    expect(publish).toMatchObject({ name: 'publish', parentId: fetch?.spanId, attributes: { count: 2 } });
  });

  it.each(['', 'nonsense', `00-${'0'.repeat(32)}-${first.spanId}-01`, `ff-${first.traceId}-${first.spanId}-01`])(
    'take the header "%s" for none',
    async (traceparent) => {
      await inSpansOf([{ headers: { traceparent } }], describeAs('process'), nothing);
      expect(spans()).toMatchObject([{ parentId: null }]);
    },
  );

  it('take the last of a repeated header', async () => {
    await inSpansOf(
      [{ headers: { traceparent: [headerOf(first), headerOf(second)] } }],
      describeAs('process'),
      nothing,
    );
    expect(spans()).toMatchObject([{ parentId: second.spanId }]);
  });

  it('fail alone where one record failed, together where the work did', async () => {
    await inSpansOf([recordOf(first), recordOf(second)], describeAs('process'), ({ records, failed }) => {
      if (records[1]) failed(records[1], 'BAD_EVENT', 'no headline');
      return Promise.resolve();
    });
    expect(spans()).toMatchObject([{ failed: false }, { failed: true, attributes: { 'error.type': 'BAD_EVENT' } }]);
    forget();
    const broken = Object.assign(new Error('gone'), { code: 'MONGODB_UNAVAILABLE' });
    const work = inSpansOf([recordOf(first), recordOf(second)], describeAs('write'), () => Promise.reject(broken));
    await expect(work).rejects.toBe(broken);
    expect(spans()).toMatchObject(
      [1, 2].map(() => ({ failed: true, attributes: { 'error.type': 'MONGODB_UNAVAILABLE' } })),
    );
  });

  it('are not made for a trace that its beginning did not sample', async () => {
    const unsampled = { headers: { traceparent: headerOf(first).replace(/01$/, '00') } };
    const seen = await inSpansOf([unsampled, recordOf(second)], describeAs('process'), ({ records }) =>
      Promise.resolve(records[0]),
    );
    expect(seen).toBe(unsampled);
    expect(spans()).toMatchObject([{ traceId: second.traceId }]);
  });

  it('take what is known of a record afterwards, unless they are of several', async () => {
    await inSpansOf(
      [recordOf(first), recordOf(first), recordOf(second)],
      describeAs('publish'),
      ({ records, note }) => {
        records.forEach((record, offset) => {
          note(record, { offset });
        });
        return Promise.resolve();
      },
    );
    expect(spans().map(({ attributes }) => attributes)).toEqual([{ count: 2 }, { count: 1, offset: 2 }]);
  });
});

describe('the trace of a record', () => {
  it('has the spans and the notes of what is done in it', async () => {
    await inTraceOf(recordOf(first), () =>
      inSpan({ name: 'parse' }, async () => {
        await nothing();
        noteOnSpan({ outcome: 'dead-letter' }, { type: 'time-limit', message: 'more than 10 ms' });
      }),
    );
    expect(spans()).toMatchObject([
      {
        name: 'parse',
        parentId: first.spanId,
        failed: true,
        attributes: { outcome: 'dead-letter', 'error.type': 'time-limit' },
      },
    ]);
  });

  it('is named by its header', () => {
    expect([recordOf(first), recordOf(), { headers: { traceparent: 'nonsense' } }, {}].map(traceIdOf)).toEqual([
      first.traceId,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
