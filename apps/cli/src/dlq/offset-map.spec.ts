import { describe, expect, it } from '@jest/globals';
import { decodeOffsetMap, encodeRanges, isSettled, nothingSettled, type OffsetMap, withSettled } from './offset-map.ts';

const big = (...offsets: number[]): bigint[] => offsets.map(BigInt);
/** Begins with nothing settled and settles each group of offsets in turn. */
const settled = (letters: readonly number[], ...groups: number[][]): OffsetMap =>
  groups.reduce((map, offsets) => withSettled(map, big(...letters), new Set(big(...offsets))), nothingSettled);
const again = (map: OffsetMap): OffsetMap => decodeOffsetMap(map.next.toString(), encodeRanges(map));

describe('the map of settled offsets', () => {
  it('is the first open offset where they are settled in order', () => {
    expect(settled([0, 1, 2], [0, 1])).toEqual({ next: 2n, ranges: [] });
    expect(settled([0, 1, 2], [0, 1, 2])).toEqual({ next: 3n, ranges: [] });
  });

  it('has a range for each run that is settled out of order, until what lies before it is settled', () => {
    const letters = [0, 1, 2, 3, 4, 5];
    expect(settled(letters, [4], [1, 2])).toEqual({
      next: 0n,
      ranges: [
        [1n, 2n],
        [4n, 4n],
      ],
    });
    expect(settled(letters, [4], [1, 2], [0])).toEqual({ next: 3n, ranges: [[4n, 4n]] });
    expect(settled(letters, [4], [1, 2], [0], [3])).toEqual({ next: 5n, ranges: [] });
  });

  it('has one range for a run with transaction markers in it', () => {
    expect(settled([0, 2, 4, 6, 8], [2, 4, 6])).toEqual({ next: 0n, ranges: [[2n, 6n]] });
  });

  it('begins where retention has left something', () => {
    expect(withSettled(decodeOffsetMap('3', '2.1'), big(7, 8, 9), new Set(big(8)))).toEqual({
      next: 7n,
      ranges: [[8n, 8n]],
    });
  });

  it('keeps what somebody else has settled meanwhile, also beyond what was read', () => {
    const meanwhile: OffsetMap = {
      next: 1n,
      ranges: [
        [2n, 2n],
        [3n, 6n],
        [9n, 9n],
      ],
    };
    const map = withSettled(meanwhile, big(0, 1, 2, 3, 4), new Set(big(1)));
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((offset) => isSettled(map, BigInt(offset)))).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((offset) => offset !== 7 && offset !== 8),
    );
    expect(withSettled({ next: 9n, ranges: [] }, big(0, 1), new Set(big(1)))).toEqual({ next: 9n, ranges: [] });
  });

  it('comes through as text, a hundred thousand settled offsets in a few bytes', () => {
    const letters = Array.from({ length: 100_000 }, (_, index) => index * 2);
    const map = settled(letters, letters.slice(1, 50_000), letters.slice(50_001));
    expect(again(map)).toEqual(map);
    expect(encodeRanges(map).length).toBeLessThan(20);
    expect(again(nothingSettled)).toEqual(nothingSettled);
  });

  it('takes four bytes for each run where every other letter is settled', () => {
    const letters = Array.from({ length: 2_000 }, (_, index) => index);
    const map = settled(
      letters,
      letters.filter((offset) => offset % 2 === 1),
    );
    expect(again(map)).toEqual(map);
    expect(encodeRanges(map).length).toBeLessThanOrEqual(4 * 1_000);
  });

  it.each(['junk', '1.2 x', '1', '1.2,3'])('does not take %j for one', (note) => {
    expect(() => decodeOffsetMap('0', note)).toThrow('says nothing of settled offsets');
  });
});
