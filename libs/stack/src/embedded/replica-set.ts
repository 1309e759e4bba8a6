import { type Db, MongoClient, MongoServerError } from 'mongodb';
import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from '../stack-error.ts';
import type { Profile } from './profile.ts';

export const REPLICA_SET = 'newsflow';
const DATABASE = 'newsflow';

const NOT_YET_INITIALIZED = 94;
const ALREADY_INITIALIZED = 23;
const CONNECT_LIMIT_MS = 20_000;
const PRIMARY_LIMIT_MS = 30_000;
const POLL_MS = 10;
/** How long the others may not be heard of. */
const ALONE_ELECTION_MS = 500;
const ELECTION_MS = 2_000;
/** So long the member that stepped down is not elected again. */
const STEP_DOWN_SECONDS = 10;
const PROBE_LIMIT_MS = 1_000;

interface ReplicaSetConfig {
  version: number;
  members: { _id: number; host: string }[];
}

export function databaseUri(port: number): string {
  return replicaSetUri([`127.0.0.1:${port}`]);
}

/** Makes the mongod at this port the primary of its own replica set: a new one, or the one that its data is from. */
export async function makePrimary(port: number, profile: Profile, connectLimitMs = CONNECT_LIMIT_MS): Promise<void> {
  const host = `127.0.0.1:${port}`;
  await withAdmin(`mongodb://${host}/?directConnection=true`, connectLimitMs, async (admin) => {
    const existing = await initiateOrFind(admin, { name: REPLICA_SET, hosts: [host], profile });
    if (existing !== null && existing.members[0]?.host !== host) await move(admin, existing, host);
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
    const existing = await initiateOrFind(admin, { name, hosts: [address.host], profile: 'durable' });
    await waitWritable(admin);
    return existing === null;
  });
}

/** By the addresses under which members and clients know them. */
export function replicaSetUri(hosts: readonly string[]): string {
  return `mongodb://${hosts.join(',')}/${DATABASE}?replicaSet=${REPLICA_SET}`;
}

/** Makes one replica set of new mongods; `port` is that of the first. Resolves when there is a primary. */
export async function formReplicaSet(port: number, hosts: readonly string[]): Promise<void> {
  await withAdmin(`mongodb://127.0.0.1:${port}/?directConnection=true`, CONNECT_LIMIT_MS, (admin) =>
    initiate(admin, { name: REPLICA_SET, hosts, profile: 'durable' }),
  );
  await withAdmin(replicaSetUri(hosts), CONNECT_LIMIT_MS, waitWritable);
}

/** The primary gives its place up; resolves when there is one again. */
export async function stepDown(uri: string): Promise<void> {
  await withAdmin(uri, CONNECT_LIMIT_MS, async (admin) => {
    await admin.command({ replSetStepDown: STEP_DOWN_SECONDS, secondaryCatchUpPeriodSecs: 5, force: true });
    await waitWritable(admin);
  });
}

/** Whether the mongod at this port can be used as the member that it is. */
export async function takesPart(port: number): Promise<boolean> {
  return withAdmin(`mongodb://127.0.0.1:${port}/?directConnection=true`, PROBE_LIMIT_MS, async (admin) => {
    const { isWritablePrimary, secondary } = await admin.command({ hello: 1 });
    return isWritablePrimary === true || secondary === true;
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

interface NewReplicaSet {
  name: string;
  hosts: readonly string[];
  profile: Profile;
}

/**
 * Resolves to the configuration that the mongod has from before, or null if it has one only now. While a mongod starts it says
 * that it has none, and refuses a new one: it is loading its own.
 */
async function initiateOrFind(admin: Db, replicaSet: NewReplicaSet): Promise<ReplicaSetConfig | null> {
  const deadline = performance.now() + PRIMARY_LIMIT_MS;
  for (;;) {
    const existing = await currentConfig(admin);
    if (existing !== null) return existing;
    try {
      await initiate(admin, replicaSet);
      return null;
    } catch (error) {
      const isLoading = error instanceof MongoServerError && error.code === ALREADY_INITIALIZED;
      if (!isLoading || performance.now() > deadline) throw error;
    }
    await delay(POLL_MS);
  }
}

async function initiate(admin: Db, { name, hosts, profile }: NewReplicaSet): Promise<void> {
  await admin.command({
    replSetInitiate: {
      _id: name,
      members: hosts.map((host, index) => ({ _id: index, host })),
      // With false a majority write is acknowledged before it is in the journal, and a killed mongod loses it.
      writeConcernMajorityJournalDefault: profile === 'durable',
      settings: { electionTimeoutMillis: hosts.length === 1 ? ALONE_ELECTION_MS : ELECTION_MS },
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
