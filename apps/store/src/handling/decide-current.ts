import { translated } from '../database/unavailable.ts';
import type { Guard } from '../schema/documents.ts';
import type { BulkOperation, Target } from '../writing/write-all.ts';
import type { Manifest } from './manifest.ts';

// `current` is a register of its own beside the content: the newest manifest decides it. Whoever writes an item applies the stored
// manifest afterwards; whoever writes a manifest applies it to the stored items afterwards. So the later of the two sees what the
// other wrote, and a slow one that still holds an older manifest is kept off by the guard: neither order nor concurrency matters.

/** Not decided by this manifest yet, nor by a newer one. A missing guard counts as older. */
const undecided = (guard: Guard) => ({ 'guard.manifest': { $not: { $gte: guard } } });

const decision = (guard: Guard, listed: readonly string[]) => [
  { $set: { current: { $in: ['$_id', { $literal: listed }] }, 'guard.manifest': { $literal: guard } } },
];
const updateMany = (filter: object, guard: Guard, listed: readonly string[]): BulkOperation => ({
  updateMany: { filter: { ...filter, ...undecided(guard) }, update: decision(guard, listed) },
});

export const ofArticle = ({ pageId, guard, articleId }: Manifest): BulkOperation =>
  updateMany({ _id: pageId }, guard, articleId === null ? [] : [articleId]);

export const ofQuotations = ({ pageId, guard, quotations }: Manifest): BulkOperation =>
  updateMany({ articleId: pageId }, guard, quotations);

/** Observations of one fetch: only a new parse of the same fetch decides again. */
export const ofMarketQuotes = ({ pageId, guard, marketQuotes }: Manifest): BulkOperation =>
  updateMany({ pageId, version: guard.version }, guard, marketQuotes);

/** Call it after the write that it belongs to, never at the same time. */
export async function decideCurrent(collection: Target, decisions: readonly BulkOperation[]): Promise<void> {
  if (decisions.length === 0) return;
  await translated(() => collection.bulkWrite([...decisions], { ordered: false }));
}
