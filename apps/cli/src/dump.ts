import { marketQuoteId } from '@newsflow/contracts';

export type StoredDocument = Record<string, unknown>;
/** The collections that a dump shows, with the field that holds the page id. */
export const dumpedCollections = {
  articles: '_id',
  articleRevisions: 'articleId',
  quotations: 'articleId',
  marketQuotes: 'pageId',
} as const;
export type DumpedCollection = keyof typeof dumpedCollections;

const isObject = (value: unknown): value is StoredDocument =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** Where and when, not what: these differ between two runs over the same pages. */
const dropped = new Set(['topic', 'partition', 'offset', 'fetchedAt', 'storedAt', 'guard']);

function versionsOf(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(versionsOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'version' && typeof inner === 'number' ? [inner] : versionsOf(inner),
  );
}

function rewrite(value: unknown, rank: ReadonlyMap<number, number>): unknown {
  if (Array.isArray(value)) return value.map((inner) => rewrite(inner, rank));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !dropped.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, key === 'version' ? (rank.get(inner as number) ?? inner) : rewrite(inner, rank)]),
  );
}

export interface DumpLine extends StoredDocument {
  collection: DumpedCollection;
}

/**
 * The documents in a form that two runs over the same pages share: without times, positions in topics and bookkeeping, versions as
 * ranks within their page, ids that contain a version made again from the rank. Sorted by collection and id.
 */
export function canonicalDump(collections: Readonly<Record<DumpedCollection, readonly StoredDocument[]>>): DumpLine[] {
  const names = Object.keys(dumpedCollections) as DumpedCollection[];
  const pageOf = (name: DumpedCollection, document: StoredDocument): string =>
    String(document[dumpedCollections[name]]);
  const versions = new Map<string, Set<number>>();
  for (const name of names) {
    for (const document of collections[name]) {
      const page = pageOf(name, document);
      const seen = versions.get(page) ?? new Set();
      for (const version of versionsOf(document)) seen.add(version);
      versions.set(page, seen);
    }
  }
  const ranks = new Map(
    [...versions].map(([page, seen]) => [page, new Map([...seen].sort((a, b) => a - b).map((v, i) => [v, i + 1]))]),
  );
  return names.flatMap((collection) =>
    collections[collection]
      .map((document): DumpLine => {
        const page = pageOf(collection, document);
        const copy = rewrite(document, ranks.get(page) ?? new Map<number, number>()) as StoredDocument;
        if (collection === 'marketQuotes') {
          const id = marketQuoteId(page, Number(copy['version']), String(copy['raw']));
          Object.assign(copy, { _id: id, id });
        }
        return { collection, ...copy };
      })
      .sort((a, b) => (String(a['_id']) < String(b['_id']) ? -1 : 1)),
  );
}
