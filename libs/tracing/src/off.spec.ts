import { expect, it } from '@jest/globals';
import { activeTrace, noteOnSpan } from './active-span.ts';
import { inSpan } from './in-span.ts';
import { inSpansOf } from './in-spans-of.ts';
import { inTraceOf } from './trace-context.ts';

// No SDK in this file: the state of every service that is not traced.

it('leaves records as they are, also those that came from somebody who is traced', async () => {
  const records = [
    { headers: {} },
    { headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' } },
  ];
  const handled = await inSpansOf(
    records,
    () => ({ name: 'process' }),
    (spans) => Promise.resolve(spans.records),
  );
  expect(handled.map((record, index) => record === records[index])).toEqual([true, true]);
});

it('does the work, and throws on what it throws', async () => {
  const broken = new Error('broken');
  expect(await inSpan({ name: 'parse' }, () => Promise.resolve(5))).toBe(5);
  await expect(inSpan({ name: 'parse' }, () => Promise.reject(broken))).rejects.toBe(broken);
  expect(inTraceOf({ headers: {} }, () => 6)).toBe(6);
});

it('has nothing for log lines, and takes notes of nothing', () => {
  noteOnSpan({ a: 1 });
  expect(activeTrace()).toBeUndefined();
});
