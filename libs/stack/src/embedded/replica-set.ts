import { type Db, MongoClient, MongoServerError } from 'mongodb';
import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from '../stack-error.ts';
import type { Profile } from './profile.ts';

export const REPLICA_SET = 'newsflow';
const DATABASE = 'newsflow';

const NOT_YET_INITIALIZED = 94;
const CONNECT_LIMIT_MS = 20_000;
const PRIMARY_LIMIT_MS = 30_000;
const POLL_MS = 10;

interface ReplicaSetConfig {
  version: number;
  members: { _id: number; host: string }[];
}

export function databaseUri(port: number): string {
  return `mongodb://127.0.0.1:${port}/${DATABASE}?replicaSet=${REPLICA_SET}`;
}

/** Makes the mongod at this port the primary of its own replica set: a new one, or the one that its data is from. */
export async function makePrimary(port: number, profile: Profile, connectLimitMs = CONNECT_LIMIT_MS): Promise<void> {
  const host = `127.0.0.1:${port}`;
  await withAdmin(`mongodb://${host}/?directConnection=true`, connectLimitMs, async (admin) => {
    const config = await currentConfig(admin);
    if (config === null) await initiate(admin, { name: REPLICA_SET, host, profile });
    else if (config.members[0]?.host !== host) await move(admin, config, host);
    await waitWritable(admin);
  });
}

/**
 * Makes a replica set of the single, new mongod at this address, under the name in its `replicaSet`. One that is a member of a
 * set already is left as it is. Resolves when there is a primary.
 *
 * @param uri `mongodb://host:port/…?replicaSet=…`; the set knows its member by this host
 * @returns true if the set is new
 */
export async function initiateReplicaSet(uri: string): Promise<boolean> {
  const address = new URL(uri);
  const name = address.searchParams.get('replicaSet') ?? REPLICA_SET;
  address.searchParams.delete('replicaSet');
  address.searchParams.set('directConnection', 'true');
  return await withAdmin(address.href, CONNECT_LIMIT_MS, async (admin) => {
    const isNew = (await currentConfig(admin)) === null;
    if (isNew) await initiate(admin, { name, host: address.host, profile: 'durable' });
    await waitWritable(admin);
    return isNew;
  });
}

async function withAdmin<T>(uri: string, connectLimitMs: number, work: (admin: Db) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: connectLimitMs, heartbeatFrequencyMS: 500 });
  try {
    return await work(client.db('admin'));
  } finally {
    await client.close();
  }
}

async function currentConfig(admin: Db): Promise<ReplicaSetConfig | null> {
  try {
    return ((await admin.command({ replSetGetConfig: 1 })) as { config: ReplicaSetConfig }).config;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === NOT_YET_INITIALIZED) return null;
    throw error;
  }
}

async function initiate(
  admin: Db,
  { name, host, profile }: { name: string; host: string; profile: Profile },
): Promise<void> {
  await admin.command({
    replSetInitiate: {
      _id: name,
      members: [{ _id: 0, host }],
      // With false a majority write is acknowledged before it is in the journal, and a killed mongod loses it.
      writeConcernMajorityJournalDefault: profile === 'durable',
      settings: { electionTimeoutMillis: 500 },
    },
  });
}

/** The data was made under another port. Forced, because a member that does not find itself in its set is no primary. */
async function move(admin: Db, config: ReplicaSetConfig, host: string): Promise<void> {
  const members = config.members.map((member) => ({ ...member, host }));
  await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
}

async function waitWritable(admin: Db): Promise<void> {
  const deadline = performance.now() + PRIMARY_LIMIT_MS;
  while ((await admin.command({ hello: 1 }))['isWritablePrimary'] !== true) {
    if (performance.now() > deadline) {
      throw new StackError(
        'mongodb-not-started',
        `MongoDB did not become primary of its replica set within ${PRIMARY_LIMIT_MS} ms.`,
      );
    }
    await delay(POLL_MS);
  }
}
