import { Readable, type Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress, zstdCompress } from 'node:zlib';
import { FetchFailure } from './fetch-failure.ts';

/** A chain of codings costs as much as the bytes that it makes; no real site has more than one. */
const maxCodings = 2;
const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
};
const compress = promisify(zstdCompress);

/** The codings of a Content-Encoding header, in the order in which they were applied. Throws {@link FetchFailure} for what we do not decode. */
export function contentCodings(header: string | null): string[] {
  const codings = (header ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > maxCodings) throw new FetchFailure('failed', `too-many-encodings: ${codings.length}`);
  const unknown = codings.find((coding) => !Object.hasOwn(decoders, coding));
  if (unknown !== undefined) throw new FetchFailure('failed', `unknown-encoding: ${unknown.slice(0, 40)}`);
  return codings;
}

/**
 * Undoes the codings of a body, chunk by chunk, so that a body that swells is cut at the limit and not first held in memory.
 * Throws {@link FetchFailure}: `too-large`, or `failed` for a body that is cut short or damaged.
 */
export async function inflate(
  wire: Buffer,
  codings: readonly string[],
  limitBytes: number,
  onChunk: (chunk: Buffer) => void,
): Promise<void> {
  let size = 0;
  const count = (chunk: Buffer): void => {
    size += chunk.length;
    if (size > limitBytes) throw new FetchFailure('too-large', `inflated-over: ${limitBytes}`);
    onChunk(chunk);
  };
  if (codings.length === 0) {
    count(wire);
    return;
  }
  const chain = codings.toReversed().flatMap((coding) => decoders[coding]?.() ?? []);
  const end = new Writable({
    write(chunk: Buffer, _encoding, done) {
      try {
        count(chunk);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  try {
    await pipeline([Readable.from([wire], { objectMode: false }), ...chain, end]);
  } catch (error) {
    if (error instanceof FetchFailure) throw error;
    throw new FetchFailure('failed', `broken-encoding: ${codings.join(', ')}`, { cause: error });
  }
}

/** What is published: the body as received where readers know its coding, else compressed by us. */
export async function publishedBody(
  wire: Buffer,
  codings: readonly string[],
  limitBytes: number,
): Promise<{ body: Buffer; contentEncoding: string }> {
  const coding = codings.length === 1 ? codings[0] : undefined;
  if (coding === 'gzip' || coding === 'x-gzip') return { body: wire, contentEncoding: 'gzip' };
  if (coding === 'br' || coding === 'zstd') return { body: wire, contentEncoding: coding };
  const chunks: Buffer[] = [];
  await inflate(wire, codings, limitBytes, (chunk) => chunks.push(chunk));
  return { body: await compress(Buffer.concat(chunks)), contentEncoding: 'zstd' };
}
