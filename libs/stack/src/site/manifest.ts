import { readFile } from 'node:fs/promises';
import type { ContentExpectation, PageExpectation } from './expectation.ts';
import type { Origins } from './loopback.ts';

/** The sample site's folder; the same from `src` and from `dist`. */
export const sampleSiteFolder = new URL('../../sample-site/', import.meta.url);

/** How a file is served; the rest is 200 and `text/html; charset=utf-8`. */
export interface Serving {
  status?: number;
  contentType?: string;
  /** Send the gzipped file and stop in the middle of the stream. */
  truncateGzip?: boolean;
  /** State an entity tag, and answer 304 to whoever has it already. */
  etag?: boolean;
  /** State this HTTP date, and answer 304 to whoever has it already. */
  lastModified?: string;
  /** With a 3xx status: the URL to go to. No file is needed then. */
  redirect?: string;
  /** The file to serve from the second fetch on. */
  later?: string;
}

/** A URL of the site, which begins with a placeholder `{{origin:KEY}}`, and its file. */
export interface ServedFile {
  url: string;
  file?: string;
  serve?: Serving;
}

type ManifestPage = Omit<PageExpectation, 'content' | 'laterContent'> & ServedFile;

export interface Manifest {
  /** Host name by the key that stands in placeholders. */
  hosts: Record<string, string>;
  /** robots.txt, feeds and sitemaps: fetched by the scraper, but no pages. */
  documents: ServedFile[];
  pages: ManifestPage[];
}

/** Reads `manifest.json` with its placeholders as they are. */
export async function readManifest(): Promise<Manifest> {
  return JSON.parse(await readFile(new URL('manifest.json', sampleSiteFolder), 'utf8')) as Manifest;
}

/** `a/page.html` → `a/page.expected.json`: what a person reads on the page. */
export const expectationFile = (file: string): string => file.replace(/\.\w+$/, '.expected.json');

/** Reads the expectation beside a page that reaches the parser, with its placeholders as they are. */
export async function readExpectation(file: string): Promise<ContentExpectation> {
  return JSON.parse(await readFile(new URL(expectationFile(file), sampleSiteFolder), 'utf8')) as ContentExpectation;
}

/** The manifest's pages with the contents that are expected of them. A page that redirects has its content at the target. */
export async function readPages({ pages }: Manifest): Promise<PageExpectation[]> {
  return Promise.all(
    pages.map(async ({ serve, ...page }) => ({
      ...page,
      ...(page.file !== undefined && page.expected?.parser && { content: await readExpectation(page.file) }),
      ...(serve?.redirect !== undefined && { redirectsTo: serve.redirect }),
      ...(serve?.later !== undefined && { laterContent: await readExpectation(serve.later) }),
    })),
  );
}

/**
 * Replaces each `{{origin:KEY}}` by that host's origin.
 * @throws Error for a key that the manifest does not have
 */
export function render(text: string, manifest: Manifest, origins: Origins): string {
  return text.replaceAll(/\{\{origin:([^}]*)\}\}/g, (placeholder, key: string) => {
    const origin = origins.get(manifest.hosts[key] ?? '');
    if (origin === undefined) throw new Error(`The sample site has no host for ${placeholder}`);
    return origin;
  });
}
