import type { OutgoingRecord } from './records.ts';

type HeaderValue = NonNullable<OutgoingRecord['headers']>[string];
/** Lengths as varints, timestamp and offset deltas, attributes: at most this for a record and for one header. */
const recordOverheadBytes = 40;
const headerOverheadBytes = 10;
/** The header of a record batch, when a record travels alone. */
export const batchOverheadBytes = 61;

const sizeOf = (value: Buffer | string | null): number => (value === null ? 0 : Buffer.byteLength(value));

function headerBytes(name: string, value: HeaderValue): number {
  if (value === undefined) return 0;
  const values = Array.isArray(value) ? value : [value];
  return values.reduce((bytes, one) => bytes + sizeOf(name) + sizeOf(one) + headerOverheadBytes, 0);
}

/** Upper bound of a record's size in a batch before compression. */
export function recordBytes({ key, value, headers = {} }: OutgoingRecord): number {
  const ofHeaders = Object.entries(headers).reduce((bytes, [name, one]) => bytes + headerBytes(name, one), 0);
  return recordOverheadBytes + sizeOf(key) + sizeOf(value) + ofHeaders;
}
