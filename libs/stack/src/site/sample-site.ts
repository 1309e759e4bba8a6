import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { PageExpectation } from './expectation.ts';
import type { Answer } from './host-server.ts';
import { serveOnLoopback } from './loopback.ts';
import { readManifest, readPages, render, sampleSiteFolder, type ServedFile, type Serving } from './manifest.ts';
import type { Site } from './site.ts';

const worthCompressingBytes = 1024;

/** Starts the sample news site: six hosts with articles, market pages, and pages that must fail in a known way. */
export async function startSampleSite(): Promise<Site> {
  const manifest = await readManifest();
  const pages = await readPages(manifest);
  const files = [...manifest.documents, ...manifest.pages];
  const { origins, ...served } = await serveOnLoopback(Object.values(manifest.hosts), (host, origins) => {
    const fill = (text: string) => render(text, manifest, origins);
    const filesByUrl = new Map(files.map((file) => [fill(file.url), file]));
    const seen = new Set<ServedFile>();
    return async (path, request) => {
      // Whatever a link says about where its reader came from leads to the same page.
      const found = filesByUrl.get(`${origins.get(host) ?? ''}${path.replace(/\?.*/, '')}`);
      if (!found) return null;
      const { serve = {} } = found;
      if (serve.redirect !== undefined) return redirect(serve.status ?? 302, fill(serve.redirect));
      const file = serve.later !== undefined && seen.has(found) ? serve.later : found.file;
      seen.add(found);
      const body = await readBody(file ?? '', fill);
      return isKnown(serve, body, request)
        ? { status: 304, headers: validators(serve, body), body: Buffer.alloc(0) }
        : answerWith(serve, body, request);
    };
  });
  const filled = <T>(value: T): T => JSON.parse(render(JSON.stringify(value), manifest, origins)) as T;
  return {
    ...served,
    sourcesYaml: render(await readFile(new URL('sources.yaml', sampleSiteFolder), 'utf8'), manifest, origins),
    expectations: filled<PageExpectation[]>(pages),
  };
}

/** Placeholders are ASCII: read byte by byte, a file may be in any encoding that extends it. */
async function readBody(file: string, fill: (text: string) => string): Promise<Buffer> {
  const bytes = await readFile(new URL(file, sampleSiteFolder));
  return Buffer.from(fill(bytes.toString('latin1')), 'latin1');
}

function redirect(status: number, location: string): Answer {
  return { status, headers: { location }, body: Buffer.alloc(0) };
}

function validators({ etag = false, lastModified }: Serving, body: Buffer): Record<string, string> {
  return {
    ...(etag && { etag: `W/"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"` }),
    ...(lastModified !== undefined && { 'last-modified': lastModified }),
  };
}

/** RFC 9110 section 13.2.2: If-Modified-Since counts only where there is no If-None-Match. */
function isKnown(serve: Serving, body: Buffer, { headers }: IncomingMessage): boolean {
  const { etag, 'last-modified': lastModified } = validators(serve, body);
  const tags = headers['if-none-match'];
  if (tags !== undefined) return etag !== undefined && tags.split(/,\s*/).includes(etag);
  return lastModified !== undefined && headers['if-modified-since'] === lastModified;
}

function answerWith(serve: Serving, body: Buffer, request: IncomingMessage): Answer {
  const { status = 200, contentType = 'text/html; charset=utf-8', truncateGzip = false } = serve;
  const headers = { 'content-type': contentType, ...validators(serve, body) };
  const compressed = { ...headers, 'content-encoding': 'gzip' };
  if (truncateGzip) {
    const whole = gzipSync(body);
    return { status, headers: compressed, body: whole.subarray(0, whole.length >> 1) };
  }
  const accepted = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  return accepted && contentType.startsWith('text/') && body.length >= worthCompressingBytes
    ? { status, headers: compressed, body: gzipSync(body) }
    : { status, headers, body };
}
