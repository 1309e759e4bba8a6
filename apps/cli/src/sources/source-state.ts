import { durationText, frontierId, type StoredSource } from '@newsflow/crawling';
import type { StoredSources, StoredUrl } from './stored.ts';

/** A row of `sources list`. */
export interface SourceState {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly origin: 'file' | 'command';
  readonly every: string;
  /** When one of its feeds, sitemaps or start pages was last fetched with success. */
  readonly lastSuccess: string | null;
  /** How many of them failed when they were last fetched, or are being tried again. */
  readonly failures: number;
  /** Pages known, fetched or not. */
  readonly pages: number;
}

const successes = new Set(['read', 'fetched', 'not-modified', 'unchanged']);
const hasFailed = ({ last, failures }: StoredUrl): boolean =>
  failures > 0 || (last !== null && !successes.has(last.outcome));

/** The URLs that a source is watched through: what it starts from, and the sitemaps found there. */
export async function watchedUrls({ urls }: StoredSources, { _id, start }: StoredSource): Promise<StoredUrl[]> {
  const ids = start.map(({ kind, url }) => frontierId(kind, url));
  return urls.find({ $or: [{ _id: { $in: ids } }, { sourceId: _id, kind: { $in: ['feed', 'sitemap'] } }] }).toArray();
}

export async function stateOf(
  stored: StoredSources,
  source: StoredSource,
  watched: readonly StoredUrl[],
): Promise<SourceState> {
  const { _id: id, name, enabled, origin, everyMs } = source;
  const fetched = watched.flatMap(({ last }) => (last && successes.has(last.outcome) ? last.at.toISOString() : []));
  return {
    id,
    name,
    enabled,
    origin,
    every: durationText(everyMs),
    lastSuccess: fetched.sort().at(-1) ?? null,
    failures: watched.filter(hasFailed).length,
    pages: await stored.urls.countDocuments({ sourceId: id, kind: 'page' }),
  };
}
