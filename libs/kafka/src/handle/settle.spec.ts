import { describe, expect, it } from '@jest/globals';
import { PoisonError, TransientError } from '../errors.ts';
import type { HandlerResult, ReceivedRecord } from '../records.ts';
import { inPlace, text } from '../rig.ts';
import type { BatchHandler, RetryPolicy } from '../subscription.ts';
import type { Attempt } from './failed.ts';
import { settle, type Settled } from './settle.ts';

const aRecord = (name: string, offset: number): ReceivedRecord => ({
  topic: 'newsflow.raw-page.v1',
  partition: 0,
  offset: String(offset),
  timestamp: '0',
  key: Buffer.from(name.slice(0, 1)),
  value: Buffer.from(name),
  headers: {},
});

/** Records `a1`: the first of key a. */
function settled(names: readonly string[], handler: BatchHandler, retry: RetryPolicy = inPlace()): Promise<Settled> {
  const attempts = names.map((name, offset): Attempt => {
    const record = aRecord(name, offset);
    return { record, offset: record.offset, handling: { mode: 'batch', handler, retry }, tries: 0 };
  });
  const never = new AbortController().signal;
  return settle(attempts, {
    group: 'newsflow-parser',
    handlerTimeoutMs: 1_000,
    abandoned: never,
    stopping: never,
    onCall: () => () => undefined,
    onRetry: () => undefined,
    retryDelaysMs: [50],
    retry,
    lanes: 4,
    gatherMs: 1_000,
  });
}

/** Names what fails, as often as it is told, and gives an output of each other record. */
function aHandler(times: Record<string, number>, error: Error = new TransientError('SHAKY', 'not now')) {
  const left = new Map(Object.entries(times));
  const calls: string[] = [];
  const handler = (records: readonly ReceivedRecord[]): Promise<HandlerResult> => {
    calls.push(records.map(text).join(' '));
    const failed = records.filter((record) => (left.get(text(record)) ?? 0) > 0);
    for (const record of failed) left.set(text(record), (left.get(text(record)) ?? 0) - 1);
    return Promise.resolve({
      outputs: records
        .filter((record) => !failed.includes(record))
        .map((record) => ({ topic: 'article', record: { key: 'k', value: record.value ?? Buffer.of(), headers: {} } })),
      failures: failed.map((record) => ({ record, error })),
    });
  };
  return { handler, calls };
}

const outputs = (of: Settled): string => of.outputs.map(({ record }) => record.value.toString()).join(' ');

describe('a record that a handler of batches names as failed', () => {
  it('is tried again in place before those behind it, where the order is to be kept', async () => {
    const { handler, calls } = aHandler({ a1: 1 });
    const result = await settled(['a1', 'a2'], handler);
    expect(outputs(result)).toBe('a1 a2');
    expect(result).toMatchObject({ done: 2, deadLetters: [], retries: [] });
    expect(calls).toEqual(['a1 a2', 'a1', 'a2']);
  });

  it('lets what lies before it be handled once more, and gives no output twice', async () => {
    const { handler } = aHandler({ b1: 2, b2: 1, c1: 1 });
    const result = await settled(['a1', 'b1', 'a2', 'b2', 'c1', 'c2'], handler);
    expect(outputs(result)).toBe('a1 b1 a2 b2 c1 c2');
    expect(result).toMatchObject({ done: 6, deadLetters: [], retries: [] });
  });

  it('is tried as often as its policy says, and then a dead letter while the others go on', async () => {
    const { handler, calls } = aHandler({ a1: 99 });
    const result = await settled(['a1', 'a2'], handler, inPlace(3));
    expect(calls).toEqual(['a1 a2', 'a1', 'a1', 'a2']);
    expect(outputs(result)).toBe('a2');
    expect(result.deadLetters.map(({ record, attempts }) => [text(record), attempts])).toEqual([['a1', 3]]);
  });

  it('is put aside where others may go before it', async () => {
    const { handler, calls } = aHandler({ a1: 1 });
    const result = await settled(['a1', 'a2'], handler, { kind: 'delayed' });
    expect(calls).toEqual(['a1 a2']);
    expect([outputs(result), result.done, result.retries.map(({ record }) => text(record))]).toEqual(['a2', 2, ['a1']]);
  });

  it('is a dead letter at once where it is poison, and nothing is tried again', async () => {
    const { handler, calls } = aHandler({ a1: 1 }, new PoisonError('BAD', 'bad'));
    const result = await settled(['a1', 'a2'], handler);
    expect([calls, result.done, result.deadLetters.length]).toEqual([['a1 a2'], 2, 1]);
  });
});
