import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { removeStackData } from './docker/docker-parts.ts';
import { askBroker } from './embedded/kafka-protocol.ts';
import { freePort } from './processes/free-port.ts';
import { type Stack, startStack } from './start-stack.ts';

const LIMIT_MS = 5_000;

const addressOf = (stack: Stack) => ({ host: '127.0.0.1', port: Number(stack.brokers[0]?.split(':')[1]) });
const int16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const int32 = (value: number) => Buffer.concat([int16(value >>> 16), int16(value & 65535)]);
const string = (text: string) => Buffer.concat([int16(text.length), Buffer.from(text)]);

/** CreateTopics 2: one topic of one partition, no assignments, no settings. */
const createTopic = (stack: Stack, topic: string) =>
  askBroker(
    addressOf(stack),
    {
      apiKey: 19,
      apiVersion: 2,
      body: Buffer.concat([
        int32(1),
        string(topic),
        int32(1),
        int16(1),
        int32(0),
        int32(0),
        int32(LIMIT_MS),
        Buffer.from([0]),
      ]),
    },
    LIMIT_MS,
  );
/** Metadata 7 about one topic, which may be created: it must not be. Its name comes back with an error code before it. */
const topicError = async (stack: Stack, topic: string) => {
  const body = Buffer.concat([int32(1), string(topic), Buffer.from([1])]);
  const answer = await askBroker(addressOf(stack), { apiKey: 3, apiVersion: 7, body }, LIMIT_MS);
  return answer.readInt16BE(answer.indexOf(string(topic)) - 2);
};
const UNKNOWN_TOPIC = 3;

const withClient = async <T>(stack: Stack, use: (client: MongoClient) => Promise<T>): Promise<T> => {
  const client = new MongoClient(stack.mongodbUri);
  try {
    return await use(client);
  } finally {
    await client.close();
  }
};
const remember = (stack: Stack, id: string) =>
  withClient(stack, (client) =>
    client
      .db()
      .collection<{ _id: string }>('memory')
      .insertOne({ _id: id }, { writeConcern: { w: 'majority' } }),
  );
const remembered = (stack: Stack) =>
  withClient(stack, async (client) =>
    (await client.db().collection<{ _id: string }>('memory').find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id),
  );
describe('a quick stack', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    process.stderr.write(`${stack.kafka.source} stack: warm start in ${stack.startupMs} ms\n`);
  });
  afterAll(() => stack.stop());

  it('is on loopback, from the source that was asked for', () => {
    const source = process.env['NEWSFLOW_STACK'] ?? 'embedded';
    expect([stack.kafka.source, stack.mongodb.source]).toEqual([source, source]);
    expect(stack.brokers).toEqual([expect.stringMatching(/^127\.0\.0\.1:(2\d|3[01])\d{3}$/)]);
    expect(stack.mongodbUri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/newsflow\?replicaSet=newsflow$/);
  });

  it('creates no topic because somebody asks for it', async () => {
    expect(await topicError(stack, 'newsflow.typing-eror.v1')).toBe(UNKNOWN_TOPIC);
    expect(await topicError(stack, 'newsflow.typing-eror.v1')).toBe(UNKNOWN_TOPIC);
  });

  it('has transactions in MongoDB', async () => {
    await withClient(stack, async (client) => {
      await client.withSession((session) =>
        session.withTransaction(() =>
          client.db().collection<{ _id: string }>('tx').insertOne({ _id: 'a' }, { session }),
        ),
      );
      expect(await client.db().collection('tx').countDocuments()).toBe(1);
    });
  });

  it('takes Kafka away and brings it back on the same port with the same topics', async () => {
    await createTopic(stack, 'kept');
    await stack.kafka.stop();
    expect(stack.processes.map(({ name }) => name)).not.toContain('kafka');
    await expect(topicError(stack, 'kept')).rejects.toThrow('ECONNREFUSED');

    await stack.kafka.start();

    expect(await topicError(stack, 'kept')).toBe(0);
  });

  it('takes MongoDB away and brings it back on the same port with the same documents', async () => {
    await remember(stack, 'kept');
    await stack.mongodb.stop();
    expect(stack.mongodb.pid).toBeNull();

    await stack.mongodb.start();

    expect(await remembered(stack)).toContain('kept');
  });

  it('runs beside another one, which sees nothing of it', async () => {
    const other = await startStack();
    await createTopic(stack, 'ours');
    try {
      expect(other.brokers).not.toEqual(stack.brokers);
      expect(await topicError(other, 'ours')).toBe(UNKNOWN_TOPIC);
    } finally {
      await other.stop();
    }
    expect(await topicError(stack, 'ours')).toBe(0);
  });
});

describe('a durable stack', () => {
  let dataDir: string;
  let stack: Stack;

  beforeAll(async () => {
    // As people name folders: nothing in a path may stop a part.
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'newsflow-tést, 1#$x-'));
  });
  beforeEach(async () => {
    stack = await startStack({ profile: 'durable', dataDir });
  });
  afterEach(() => stack.stop());
  afterAll(() => removeStackData(dataDir));

  it('loses nothing that was acknowledged when both are killed', async () => {
    await createTopic(stack, 'kept');
    const acknowledged = Array.from({ length: 50 }, (_, index) => `document-${String(index).padStart(2, '0')}`);
    for (const id of acknowledged) await remember(stack, id);

    await Promise.all([stack.kafka.kill(), stack.mongodb.kill()]);
    await Promise.all([stack.kafka.start(), stack.mongodb.start()]);

    expect(await remembered(stack)).toEqual(acknowledged);
    expect(await topicError(stack, 'kept')).toBe(0);
  });

  it('finds its data and its ports again, or moves to the ports that it is given', async () => {
    await createTopic(stack, 'found');
    await remember(stack, 'found');
    const { brokers, mongodbUri } = stack;

    await stack.stop();
    stack = await startStack({ profile: 'durable', dataDir });
    expect({ brokers: stack.brokers, mongodbUri: stack.mongodbUri }).toEqual({ brokers, mongodbUri });

    await stack.stop();
    const ports = { kafka: await freePort(), controller: await freePort(), mongodb: await freePort() };
    stack = await startStack({ profile: 'durable', dataDir, ports });
    expect(stack.brokers).toEqual([`127.0.0.1:${ports.kafka}`]);
    expect(await topicError(stack, 'found')).toBe(0);
    expect(await remembered(stack)).toContain('found');
  });

  it('refuses a second stack on the same data', async () => {
    await expect(startStack({ profile: 'durable', dataDir })).rejects.toMatchObject({ code: 'data-in-use' });
  });
});
