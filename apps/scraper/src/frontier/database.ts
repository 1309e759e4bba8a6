import { mongo } from 'mongoose';
import type { AddressDocument, HostDocument, SourceDocument, UrlDocument } from './documents.ts';

/** The collections of the frontier, through the driver: nearly every write is one atomic pipeline with the server's own time. */
export interface FrontierDatabase {
  readonly sources: mongo.Collection<SourceDocument>;
  readonly hosts: mongo.Collection<HostDocument>;
  readonly addresses: mongo.Collection<AddressDocument>;
  readonly urls: mongo.Collection<UrlDocument>;
  readonly client: mongo.MongoClient;
}

/** Connects at the first use (see {@link connectFrontier}); a server that is away is waited for up to `serverSelectionMs`. */
export function openFrontier(uri: string, database: string, serverSelectionMs = 5000): FrontierDatabase {
  const client = new mongo.MongoClient(uri, {
    serverSelectionTimeoutMS: serverSelectionMs,
    // What the frontier has accepted must survive the loss of a member: the Kafka offset is committed after it.
    writeConcern: { w: 'majority', journal: true },
  });
  // The operation in hand reports the failure; without a listener the same error would end the process.
  client.on('error', () => undefined);
  const collections = client.db(database);
  return {
    sources: collections.collection('sources'),
    hosts: collections.collection('hosts'),
    addresses: collections.collection('addresses'),
    urls: collections.collection('urls'),
    client,
  };
}

/**
 * Asked again until it goes well, before anything else: a client whose first connection failed does not connect again by itself, and
 * says of every operation that its topology is closed. Once connected it finds a server that was away. Does nothing when connected.
 */
export async function connectFrontier({ client }: FrontierDatabase): Promise<void> {
  await client.connect();
}

/** Brings the indexes to what this version of the program needs; idempotent, run at each start before anything else. */
export async function migrateFrontier({ sources, hosts, urls, addresses }: FrontierDatabase): Promise<void> {
  await hosts.createIndex({ nextAt: 1 }, { name: 'due' }, {});
  await hosts.createIndex({ 'delays.sourceId': 1 }, { name: 'delays-of-source', sparse: true }, {});
  const waiting = { partialFilterExpression: { nextAt: { $type: 'date' as const } } };
  await urls.createIndex({ host: 1, priority: -1, nextAt: 1 }, { name: 'due-by-priority', ...waiting }, {});
  await urls.createIndex({ host: 1, nextAt: 1 }, { name: 'due-by-time', ...waiting }, {});
  await urls.createIndex({ sourceId: 1, kind: 1 }, { name: 'of-source' }, {});
  await urls.createIndex({ sourceId: 1, kind: 1, nextAt: 1 }, { name: 'due-of-source', ...waiting }, {});
  await urls.createIndex({ namedBy: 1 }, { name: 'named-by', sparse: true }, {});
  await sources.createIndex({ pending: 1 }, { name: 'pending', partialFilterExpression: { pending: true } }, {});
  // A gap is over within seconds; the entry only has to outlive it.
  await addresses.createIndex({ nextAt: 1 }, { name: 'forgotten', expireAfterSeconds: 3600 }, {});
}
