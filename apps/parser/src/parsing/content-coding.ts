import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { PageFailure } from './page-failure.ts';

type Decoder = (body: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;
/** RFC 9110, section 8.4.1. `deflate` is zlib by the book and raw on some servers. */
const decoders: Readonly<Record<string, Decoder>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
  deflate: (body, options) => ((body[0] ?? 0) % 16 === 8 ? inflateSync(body, options) : inflateRawSync(body, options)),
};
const maxCodings = 2;

/**
 * Undoes the content codings of a body. Throws {@link PageFailure}: `too-large` beyond `limitBytes` (before they are all
 * inflated), `content-coding` for an unknown coding or a body that is cut off or broken.
 */
export function decodeBody(body: Uint8Array, contentEncoding: string, limitBytes: number): Uint8Array {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > maxCodings)
    throw new PageFailure('content-coding', `${codings.length} codings on top of each other`);
  let decoded = body;
  for (const coding of codings.reverse()) decoded = decodeOne(decoded, coding, limitBytes);
  if (decoded.length > limitBytes) throw tooLarge(limitBytes);
  return decoded;
}

function decodeOne(body: Uint8Array, coding: string, limitBytes: number): Uint8Array {
  const decoder = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
  if (!decoder) throw new PageFailure('content-coding', `unknown coding ${coding.slice(0, 40)}`);
  try {
    return decoder(body, { maxOutputLength: limitBytes });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limitBytes);
    throw new PageFailure('content-coding', `${coding}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const tooLarge = (limitBytes: number): PageFailure =>
  new PageFailure('too-large', `more than ${limitBytes} bytes inflated`);
