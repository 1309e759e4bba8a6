import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Answer } from './host-server.ts';
import { serveOnLoopback } from './loopback.ts';
import { readManifest, render, sampleSiteFolder, type ServedFile } from './manifest.ts';
import type { Site } from './site.ts';

const textFile = /\.(?:html|xml|txt)$/;
const worthCompressingBytes = 1024;

/** Starts the sample news site: three hosts with articles, market pages, and pages that must fail in a known way. */
export async function startSampleSite(): Promise<Site> {
  const manifest = await readManifest();
  const files = [...manifest.documents, ...manifest.pages];
  const { origins, ...served } = await serveOnLoopback(Object.values(manifest.hosts), (host, origins) => {
    const filesByUrl = new Map(files.map((file) => [render(file.url, manifest, origins), file]));
    return async (path, request) => {
      const found = filesByUrl.get(`${origins.get(host) ?? ''}${path}`);
      if (!found) return null;
      const bytes = await readFile(new URL(found.file, sampleSiteFolder));
      const body = textFile.test(found.file) ? Buffer.from(render(bytes.toString(), manifest, origins)) : bytes;
      return answerWith(found, body, request);
    };
  });
  const pages = JSON.parse(render(JSON.stringify(manifest.pages), manifest, origins)) as typeof manifest.pages;
  return {
    ...served,
    sourcesYaml: render(await readFile(new URL('sources.yaml', sampleSiteFolder), 'utf8'), manifest, origins),
    expectations: pages,
  };
}

function answerWith({ serve = {} }: ServedFile, body: Buffer, request: IncomingMessage): Answer {
  const { status = 200, contentType = 'text/html; charset=utf-8', truncateGzip = false } = serve;
  const headers = { 'content-type': contentType };
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
