import type { mongo } from 'mongoose';
import type { HostDocument } from './documents.ts';
import { literal } from './new-url.ts';

/** The longest pause that a source asks for at a host; null: none asks for one. */
export const askedDelayMs = ({ delays = [] }: HostDocument): number | null =>
  delays.length === 0 ? null : Math.max(...delays.map(({ delayMs }) => delayMs));

/**
 * The field `delays` with those of some sources replaced, as an expression of MongoDB.
 * @param asked by source; null: it asks for no pause (any more)
 */
export function replacedDelays(asked: ReadonlyMap<string, number | null>) {
  const isOther = { $not: [{ $in: ['$$this.sourceId', literal([...asked.keys()])] }] };
  const own = [...asked].flatMap(([sourceId, delayMs]) => (delayMs === null ? [] : [{ sourceId, delayMs }]));
  return { $concatArrays: [{ $filter: { input: { $ifNull: ['$delays', []] }, cond: isOther } }, literal(own)] };
}

/** Changes what a source asks for wherever it has asked for a pause before; null: nothing any more. */
export async function changeDelay(
  hosts: mongo.Collection<HostDocument>,
  sourceId: string,
  delayMs: number | null,
): Promise<void> {
  const delays = replacedDelays(new Map([[sourceId, delayMs]]));
  await hosts.updateMany({ 'delays.sourceId': sourceId }, [{ $set: { delays } }]);
}
