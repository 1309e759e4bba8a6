import { pageId } from '@newsflow/contracts';
import type { StartKind } from './source.ts';

/**
 * `_id` of a URL in the collection `urls`: its page id, with the kind before it for feeds and sitemaps, which may be asked for as pages, too.
 * Throws InvalidUrlError.
 */
export const frontierId = (kind: StartKind, url: string): string =>
  kind === 'page' ? pageId(url) : `${kind}:${pageId(url)}`;
