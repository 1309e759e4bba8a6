import type { Failure } from '@newsflow/kafka';
import { type Target, type Write, writeAll } from './write-all.ts';

/** Writes to several collections at once. An event that failed in two of them is one failure. */
export async function writeGroups(...groups: readonly (readonly [Target, readonly Write[]])[]): Promise<Failure[]> {
  const failures = await Promise.all(groups.map(([collection, writes]) => writeAll(collection, writes)));
  return [...new Map(failures.flat().map((failure) => [failure.record, failure])).values()];
}
