import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { pageId, rawPageLimits } from '@newsflow/contracts';
import type { PageInput } from '@newsflow/extraction';

const limitBytes = rawPageLimits.inflatedBytes;
const tooLarge = (): Error =>
  new Error(`the page is larger than ${limitBytes / 1024 / 1024} MiB, beyond which no page is taken`);

/** A file has no URL of its own; this one only serves as base of its links. */
const urlOf = (path: string, url: string | undefined): string =>
  url ?? `http://file.invalid/${encodeURIComponent(basename(path))}`;

const problems: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'a folder: name the files in it',
  EACCES: 'this user may not read the file',
};

/** The file is not there; other problems have no class of their own. */
export class NoSuchFileError extends Error {
  override readonly name = 'NoSuchFileError';
}

function readable(path: string, error: unknown): unknown {
  const problem = problems[(error as NodeJS.ErrnoException).code ?? ''];
  if (problem === undefined) return error;
  return new (problem === problems['ENOENT'] ? NoSuchFileError : Error)(`${path}: ${problem}`, { cause: error });
}

/** Reads no more than the limit, whatever the file is; `-` is standard input. */
async function readBytes(path: string): Promise<Buffer> {
  const options = { end: limitBytes, highWaterMark: 1024 * 1024 };
  const source = path === '-' ? { fd: process.stdin.fd, autoClose: false } : {};
  const bytes = await buffer(createReadStream(path, { ...options, ...source })).catch((error: unknown) => {
    throw readable(path, error);
  });
  if (bytes.length > limitBytes) throw tooLarge();
  return bytes;
}

function unpacked(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: limitBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new Error(`not a whole gzip file (${(error as Error).message})`, { cause: error });
  }
}

/** A saved page: `.txt` or HTML, and either with `.gz`. Throws what a person can read; NoSuchFileError; InvalidUrlError for a URL that is none. */
export async function readPage(path: string, url: string | undefined): Promise<PageInput> {
  const address = urlOf(path, url);
  const id = pageId(address);
  const packed = path.endsWith('.gz');
  const stored = await readBytes(path);
  return {
    bytes: packed ? unpacked(stored) : stored,
    contentType: extname(packed ? path.slice(0, -3) : path) === '.txt' ? 'text/plain' : 'text/html',
    url: address,
    pageId: id,
    version: 1,
    rights: { robots: [] },
  };
}
