import type { OutgoingRecord } from './records.ts';

type HeaderValue = NonNullable<OutgoingRecord['headers']>[string];
/** Lengths as varints, timestamp and offset deltas, attributes: at most this for a record and for one header. */
const recordOverheadBytes = 40;
const headerOverheadBytes = 10;
/** Header of a record batch and of a zstd frame; zstd adds three bytes to each block that it cannot make smaller. */
const batchOverheadBytes = 61 + 18;
const zstdBlockBytes = 128 * 1024;
const zstdBlockOverheadBytes = 3;

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

/** Upper bound of the size of a record that travels alone, to compare with `max.message.bytes`. */
export function aloneBytes(record: OutgoingRecord): number {
  const bytes = recordBytes(record);
  return bytes + batchOverheadBytes + Math.ceil(bytes / zstdBlockBytes) * zstdBlockOverheadBytes;
}
