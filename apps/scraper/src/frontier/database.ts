import { type Connection, createConnection, type mongo } from 'mongoose';
import type { AddressDocument, HostDocument, SourceDocument, UrlDocument } from './documents.ts';

/** The collections of the frontier, through the driver: nearly every write is one atomic pipeline with the server's own time. */
export interface FrontierDatabase {
  readonly sources: mongo.Collection<SourceDocument>;
  readonly hosts: mongo.Collection<HostDocument>;
  readonly addresses: mongo.Collection<AddressDocument>;
  readonly urls: mongo.Collection<UrlDocument>;
  readonly connection: Connection;
}

/** Connects lazily: nothing is asked before the first use, and a server that is away is waited for up to `serverSelectionMs`. */
export function openFrontier(uri: string, database: string, serverSelectionMs = 5000): FrontierDatabase {
  const connection = createConnection(uri, {
    dbName: database,
    serverSelectionTimeoutMS: serverSelectionMs,
    // What the frontier has accepted must survive the loss of a member: the Kafka offset is committed after it.
    writeConcern: { w: 'majority', journal: true },
  });
  // The first use reports the failure; without a listener the same error would end the process.
  connection.on('error', () => undefined);
  connection.asPromise().catch(() => undefined);
  const collections = connection.getClient().db(database);
  return {
    sources: collections.collection('sources'),
    hosts: collections.collection('hosts'),
    addresses: collections.collection('addresses'),
    urls: collections.collection('urls'),
    connection,
  };
}

/** Brings the indexes to what this version of the program needs; idempotent, run at each start before anything else. */
export async function migrateFrontier({ sources, hosts, urls, addresses }: FrontierDatabase): Promise<void> {
  await hosts.createIndex({ nextAt: 1 }, { name: 'due' }, {});
  const waiting = { partialFilterExpression: { nextAt: { $type: 'date' as const } } };
  await urls.createIndex({ host: 1, priority: -1, nextAt: 1 }, { name: 'due-by-priority', ...waiting }, {});
  await urls.createIndex({ host: 1, nextAt: 1 }, { name: 'due-by-time', ...waiting }, {});
  await urls.createIndex({ sourceId: 1, kind: 1 }, { name: 'of-source' }, {});
  await urls.createIndex({ sourceId: 1, kind: 1, nextAt: 1 }, { name: 'due-of-source', ...waiting }, {});
  await sources.createIndex({ pending: 1 }, { name: 'pending', partialFilterExpression: { pending: true } }, {});
  // A gap is over within seconds; the entry only has to outlive it.
  await addresses.createIndex({ nextAt: 1 }, { name: 'forgotten', expireAfterSeconds: 3600 }, {});
}
