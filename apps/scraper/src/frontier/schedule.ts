import { normalizeUrl, pageId } from '@newsflow/contracts';
import type { mongo } from 'mongoose';
import type { FrontierDatabase } from './database.ts';
import { type HostDocument, never, type UrlDocument, type UrlKind } from './documents.ts';

/** A URL that somebody asked for or a feed or sitemap named. */
export interface UrlToFetch {
  readonly kind: UrlKind;
  readonly url: string;
  readonly sourceId: string | null;
  readonly priority: number;
  readonly notBefore: Date | null;
  /** Identity of the request, so that its repetition does nothing; null for a discovery, which never asks for a second fetch. */
  readonly request: string | null;
  /** Feeds and sitemaps: pause between two fetches. */
  readonly everyMs: number | null;
  readonly depth: number;
  /** Pause between two requests to its host as the source wants it; null: leave it. */
  readonly hostDelayMs: number | null;
}

/** Longest URL taken; what is longer is a trap or a mistake, and costs time in every rule that it is matched with. */
export const maxUrlLength = 4096;
const rememberedRequests = 20;
const chunk = 1000;
const epoch = new Date(0);
const duplicateKey = 11000;

/** Page id, with the kind before it for feeds and sitemaps. Throws InvalidUrlError. */
const urlId = (kind: UrlKind, url: string): string => (kind === 'page' ? pageId(url) : `${kind}:${pageId(url)}`);
/** Host and port as in the Host header. */
export const hostOf = (url: string): string => new URL(normalizeUrl(url)).host;

/** Text and objects of others must not be taken for expressions. */
const literal = (value: unknown) => ({ $literal: value });
const keep = (field: string, otherwise: unknown) => ({ $ifNull: [`$${field}`, literal(otherwise)] });

function upsertUrl(item: UrlToFetch): mongo.AnyBulkWriteOperation<UrlDocument> {
  const due = item.notBefore === null ? '$$NOW' : literal(item.notBefore);
  const known = { $ifNull: ['$requests', []] };
  const idle = { $eq: [{ $ifNull: ['$nextAt', null] }, null] };
  // A discovery only brings in what was never fetched; a request always asks for a fetch, and joins one that is due already.
  const wanted =
    item.request === null
      ? { $and: [idle, { $eq: [{ $ifNull: ['$last', null] }, null] }] }
      : { $not: { $in: [literal(item.request), known] } };
  const requests =
    item.request === null
      ? known
      : {
          $cond: [wanted, { $slice: [{ $concatArrays: [[literal(item.request)], known] }, rememberedRequests] }, known],
        };
  return {
    updateOne: {
      filter: { _id: urlId(item.kind, item.url) },
      upsert: true,
      update: [
        {
          $set: {
            kind: keep('kind', item.kind),
            url: keep('url', item.url),
            host: keep('host', hostOf(item.url)),
            sourceId: keep('sourceId', item.sourceId),
            priority: { $cond: [wanted, item.priority, keep('priority', item.priority)] },
            nextAt: {
              $cond: [wanted, { $min: [{ $ifNull: ['$nextAt', never] }, due] }, { $ifNull: ['$nextAt', null] }],
            },
            failures: keep('failures', 0),
            lease: keep('lease', null),
            redirects: keep('redirects', []),
            target: keep('target', null),
            version: keep('version', 0),
            pending: keep('pending', null),
            content: keep('content', null),
            last: keep('last', null),
            requests,
            everyMs: item.everyMs === null ? keep('everyMs', null) : literal(item.everyMs),
            depth: keep('depth', item.depth),
          },
        },
      ],
    },
  };
}

/** A host comes up as soon as its first URL is due, but never before its rest is over. */
function wakeHost(host: string, dueAt: Date | null, delayMs: number | null): mongo.AnyBulkWriteOperation<HostDocument> {
  const due = dueAt === null ? '$$NOW' : literal(dueAt);
  return {
    updateOne: {
      filter: { _id: host },
      upsert: true,
      update: [
        {
          $set: {
            nextAt: { $max: [{ $ifNull: ['$restUntil', epoch] }, { $min: [{ $ifNull: ['$nextAt', never] }, due] }] },
            restUntil: keep('restUntil', epoch),
            leaseUntil: keep('leaseUntil', epoch),
            leaseOwner: keep('leaseOwner', null),
            fence: keep('fence', 0),
            delayMs: delayMs === null ? keep('delayMs', null) : literal(delayMs),
            failures: keep('failures', 0),
            robots: keep('robots', {}),
          },
        },
      ],
    },
  };
}

/** Two upserts of one new key at the same time: one of them fails and finds the document there the next time. */
async function bulk<T extends mongo.Document>(
  collection: mongo.Collection<T>,
  operations: mongo.AnyBulkWriteOperation<T>[],
) {
  for (let at = 0; at < operations.length; at += chunk) {
    const part = operations.slice(at, at + chunk);
    for (let attempt = 1; ; attempt++) {
      try {
        await collection.bulkWrite(part, { ordered: false });
        break;
      } catch (error) {
        if (attempt === 3 || (error as { code?: unknown }).code !== duplicateKey) throw error;
      }
    }
  }
}

/**
 * Brings URLs into the frontier, idempotently: after a crash in the middle the caller does it again. URLs first, then their hosts, so that
 * a host never sleeps while a URL of it is due. Throws InvalidUrlError.
 */
export async function schedule({ urls, hosts }: FrontierDatabase, items: readonly UrlToFetch[]): Promise<void> {
  if (items.length === 0) return;
  await bulk(urls, items.map(upsertUrl));
  const wakes = new Map<string, { dueAt: Date | null; delayMs: number | null }>();
  for (const { url, notBefore, hostDelayMs } of items) {
    const host = hostOf(url);
    const known = wakes.get(host);
    const dueAt =
      known === undefined
        ? notBefore
        : known.dueAt === null || notBefore === null
          ? null
          : earlier(known.dueAt, notBefore);
    wakes.set(host, { dueAt, delayMs: hostDelayMs ?? known?.delayMs ?? null });
  }
  await bulk(
    hosts,
    [...wakes].map(([host, { dueAt, delayMs }]) => wakeHost(host, dueAt, delayMs)),
  );
}

/** A fetch that goes on at another host has been handed to it: that host has to come up. */
export async function wake({ hosts }: FrontierDatabase, host: string): Promise<void> {
  await bulk(hosts, [wakeHost(host, null, null)]);
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
