import type { FetchFacts } from '@newsflow/contracts';
import type { Db } from 'mongodb';

interface Outcome {
  readonly _id: string;
  readonly parserVersion?: number;
}

/** Of these fetches those that an older parser than this version read last, or none as far as MongoDB knows. */
export async function olderPages<T extends { readonly facts: FetchFacts }>(
  db: Db,
  pages: readonly T[],
  parserVersion: number,
): Promise<T[]> {
  const idOf = ({ facts: { pageId, version } }: T): string => `${pageId}:parser:${version}`;
  const known = db.collection<Outcome>('pageOutcomes').find({ _id: { $in: pages.map(idOf) } });
  const versions = new Map<string, number>();
  for await (const outcome of known) versions.set(outcome._id, outcome.parserVersion ?? 0);
  return pages.filter((page) => (versions.get(idOf(page)) ?? 0) < parserVersion);
}
