import type { FetchedMessage } from 'kafkajs/src/consumer/batch.js';
import { unreadHeader } from '../unread.ts';

// The header of a record batch, version 2: https://kafka.apache.org/documentation/#recordbatch
export const headerBytes = 61;
const attributesAt = 21;
const lastOffsetDeltaAt = 23;
const maxTimestampAt = 35;
const producerIdAt = 43;
const countAt = 57;
const transactional = 0x10;

/** Of one batch; beyond it a single one stands for all. */
const maxUnread = 1_000;

/** Why a batch is not read. `code` is that of its dead letters. */
export class UnreadBatch extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const countOf = (batch: Buffer): number => batch.readInt32BE(countAt);

/** Records without key and value, but with the reason, at the offsets of those that the batch holds. */
export function unreadRecords(batch: Buffer, { code, message }: UnreadBatch): FetchedMessage[] {
  const first = batch.readBigInt64BE(0);
  const lastDelta = batch.readInt32BE(lastOffsetDeltaAt);
  const count = countOf(batch);
  const attributes = batch.readInt16BE(attributesAt);
  const all = count > maxUnread ? `; this stands for ${count} records from offset ${first} on` : '';
  // The last one stands at the last offset, wherever compaction has left gaps: the next fetch goes on behind it.
  const deltas = all === '' ? Array.from({ length: count - 1 }, (_, index) => index) : [];
  return [...deltas, lastDelta].map((delta) => ({
    key: null,
    value: null,
    timestamp: batch.readBigInt64BE(maxTimestampAt).toString(),
    attributes: 0,
    offset: (first + BigInt(delta)).toString(),
    headers: { [unreadHeader]: Buffer.from(`${code} ${message}${all}`) },
    isControlRecord: false,
    batchContext: {
      producerId: batch.readBigInt64BE(producerIdAt).toString(),
      inTransaction: (attributes & transactional) !== 0,
    },
  }));
}
