import { PoisonError } from './errors.ts';
import type { ReceivedRecord } from './records.ts';

/** Header of a record that stands for one which was not read; its value is a code, a space and why. */
export const unreadHeader = 'nf_unread';

/** Throws {@link PoisonError} for a record that could not be read: no handler gets to see it. */
export function requireRead({ headers, value }: ReceivedRecord): void {
  const why = headers[unreadHeader];
  if (why === undefined || value !== null) return;
  const [code = '', ...words] = String(why).split(' ');
  throw new PoisonError(code, `Not read: ${words.join(' ')}`);
}
