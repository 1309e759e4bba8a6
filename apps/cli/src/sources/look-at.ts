import { type Discovery, pageKind, type StartKind } from '@newsflow/crawling';
import { accepts, FetchFailure, header, type HttpAnswer, readBody, readDiscovery } from '@newsflow/fetching';
import type { PoliteFetcher } from './polite-fetcher.ts';

/** What stands at an address. */
export interface Look {
  readonly kind: StartKind;
  readonly answer: HttpAnswer;
  /** Of a feed or sitemap. */
  readonly discovery: Discovery | null;
}

/** Throws {@link FetchFailure} where the answer is nothing of that kind. */
async function read(kind: StartKind, answer: HttpAnswer, signal: AbortSignal): Promise<Look> {
  if (kind !== 'page') return { kind, answer, discovery: await readDiscovery(kind, answer, signal) };
  const contentType = header(answer, 'content-type');
  if (pageKind(contentType, await readBody(answer)) === null) {
    throw new FetchFailure('not-html', `content-type: ${contentType?.slice(0, 100) ?? 'none'}`);
  }
  return { kind, answer, discovery: null };
}

/** Feeds before sitemaps, because a sitemap may be a feed, and both before pages, because they are often served as text or HTML. */
async function readAny(answer: HttpAnswer, signal: AbortSignal): Promise<Look> {
  for (const kind of ['feed', 'sitemap'] as const) {
    try {
      return await read(kind, answer, signal);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
    }
  }
  return read('page', answer, signal);
}

/**
 * Fetches an address and reads what it is.
 * @param kind what it should be; null: find out
 * @param delayMs as of PoliteFetcher.fetch
 * Throws {@link FetchFailure}, or the reason of `signal`.
 */
export async function lookAt(
  fetcher: PoliteFetcher,
  { kind, url }: { kind: StartKind | null; url: string },
  delayMs: number | null,
  signal: AbortSignal,
): Promise<Look> {
  const answer = await fetcher.fetch(url, accepts[kind ?? 'page'], delayMs, signal);
  return kind === null ? readAny(answer, signal) : read(kind, answer, signal);
}

/** Newest date of the pages that a feed or sitemap names, as ISO 8601; null where it states none. */
export const newestOf = ({ pages }: Discovery): string | null =>
  pages.reduce<string | null>(
    (newest, { publishedAt = null }) => (publishedAt !== null && publishedAt > (newest ?? '') ? publishedAt : newest),
    null,
  );
