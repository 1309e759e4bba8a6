import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { decodeBody } from './content-coding.ts';

const text = Buffer.from('The ferry sails at nine. '.repeat(100));
const limit = 1_000_000;

describe('decodeBody', () => {
  it.each([
    ['', text],
    ['identity', text],
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['GZIP', gzipSync(text)],
  ])('undoes "%s"', (coding, body) => {
    expect(Buffer.from(decodeBody(body, coding, limit)).equals(text)).toBe(true);
  });

  it.each([
    ['a cut body', 'gzip', gzipSync(text).subarray(0, 40)],
    ['another coding than the label says', 'br', gzipSync(text)],
    ['a coding that nobody knows', 'pack200', text],
    ['codings on top of codings', 'gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(text)))],
  ])('refuses %s', (_, coding, body) => {
    expect(() => decodeBody(body, coding, limit)).toThrow(expect.objectContaining({ kind: 'content-coding' }));
  });

  it('stops inflating at the limit', () => {
    expect(() => decodeBody(gzipSync(Buffer.alloc(5_000_000)), 'gzip', limit)).toThrow(
      expect.objectContaining({ kind: 'too-large' }),
    );
    expect(() => decodeBody(Buffer.alloc(limit + 1), '', limit)).toThrow(
      expect.objectContaining({ kind: 'too-large' }),
    );
  });
});
