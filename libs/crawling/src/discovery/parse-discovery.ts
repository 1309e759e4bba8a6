import type { Discovery } from './discovery.ts';
import { parseFeed } from './parse-feed.ts';
import { parseSitemap } from './parse-sitemap.ts';

// What the process that reads a feed or sitemap loads: the whole library takes half a second more.
export { UnreadableDiscoveryError } from './discovery.ts';

export type DiscoveryKind = 'feed' | 'sitemap';

/** Reads a feed or sitemap, as {@link parseFeed} and {@link parseSitemap} do. */
export function parseDiscovery(
  kind: DiscoveryKind,
  body: Uint8Array,
  url: string,
  contentType: string | null,
): Discovery {
  return (kind === 'feed' ? parseFeed : parseSitemap)(body, url, contentType);
}
