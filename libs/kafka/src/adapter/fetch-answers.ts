import Decoder from 'kafkajs/src/protocol/decoder.js';
import response from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import decodeMessages from 'kafkajs/src/protocol/requests/fetch/v4/decodeMessages.js';
import type { FetchedMessage, PartitionData } from 'kafkajs/src/consumer/batch.js';
import { type Budget, recordsOfBatches } from './record-batches.ts';

/** Of the records of one answer, as inflated: a few MiB compressed may be a hundred times as much. */
const maxAnswerBytes = 64 * 1024 * 1024;

const sizeBytes = 4;
const magicAt = 16;
const recordBatchMagic = 2;

async function messagesOf(decoder: Decoder, budget: Budget): Promise<FetchedMessage[]> {
  const records = decoder.buffer.subarray(decoder.offset + sizeBytes);
  if (records.length <= magicAt || records[magicAt] !== recordBatchMagic) return decodeMessages(decoder);
  const size = decoder.readInt32();
  return size > 0 ? recordsOfBatches(decoder.readBytes(size), budget) : [];
}

const partitionOf = async (decoder: Decoder, budget: Budget): Promise<PartitionData> => {
  const head = {
    partition: decoder.readInt32(),
    errorCode: decoder.readInt16(),
    highWatermark: decoder.readInt64().toString(),
    lastStableOffset: decoder.readInt64().toString(),
    logStartOffset: decoder.readInt64().toString(),
    abortedTransactions: decoder.readArray(() => ({
      producerId: decoder.readInt64().toString(),
      firstOffset: decoder.readInt64().toString(),
    })),
    preferredReadReplica: decoder.readInt32(),
  };
  return { ...head, messages: await messagesOf(decoder, budget) };
};

/**
 * Of brokers since Kafka 2.3. The original hands all records of a batch to one call, which fails from some hundred thousand
 * on, time and again; and it inflates whatever the answer holds.
 */
response.decode = async (bytes) => {
  const decoder = new Decoder(bytes);
  const budget = { leftBytes: maxAnswerBytes };
  const head = {
    // The broker has not waited for us, it wants us to.
    throttleTime: 0,
    clientSideThrottleTime: decoder.readInt32(),
    errorCode: decoder.readInt16(),
    sessionId: decoder.readInt32(),
  };
  const responses = await decoder.readArrayAsync(async () => ({
    topicName: decoder.readString(),
    partitions: await decoder.readArrayAsync(() => partitionOf(decoder, budget)),
  }));
  return { ...head, responses };
};
