import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Cluster, freePort, startCluster } from '@newsflow/stack';
import { LoopbackProxy } from '@newsflow/testing';
import { connectKafka } from '../connect.ts';
import type { KafkaClient } from '../client.ts';
import { LostAnswers } from '../lossy-kafka.ts';
import { readAll } from '../read/read-topic.ts';
import type { OutgoingRecord } from '../records.ts';
import { aRecord, text, until } from '../rig.ts';
import { plainKafka } from './plain-kafkajs.ts';

let folder: string;
let cluster: Cluster;
let client: KafkaClient;
const proxies: LoopbackProxy[] = [];
/** On the way to the second broker. */
const answers = new LostAnswers();
let topic: string;
let topics = 0;
/** The first for partition 0, the second for partition 1. */
let records: OutgoingRecord[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'newsflow-test-'));
  const inFrontOf = async (port: number): Promise<number> => {
    const tap = proxies.length === 1 ? () => answers.tap() : undefined;
    const proxy = await LoopbackProxy.listen(await freePort(), port, tap);
    proxies.push(proxy);
    return proxy.port;
  };
  cluster = await startCluster({ nodes: 2, folder, inFrontOf });
  client = connectKafka({ brokers: cluster.frontedBrokers, clientId: 'ours' });
});
afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await cluster.kill();
  await rm(folder, { recursive: true, force: true });
});

const admin = async <T>(
  work: (admin: ReturnType<ReturnType<typeof plainKafka>['admin']>) => Promise<T>,
): Promise<T> => {
  const connected = plainKafka(cluster.brokers).admin();
  await connected.connect();
  try {
    return await work(connected);
  } finally {
    await connected.disconnect();
  }
};

/** Has each partition led by the broker that is named for it. */
async function lead(leaders: readonly number[]): Promise<void> {
  await admin(async (kafka) => {
    const partitionAssignment = leaders.map((leader, partition) => ({ partition, replicas: [leader, 3 - leader] }));
    await kafka.alterPartitionReassignments({ topics: [{ topic, partitionAssignment }] });
    await until('the leaders have changed', async () => {
      const { topics: found } = await kafka.fetchTopicMetadata({ topics: [topic] });
      const partitions = found[0]?.partitions ?? [];
      return partitions.length > 0 && partitions.every(({ partitionId, leader }) => leaders[partitionId] === leader);
    });
  });
}

beforeEach(async () => {
  topics += 1;
  topic = `moved-${topics}`;
  await client.admin().createTopics([{ topic, partitions: 2, replicationFactor: 2, config: {} }]);
  await lead([1, 2]);
  // Keys for either partition; and a partition that has just been created refuses its first record now and then.
  const tried = Array.from({ length: 10 }, (_, index) => aRecord('before', `k${index}`));
  const producer = client.producer();
  const positions = await producer.send(topic, tried);
  await producer.close();
  records = [0, 1].map((wanted) => {
    const at = positions.findIndex(({ partition }) => partition === wanted);
    return aRecord(`for partition ${wanted}`, `k${at}`);
  });
});

async function written(): Promise<string[]> {
  const values = (await readAll(client, topic)).map(text);
  return values.filter((value) => value !== 'before').sort();
}

/** While the second broker's answers get lost, what the first one leads and has acknowledged moves to the second one. */
async function movedMeanwhile<T>(sending: Promise<T>): Promise<PromiseSettledResult<T> | undefined> {
  let over = false;
  const ended = Promise.allSettled([sending]).then(([result]) => {
    over = true;
    return result;
  });
  await until('an answer is lost', () => answers.lost() > 0);
  await lead([2, 2]);
  // Until the sender has heard of it, from whichever broker it asks.
  const lost = answers.lost();
  await until('it is tried again', () => over || answers.lost() > lost + 2);
  answers.lose('produce', 0);
  return ended;
}

describe('K16: a partition that moves between two tries of one send', () => {
  it('K16 gets its records twice from plain kafkajs, idempotent as the producer is', async () => {
    const producer = plainKafka(cluster.frontedBrokers).producer({
      idempotent: true,
      retry: { retries: 20, maxRetryTime: 500 },
    });
    await producer.connect();
    answers.lose('produce', Infinity);
    const messages = records.map(({ key, value }) => ({ key, value }));
    await movedMeanwhile(producer.send({ topic, messages }));
    await producer.disconnect();
    expect(await written()).toEqual(['for partition 0', 'for partition 0', 'for partition 1']);
  });

  it('K16 has them taken back here with their transaction, and gets them once from the next one', async () => {
    const offset = { group: 'g', topic, partition: 0, offset: '1' };
    const first = await client.transactionalProducer('id');
    answers.lose('produce', Infinity);
    const end = await movedMeanwhile(first.transact([{ topic, records }], offset));
    expect(end).toMatchObject({ status: 'rejected', reason: { name: 'UnavailableError' } });
    await first.close();
    // As the runtime does it: a new one until it is done. A broker may still name the leader of before.
    await until('the transaction is done', async () => {
      const next = await client.transactionalProducer('id');
      const done = next.transact([{ topic, records }], offset).then(
        () => true,
        () => false,
      );
      return done.finally(() => next.close());
    });
    await until('all can be read', async () => (await written()).length >= 2);
    expect(await written()).toEqual(['for partition 0', 'for partition 1']);
  });
});
