import { describe, expect, it } from '@jest/globals';
import { unreadHeader } from '../unread.ts';
import './codecs.ts';
import { maxBatchRecords, recordsOfBatches } from './record-batches.ts';

const lz4 = 3;

/** Zigzag, then seven bits a byte. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value * 2;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return [...bytes, rest];
}

/** A batch of records without anything in them. */
function aBatch(first: number, count: number, codec = 0, headerBytes = 0): Buffer {
  const headers =
    headerBytes === 0 ? [0] : [2, 2, 0x68, ...varint(headerBytes), ...new Array<number>(headerBytes).fill(0)];
  const records = Buffer.from(
    Array.from({ length: count }, (_, index) => {
      const body = [0, 0, ...varint(index), 1, 1, ...headers];
      return [...varint(body.length), ...body];
    }).flat(),
  );
  const header = Buffer.alloc(61);
  header.writeBigInt64BE(BigInt(first), 0);
  header.writeInt32BE(61 - 12 + records.length, 8);
  header.writeInt8(2, 16);
  header.writeInt16BE(codec, 21);
  header.writeInt32BE(count - 1, 23);
  header.writeInt32BE(count, 57);
  return Buffer.concat([header, records]);
}

const plenty = () => ({ leftBytes: 1e9 });
async function read(...batches: Buffer[]) {
  const records = await recordsOfBatches(Buffer.concat(batches), plenty());
  return records.map(({ offset, headers }) => ({ offset: Number(offset), why: String(headers?.[unreadHeader] ?? '') }));
}

describe('the record batches of an answer', () => {
  it('are read however many records they hold', async () => {
    const records = await read(aBatch(5, 150_000), aBatch(150_005, 1));
    expect(records.length).toBe(150_001);
    expect(records.at(-1)).toEqual({ offset: 150_005, why: '' });
  });

  it('are not read beyond a number of records: one stands for all, and what follows is read', async () => {
    const count = maxBatchRecords + 1;
    expect(await read(aBatch(5, count), aBatch(5 + count, 1))).toEqual([
      { offset: 4 + count, why: expect.stringMatching(/^BATCH_TOO_LARGE .* 250001 records from offset 5 on$/u) },
      { offset: 5 + count, why: '' },
    ]);
  });

  it('are not read if nothing here inflates them: each of their records says so', async () => {
    const why = expect.stringMatching(/^BATCH_UNREADABLE its batch is compressed with lz4; set compression\.type/u);
    expect(await read(aBatch(5, 2, lz4), aBatch(7, 1))).toEqual([
      { offset: 5, why },
      { offset: 6, why },
      { offset: 7, why: '' },
    ]);
    expect(await read(aBatch(5, 5_000, lz4))).toEqual([
      { offset: 5_004, why: expect.stringContaining('5000 records') },
    ]);
  });

  it('end where one is cut off', async () => {
    expect(await read(aBatch(5, 1), aBatch(6, 1).subarray(0, -1))).toEqual([{ offset: 5, why: '' }]);
  });

  it('count with their headers', async () => {
    const budget = { leftBytes: 10_000 };
    const batches = Buffer.concat([aBatch(5, 1, 0, 20_000), aBatch(6, 1)]);
    expect((await recordsOfBatches(batches, budget)).map(({ offset }) => offset)).toEqual(['5']);
  });

  it('are left for the next fetch when they take too much memory, but never the first', async () => {
    const budget = { leftBytes: 1 };
    const batches = Buffer.concat([aBatch(5, 2), aBatch(7, 1)]);
    expect((await recordsOfBatches(batches, budget)).map(({ offset }) => offset)).toEqual(['5', '6']);
    expect(await recordsOfBatches(batches, budget)).toEqual([]);
  });
});
