import { recordBytes } from '../record-size.ts';
import type { OutgoingRecord } from '../records.ts';

/** One request of kafkajs takes time in the square of its records. */
export const maxRequestRecords = 2_000;
/**
 * kafkajs puts all records of a request for one partition into one batch, which as a whole has to be within the topic's
 * limit, so a request stays below Kafka's smallest common limit. A larger record travels alone.
 */
export const maxRequestBytes = 900 * 1024;

export interface Chunk {
  readonly records: readonly OutgoingRecord[];
  readonly bytes: number;
}

/** Cuts a send into requests, in order. */
export function chunks(records: readonly OutgoingRecord[]): Chunk[] {
  const done: Chunk[] = [];
  let open: OutgoingRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = recordBytes(record);
    if (open.length > 0 && (open.length === maxRequestRecords || bytes + size > maxRequestBytes)) {
      done.push({ records: open, bytes });
      open = [];
      bytes = 0;
    }
    open.push(record);
    bytes += size;
  }
  if (open.length > 0) done.push({ records: open, bytes });
  return done;
}
