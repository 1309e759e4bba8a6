import type { Cluster } from 'kafkajs';
import Batch, { type PartitionData } from 'kafkajs/src/consumer/batch.js';
import type { KafkaSettings, LogReader, PartitionRead } from '../client.ts';
import { clusterOf } from './cluster.ts';
import { kafkaFailure } from './kafka-failure.ts';
import { receivedRecord } from './received-record.ts';

const readCommitted = 1;
const mebibyte = 1024 * 1024;
const tries = 3;

function interpret(topic: string, offset: string, data: PartitionData): PartitionRead {
  const end = BigInt(data.lastStableOffset) < 0n ? BigInt(data.highWatermark) : BigInt(data.lastStableOffset);
  // Nothing fetched: behind an open transaction the position must stay, although there are records further on.
  if (data.messages.length === 0) return { records: [], nextOffset: offset, atEnd: BigInt(offset) >= end };
  const batch = new Batch(topic, offset, data);
  const nextOffset = BigInt(batch.lastOffset()) + 1n;
  return {
    records: batch.messages.map((message) => receivedRecord(topic, data.partition, message)),
    nextOffset: nextOffset.toString(),
    atEnd: nextOffset >= end,
  };
}

export function kafkajsReader(settings: KafkaSettings): LogReader {
  let connecting: Promise<Cluster> | undefined;
  const connect = async (): Promise<Cluster> => {
    const cluster = clusterOf(settings);
    await cluster.connect();
    return cluster;
  };

  const fetch = async (topic: string, partition: number, offset: string, maxWaitMs: number, maxBytes: number) => {
    connecting ??= connect();
    const cluster = await connecting;
    await cluster.addTargetTopic(topic);
    await cluster.refreshMetadataIfNecessary();
    const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
    if (nodeId === undefined) throw new Error(`${topic} has no partition ${partition}`);
    const broker = await cluster.findBroker({ nodeId });
    const { responses } = (await broker.fetch({
      isolationLevel: readCommitted,
      maxWaitTime: maxWaitMs,
      minBytes: 1,
      maxBytes,
      topics: [{ topic, partitions: [{ partition, fetchOffset: offset, maxBytes }] }],
    })) as { responses: { partitions: PartitionData[] }[] };
    const data = responses[0]?.partitions[0];
    if (!data) throw new Error(`${topic}[${partition}]: an answer without the partition`);
    return interpret(topic, offset, data);
  };

  const close = async (): Promise<void> => {
    const cluster = connecting;
    connecting = undefined;
    await cluster?.then((connected) => connected.disconnect()).catch(() => undefined);
  };

  return {
    async read(topic, partition, offset, { maxWaitMs = 0, maxBytes = mebibyte } = {}) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await fetch(topic, partition, offset, maxWaitMs, maxBytes);
        } catch (error) {
          // A new connection learns the leaders anew.
          await close();
          if (attempt >= tries) throw kafkaFailure(`Read ${topic}[${partition}] at ${offset}`, error);
        }
      }
    },
    close,
  };
}
