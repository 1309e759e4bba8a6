import { Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdCompress,
  createZstdDecompress,
} from 'node:zlib';
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

/** The whole body goes through here in chunks. Throws as {@link inflate}. */
async function inflateInto(
  streams: readonly (Transform | Writable)[],
  wire: Uint8Array,
  codings: readonly string[],
  limitBytes: number,
): Promise<void> {
  let size = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limitBytes) done(new FetchFailure('too-large', `inflated-over: ${limitBytes}`));
      else done(null, chunk);
    },
  });
  const chain = codings.toReversed().flatMap((coding) => decoders[coding]?.() ?? []);
  try {
    await pipeline([Readable.from([wire], { objectMode: false }), ...chain, counted, ...streams]);
  } catch (error) {
    if (error instanceof FetchFailure) throw error;
    throw new FetchFailure('failed', `broken-encoding: ${codings.join(', ')}`, { cause: error });
  }
}

const calling = (onChunk: (chunk: Buffer) => void): Writable =>
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      onChunk(chunk);
      done();
    },
  });

/**
 * Undoes the codings of a body, chunk by chunk, so that a body that swells is cut at the limit and not first held in memory.
 * Throws {@link FetchFailure}: `too-large`, or `failed` for a body that is cut short or damaged.
 * @param onChunk must not throw
 */
export async function inflate(
  wire: Uint8Array,
  codings: readonly string[],
  limitBytes: number,
  onChunk: (chunk: Buffer) => void,
): Promise<void> {
  await inflateInto([calling(onChunk)], wire, codings, limitBytes);
}

/** The whole body without its codings. Throws as {@link inflate}. */
export async function inflateWhole(wire: Uint8Array, codings: readonly string[], limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await inflate(wire, codings, limitBytes, (chunk) => chunks.push(chunk));
  return Buffer.concat(chunks);
}

/**
 * What is published: the body as received where readers know its coding, else compressed by us, on the way: many pages are in hand
 * at a time, and of none is the whole in memory.
 */
export async function publishedBody(
  wire: Buffer,
  codings: readonly string[],
  limitBytes: number,
): Promise<{ body: Buffer; contentEncoding: string }> {
  const coding = codings.length === 1 ? codings[0] : undefined;
  if (coding === 'gzip' || coding === 'x-gzip') return { body: wire, contentEncoding: 'gzip' };
  if (coding === 'br' || coding === 'zstd') return { body: wire, contentEncoding: coding };
  const chunks: Buffer[] = [];
  await inflateInto([createZstdCompress(), calling((chunk) => chunks.push(chunk))], wire, codings, limitBytes);
  return { body: Buffer.concat(chunks), contentEncoding: 'zstd' };
}
