import type { FetchedMessage } from 'kafkajs/src/consumer/batch.js';
import Decoder from 'kafkajs/src/protocol/decoder.js';
import decodeRecordBatch from 'kafkajs/src/protocol/recordBatch/v0/decoder.js';
import { countOf, headerBytes, UnreadBatch, unreadRecords } from './unread-records.ts';

const lengthAt = 8;
const beforeLengthEnds = 12;
/** Of a batch: each costs some hundred bytes as an object, however small it is. */
export const maxBatchRecords = 250_000;
const recordOverheadBytes = 200;

/** What the records of one answer may still take in memory. */
export interface Budget {
  leftBytes: number;
}

const sizeOf = ({ key, value, headers = {} }: FetchedMessage): number =>
  Object.values(headers)
    .flat()
    .reduce(
      (sum, header) => sum + (header?.length ?? 0),
      recordOverheadBytes + (key?.length ?? 0) + (value?.length ?? 0),
    );

async function recordsOf(batch: Buffer): Promise<readonly FetchedMessage[]> {
  try {
    const count = countOf(batch);
    if (count > maxBatchRecords)
      throw new UnreadBatch('BATCH_TOO_LARGE', `its batch holds more than ${maxBatchRecords} records`);
    return (await decodeRecordBatch(new Decoder(batch))).records;
  } catch (error) {
    if (error instanceof UnreadBatch) return unreadRecords(batch, error);
    throw error;
  }
}

/** The records of whole batches, until the budget is used up: what follows is fetched again. The last one may exceed it. */
export async function recordsOfBatches(bytes: Buffer, budget: Budget): Promise<FetchedMessage[]> {
  const records: FetchedMessage[] = [];
  let at = 0;
  while (budget.leftBytes > 0 && at + headerBytes <= bytes.length) {
    const end = at + beforeLengthEnds + bytes.readInt32BE(at + lengthAt);
    // Cut off by the limit of the fetch.
    if (end > bytes.length) break;
    for (const record of await recordsOf(bytes.subarray(at, end))) {
      records.push(record);
      budget.leftBytes -= sizeOf(record);
    }
    at = end;
  }
  return records;
}
