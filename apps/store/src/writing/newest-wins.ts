import type { Guard, OutcomeGuard } from '../schema/documents.ts';
import type { BulkOperation } from './write-all.ts';

/** A constant in a pipeline: a text of a page may begin with a `$`. */
const constant = (value: unknown) => ({ $literal: value });

/** `current` outlives a change of the content; a document that no manifest has decided is not current. */
export const keepsCurrent = { current: { $ifNull: ['$current', false] } };

/**
 * Upsert in which the newest event gives the content, whatever the order of arrival; an older or repeated one changes nothing.
 *
 * The guard stands in the update and not in the filter: there an older event that loses its comparison would try to insert and fail
 * with E11000, and so would a newer one that meets an older one inserting at the same time. The two could not be told apart.
 *
 * @param kept fields that are not part of the content, as aggregation expressions over the stored document
 */
export const newestWins = (
  id: string,
  content: object,
  guard: Guard | OutcomeGuard,
  kept: Record<string, unknown> = {},
): BulkOperation => ({
  updateOne: {
    filter: { _id: id },
    upsert: true,
    update: [
      {
        $replaceWith: {
          $mergeObjects: [
            {
              $cond: [
                { $gt: [constant(guard), '$guard.content'] },
                {
                  $mergeObjects: [
                    constant({ ...content, _id: id }),
                    { guard: { $mergeObjects: ['$guard', { content: constant(guard) }] }, storedAt: '$$NOW' },
                  ],
                },
                '$$ROOT',
              ],
            },
            kept,
          ],
        },
      },
    ],
  },
});
