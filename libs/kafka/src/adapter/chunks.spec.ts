import { describe, expect, it } from '@jest/globals';
import { aRecord } from '../rig.ts';
import { chunks, maxRequestBytes, maxRequestRecords } from './chunks.ts';

const ofBytes = (bytes: number) => ({ key: 'k', value: Buffer.alloc(bytes) });
const sizes = (cut: ReturnType<typeof chunks>): number[] => cut.map(({ records }) => records.length);

describe('cutting a send into requests', () => {
  it('makes none of nothing', () => {
    expect(chunks([])).toEqual([]);
  });

  it('keeps the order and the limit of records', () => {
    const records = Array.from({ length: 2 * maxRequestRecords + 1 }, (_, index) => aRecord(`r${index}`));
    const cut = chunks(records);
    expect(sizes(cut)).toEqual([maxRequestRecords, maxRequestRecords, 1]);
    expect(cut.flatMap((chunk) => chunk.records)).toEqual(records);
  });

  it('keeps each request below the limit of bytes, and lets a larger record travel alone', () => {
    const half = maxRequestBytes / 2 - 100;
    const cut = chunks([ofBytes(half), ofBytes(half), ofBytes(half), ofBytes(3 * maxRequestBytes), ofBytes(1)]);
    expect(sizes(cut)).toEqual([2, 1, 1, 1]);
  });
});
