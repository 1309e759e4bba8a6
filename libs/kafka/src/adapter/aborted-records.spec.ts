import { describe, expect, it } from '@jest/globals';
import Batch, { type FetchedMessage } from 'kafkajs/src/consumer/batch.js';
import { hideAborted } from './aborted-records.ts';

const marker = (type: number) => Buffer.from([0, 0, 0, type]);
const abort = marker(0);
const commit = marker(1);

/** Offsets from 5 on; `A` a record of a transaction of A, `A-` the marker that takes it back, `A+` the one that commits. */
function messages(...log: string[]): FetchedMessage[] {
  return log.map((entry, index) => ({
    key: entry.endsWith('-') ? abort : entry.endsWith('+') ? commit : Buffer.from('k'),
    value: Buffer.from(entry),
    offset: String(5 + index),
    timestamp: '0',
    attributes: 0,
    headers: {},
    isControlRecord: /[-+]$/u.test(entry),
    batchContext: { producerId: entry.slice(0, 1), inTransaction: true },
  }));
}

function readable(log: FetchedMessage[], aborted: [string, number][]): string[] {
  const data = {
    partition: 0,
    errorCode: 0,
    highWatermark: '99',
    lastStableOffset: '99',
    abortedTransactions: aborted.map(([producerId, first]) => ({ producerId, firstOffset: String(first) })),
    messages: log,
  };
  hideAborted(data);
  const batch = new Batch('t', '5', { ...data, abortedTransactions: [] });
  expect(batch.lastOffset()).toBe(log.at(-1)?.offset);
  return batch.messages.map(({ offset, value }) => `${offset} ${String(value)}`);
}

describe('records of transactions that were taken back', () => {
  it('are hidden, whichever of them ended first', () => {
    const log = messages('B', 'C', 'A', 'B', 'A-', 'C+', 'B-', 'A', 'A+');
    const ended: [string, number][] = [
      ['A', 7],
      ['B', 5],
    ];
    expect(readable(log, ended)).toEqual(['6 C', '12 A']);
  });

  it('are hidden where several had begun before what was fetched', () => {
    const ended: [string, number][] = [
      ['C', 3],
      ['A', 1],
      ['B', 2],
    ];
    expect(readable(messages('C', 'B', 'A', 'C-', 'B-', 'A-', 'C', 'C+'), ended)).toEqual(['11 C']);
  });

  it('are hidden through two transactions of the same producer', () => {
    const ended: [string, number][] = [
      ['A', 9],
      ['A', 5],
    ];
    expect(readable(messages('A', 'A-', 'A', 'A+', 'A', 'A-'), ended)).toEqual(['7 A']);
  });

  it('are hidden whatever their key', () => {
    const log = messages('A', 'A', 'A-');
    for (const message of log) message.key = abort;
    expect(readable(log, [['A', 5]])).toEqual([]);
  });

  it('are not those of other producers, nor those outside a transaction', () => {
    const log = messages('A', 'B', 'A', 'A-', 'B+');
    if (log[2]) log[2].batchContext = { producerId: 'A', inTransaction: false };
    expect(readable(log, [['A', 5]])).toEqual(['6 B', '7 A']);
  });
});
