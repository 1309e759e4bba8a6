import { readFile } from 'node:fs/promises';
import type { Origins } from './loopback.ts';
import type { PageExpectation } from './site.ts';

/** The sample site's folder; the same from `src` and from `dist`. */
export const sampleSiteFolder = new URL('../../sample-site/', import.meta.url);

/** How a file is served; the rest is 200 and `text/html; charset=utf-8`. */
interface Serving {
  status?: number;
  contentType?: string;
  /** Send the gzipped file and stop in the middle of the stream. */
  truncateGzip?: boolean;
}

/** A file of the site and its URL, which begins with a placeholder `{{origin:KEY}}`. */
export interface ServedFile {
  url: string;
  file: string;
  serve?: Serving;
}

export interface Manifest {
  /** Host name by the key that stands in placeholders. */
  hosts: Record<string, string>;
  /** robots.txt, feeds and sitemaps: fetched by the scraper, but no pages. */
  documents: ServedFile[];
  pages: (PageExpectation & ServedFile)[];
}

/** Reads `manifest.json` with its placeholders as they are. */
export async function readManifest(): Promise<Manifest> {
  return JSON.parse(await readFile(new URL('manifest.json', sampleSiteFolder), 'utf8')) as Manifest;
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
