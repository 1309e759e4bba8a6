import { describe, expect, it } from '@jest/globals';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { contentCodings, inflate, inflateWhole, publishedBody } from './body.ts';

async function inflated(wire: Buffer, header: string, limitBytes = 10_000): Promise<string> {
  return (await inflateWhole(wire, contentCodings(header), limitBytes)).toString();
}

describe('inflate', () => {
  it.each([
    ['gzip', gzipSync],
    ['X-GZip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ] as const)('undoes %s', async (coding, compress) => {
    expect(await inflated(compress(Buffer.from('news')), coding)).toBe('news');
  });

  it('undoes two codings from the last to the first', async () => {
    expect(await inflated(brotliCompressSync(gzipSync('news')), 'gzip, br')).toBe('news');
    expect(await inflated(Buffer.from('news'), 'identity')).toBe('news');
  });

  it('stops at the limit before the rest is unpacked', async () => {
    const seen: number[] = [];
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const result = inflate(bomb, ['gzip'], 100_000, (chunk) => seen.push(chunk.length));
    await expect(result).rejects.toMatchObject({ outcome: 'too-large', reason: 'inflated-over: 100000' });
    expect(seen.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(100_000);
  });

  it('names damaged and unknown codings', async () => {
    await expect(inflated(gzipSync('news').subarray(0, 12), 'gzip')).rejects.toMatchObject({
      reason: 'broken-encoding: gzip',
    });
    await expect(inflated(Buffer.from('news'), 'br')).rejects.toMatchObject({ reason: 'broken-encoding: br' });
    expect(() => contentCodings('constructor')).toThrow('unknown-encoding: constructor');
    expect(() => contentCodings('gzip, gzip, gzip')).toThrow('too-many-encodings: 3');
  });
});

describe('publishedBody', () => {
  it('keeps what readers can undo and compresses the rest', async () => {
    const wire = gzipSync('news');
    expect(await publishedBody(wire, ['gzip'], 1000)).toEqual({ body: wire, contentEncoding: 'gzip' });
    const { body, contentEncoding } = await publishedBody(deflateSync('news'), ['deflate'], 1000);
    expect({ contentEncoding, text: zstdDecompressSync(body).toString() }).toEqual({
      contentEncoding: 'zstd',
      text: 'news',
    });
  });

  it('has a value even for an empty page', async () => {
    expect((await publishedBody(Buffer.alloc(0), [], 1000)).body.length).toBeGreaterThan(0);
  });
});
