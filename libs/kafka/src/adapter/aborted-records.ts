import type { FetchedMessage, PartitionData } from 'kafkajs/src/consumer/batch.js';

/** Key of a control record, int16 version and int16 type: 0 takes back, 1 commits. */
const isAbortMarker = ({ isControlRecord, key }: FetchedMessage): boolean =>
  isControlRecord && key?.readInt16BE(2) === 0;

/**
 * Marks what was taken back as if it were a control record, which no reader gets to see and which still counts for the
 * position. The broker lists the transactions in the order in which they ended. The original takes the list as sorted by
 * beginnings, steps into one a record at most, and takes any record with the key of a marker for one.
 */
export function hideAborted({ messages, abortedTransactions }: PartitionData): void {
  const begun = [...(abortedTransactions ?? [])]
    .map(({ producerId, firstOffset }) => ({ producerId, first: BigInt(firstOffset) }))
    .sort((a, b) => (a.first < b.first ? -1 : 1));
  if (begun.length === 0) return;
  const takenBack = new Set<string>();
  let next = 0;
  for (const message of messages) {
    const offset = BigInt(message.offset);
    for (let due = begun[next]; due && due.first <= offset; due = begun[next]) {
      takenBack.add(due.producerId);
      next += 1;
    }
    const { producerId, inTransaction } = message.batchContext;
    if (isAbortMarker(message)) takenBack.delete(producerId);
    else if (inTransaction && takenBack.has(producerId)) message.isControlRecord = true;
  }
}
