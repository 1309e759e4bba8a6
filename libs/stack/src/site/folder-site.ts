import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { stringify } from 'yaml';
import type { Answer } from './host-server.ts';
import { serveOnLoopback } from './loopback.ts';
import type { Site } from './site.ts';

/** Enough hosts that the gap between two requests to one host does not set the pace. */
const maxHosts = 16;
const pageFile = /\.(?:html|html\.gz|txt)$/;

/**
 * Serves the saved pages of a folder (`*.html`, `*.html.gz`, `*.txt`, searched recursively), spread over up to 16 hosts.
 * A page's URL is `/pages/` and its path in the folder. No charset is stated, since nobody knows which one the page was served with.
 * @throws Error if the folder cannot be read or holds no page
 */
export async function startFolderSite(folder: string): Promise<Site> {
  const files = await findPages(folder);
  if (files.length === 0) throw new Error(`No pages (*.html, *.html.gz, *.txt) in ${folder}`);
  const hosts = Array.from({ length: Math.min(maxHosts, files.length) }, (_, index) => hostName(index));
  const filesByHostAndPath = new Map(
    hosts.map((host, index) => [
      host,
      new Map(files.filter((_, position) => position % hosts.length === index).map((file) => [pagePath(file), file])),
    ]),
  );
  const { origins, ...served } = await serveOnLoopback(hosts, (host, origins) => async (path) => {
    if (path === '/robots.txt') return ok('text/plain', Buffer.from('User-agent: *\nAllow: /\n'));
    const filesByPath = filesByHostAndPath.get(host) ?? new Map<string, string>();
    if (path === '/sitemap.xml') {
      return ok('application/xml', Buffer.from(sitemap(origins.get(host) ?? '', [...filesByPath.keys()])));
    }
    const file = filesByPath.get(path);
    if (file === undefined) return null;
    const page = ok(file.endsWith('.txt') ? 'text/plain' : 'text/html', await readFile(join(folder, file)));
    return file.endsWith('.gz') ? { ...page, headers: { ...page.headers, 'content-encoding': 'gzip' } } : page;
  });
  return {
    ...served,
    sourcesYaml: stringify({
      sources: [...origins].map(([host, origin]) => ({
        id: host.replace(/\..*/, ''),
        name: `Saved pages of ${host}`,
        every: '24h',
        delay: '1ms',
        start: [{ sitemap: `${origin}/sitemap.xml` }],
      })),
    }),
    expectations: [...filesByHostAndPath].flatMap(([host, filesByPath]) =>
      [...filesByPath].map(([path, file]) => ({ url: `${origins.get(host) ?? ''}${path}`, file })),
    ),
  };
}

async function findPages(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && pageFile.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function hostName(index: number): string {
  return `pages-${String(index + 1).padStart(2, '0')}.localtest`;
}

function pagePath(file: string): string {
  return `/pages/${file.split(sep).map(encodeURIComponent).join('/')}`;
}

/** Needs no escaping: encodeURIComponent leaves none of the characters that mean something in XML text. */
function sitemap(origin: string, paths: string[]): string {
  const entries = paths.map((path) => `<url><loc>${origin}${path}</loc></url>\n`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries}</urlset>\n`;
}

function ok(contentType: string, body: Buffer): Answer {
  return { status: 200, headers: { 'content-type': contentType }, body };
}
