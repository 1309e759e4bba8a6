import { PoisonError } from './errors.ts';
import type { ReceivedRecord } from './records.ts';

/** Header of a record that stands for one which was not read; its value says why. */
export const unreadHeader = 'nf_unread';

/** Throws {@link PoisonError} for a record that could not be read: no handler gets to see it. */
export function requireRead({ headers, value }: ReceivedRecord): void {
  const why = headers[unreadHeader];
  if (why !== undefined && value === null) throw new PoisonError('BATCH_TOO_LARGE', `Not read: ${String(why)}`);
}
