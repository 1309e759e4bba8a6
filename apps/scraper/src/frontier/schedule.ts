import { frontierId } from '@newsflow/crawling';
import type { mongo } from 'mongoose';
import type { FrontierDatabase } from './database.ts';
import { type HostDocument, never, type UrlDocument, type UrlKind } from './documents.ts';
import { replacedDelays } from './host-delays.ts';
import { hostOf, keep, literal, newUrl } from './new-url.ts';

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
  /** `_id` of the sitemap index that names this sitemap. */
  readonly namedBy?: string;
  /** When the page was published, as a feed or sitemap states it. */
  readonly publishedAt?: Date;
  /** Pause between two requests to its host as its source asks for it; null: it asks for none; missing: what it asked for before holds. */
  readonly hostDelayMs?: number | null;
}

const rememberedRequests = 20;
const chunk = 1000;
const epoch = new Date(0);
const duplicateKey = 11000;

function upsertUrl(item: UrlToFetch): mongo.AnyBulkWriteOperation<UrlDocument> {
  const due = dueOf(item.notBefore);
  const known = { $ifNull: ['$requests', []] };
  const idle = { $eq: [{ $ifNull: ['$nextAt', null] }, null] };
  // Fetched before only because somebody asked for it or was redirected to it: from now on it is visited as a page of its source.
  const adopted = item.sourceId === null ? false : { $eq: [{ $ifNull: ['$sourceId', null] }, null] };
  // A discovery only brings in what was never fetched; a request always asks for a fetch, and joins one that is due already.
  const wanted =
    item.request === null
      ? { $and: [idle, { $or: [{ $eq: [{ $ifNull: ['$last', null] }, null] }, adopted] }] }
      : { $not: { $in: [literal(item.request), known] } };
  const requests =
    item.request === null
      ? known
      : {
          $cond: [wanted, { $slice: [{ $concatArrays: [[literal(item.request)], known] }, rememberedRequests] }, known],
        };
  return {
    updateOne: {
      filter: { _id: frontierId(item.kind, item.url) },
      upsert: true,
      update: [
        {
          $set: {
            ...newUrl(item),
            priority: { $cond: [wanted, item.priority, keep('priority', item.priority)] },
            nextAt: {
              $cond: [wanted, { $min: [{ $ifNull: ['$nextAt', never] }, due] }, { $ifNull: ['$nextAt', null] }],
            },
            revisit: { $cond: [wanted, false, keep('revisit', false)] },
            requests,
            everyMs: item.everyMs === null ? keep('everyMs', null) : literal(item.everyMs),
            depth: { $min: ['$depth', item.depth] },
            ...(item.namedBy === undefined
              ? {}
              : { namedBy: { $setUnion: [{ $ifNull: ['$namedBy', []] }, literal([item.namedBy])] } }),
          },
        },
      ],
    },
  };
}

/** A host comes up as soon as its first URL is due, but never before its rest is over. */
function wakeHost(
  host: string,
  due: unknown,
  delays: ReadonlyMap<string, number | null>,
): mongo.AnyBulkWriteOperation<HostDocument> {
  return {
    updateOne: {
      filter: { _id: host },
      upsert: true,
      update: [
        {
          $set: {
            nextAt: { $max: [{ $ifNull: ['$restUntil', epoch] }, { $min: [{ $ifNull: ['$nextAt', never] }, due] }] },
            woken: true,
            restUntil: keep('restUntil', epoch),
            leaseUntil: keep('leaseUntil', epoch),
            leaseOwner: keep('leaseOwner', null),
            fence: keep('fence', 0),
            delays: replacedDelays(delays),
            failures: keep('failures', 0),
            robots: keep('robots', {}),
          },
        },
      ],
    },
  };
}

/** Two upserts of one new key at the same time: one of them fails and finds the document there the next time. */
async function bulk<T extends mongo.Document, Item>(
  collection: mongo.Collection<T>,
  items: readonly Item[],
  operationOf: (item: Item) => mongo.AnyBulkWriteOperation<T>,
): Promise<void> {
  for (let at = 0; at < items.length; at += chunk) {
    // The operations of all 50,000 URLs of a sitemap would fill the heap.
    const part = items.slice(at, at + chunk).map(operationOf);
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
  await bulk(urls, items, upsertUrl);
  const wakes = new Map<string, { dueAt: Date | null; delays: Map<string, number | null> }>();
  for (const { url, notBefore, sourceId, hostDelayMs } of items) {
    const host = hostOf(url);
    const known = wakes.get(host);
    const dueAt =
      known === undefined
        ? notBefore
        : known.dueAt === null || notBefore === null
          ? null
          : earlier(known.dueAt, notBefore);
    const delays = known?.delays ?? new Map<string, number | null>();
    if (sourceId !== null && hostDelayMs !== undefined) delays.set(sourceId, hostDelayMs);
    wakes.set(host, { dueAt, delays });
  }
  await bulk(hosts, [...wakes], ([host, { dueAt, delays }]) => wakeHost(host, dueOf(dueAt), delays));
}

/**
 * Has a host come up for a URL that is written in the same transaction.
 * @param due when, as an expression of MongoDB
 */
export async function wake(
  { hosts }: FrontierDatabase,
  host: string,
  due: unknown,
  session: mongo.ClientSession,
): Promise<void> {
  await hosts.bulkWrite([wakeHost(host, due, new Map())], { session });
}

const dueOf = (at: Date | null): unknown => (at === null ? '$$NOW' : literal(at));
const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
