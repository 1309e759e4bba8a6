import { unreadHeader } from '../unread.ts';

// The header of a record batch, version 2: https://kafka.apache.org/documentation/#recordbatch
const headerBytes = 61;
const magicAt = 16;
const lastOffsetDeltaAt = 23;
const countAt = 57;

/** Zigzag, then seven bits a byte, the lowest first. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >= 0 ? value * 2 : value * -2 - 1;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return [...bytes, rest];
}

/** A record without key and value, but with the reason. */
function unreadRecord(offsetDelta: number, reason: Buffer): Buffer {
  const name = Buffer.from(unreadHeader);
  const attributesAndTime = [0, ...varint(0)];
  const noKeyNoValueOneHeader = [...varint(-1), ...varint(-1), ...varint(1)];
  const before = [...attributesAndTime, ...varint(offsetDelta), ...noKeyNoValueOneHeader, ...varint(name.length)];
  const body = Buffer.concat([Buffer.from(before), name, Buffer.from(varint(reason.length)), reason]);
  return Buffer.concat([Buffer.from(varint(body.length)), body]);
}

/**
 * What a batch would inflate to if none of its records held anything. Their number and offsets stand in the header of
 * the batch, which lies before its compressed part: kafkajs passes on a view of what it received.
 */
export function unreadRecords(compressed: Buffer, reason: string): Buffer {
  const header = Buffer.from(compressed.buffer, compressed.byteOffset - headerBytes, headerBytes);
  if (header.readInt8(magicAt) !== 2) throw new Error(`A record batch of an old format: ${reason}`);
  const count = header.readInt32BE(countAt);
  const lastOffsetDelta = header.readInt32BE(lastOffsetDeltaAt);
  const why = Buffer.from(reason);
  // The last one stands at the last offset, wherever compaction has left gaps: the next fetch goes on behind it.
  return Buffer.concat(
    Array.from({ length: count }, (_, index) => unreadRecord(index === count - 1 ? lastOffsetDelta : index, why)),
  );
}
