import { normalizeUrl } from '@newsflow/contracts';
import type { UrlDocument } from './documents.ts';

/** Text and objects of others must not be taken for expressions. */
export const literal = (value: unknown) => ({ $literal: value });
export const keep = (field: string, otherwise: unknown) => ({ $ifNull: [`$${field}`, literal(otherwise)] });

/** Host and port as in the Host header. */
export const hostOf = (url: string): string => new URL(normalizeUrl(url)).host;

interface NewUrl extends Pick<UrlDocument, 'kind' | 'url' | 'sourceId' | 'priority' | 'depth'> {
  readonly publishedAt?: Date;
}

/** Every field of a URL that the frontier hears of for the first time, for an upsert; what its document has already stays. */
export function newUrl({ kind, url, sourceId, priority, depth, publishedAt }: NewUrl) {
  return {
    kind: keep('kind', kind),
    url: keep('url', url),
    host: keep('host', hostOf(url)),
    sourceId: keep('sourceId', sourceId),
    priority: keep('priority', priority),
    nextAt: keep('nextAt', null),
    failures: keep('failures', 0),
    lease: keep('lease', null),
    takes: keep('takes', 0),
    redirects: keep('redirects', []),
    target: keep('target', null),
    version: keep('version', 0),
    pending: keep('pending', null),
    content: keep('content', null),
    unsettled: keep('unsettled', null),
    last: keep('last', null),
    requests: keep('requests', []),
    everyMs: keep('everyMs', null),
    revisitMs: keep('revisitMs', null),
    revisit: keep('revisit', false),
    // A date in the future is a mistake or a lure: nothing is younger than now.
    seenAt: { $ifNull: ['$seenAt', publishedAt === undefined ? '$$NOW' : { $min: [literal(publishedAt), '$$NOW'] }] },
    depth: keep('depth', depth),
  } satisfies Record<Exclude<keyof UrlDocument, '_id' | 'namedBy'>, unknown>;
}
