import { createHash } from 'node:crypto';

/** Numbers from 0 to 1, the same for the same name whatever else is drawn. */
export function drawsOf(name) {
  let count = 0;
  return () => createHash('sha256').update(`${name} ${count++}`).digest().readUInt32BE(0) / 2 ** 32;
}
