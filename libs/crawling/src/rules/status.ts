/** What to do about the status of a response. */
export type StatusAction = 'read' | 'redirect' | 'gone' | 'retry' | 'fail';

const redirects = new Set([301, 302, 303, 307, 308]);
/** Conditions that pass: time-outs, "too many requests", overload, and the codes 520–524 and 530 of a large content network. */
const passing = new Set([408, 421, 425, 429, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524, 530]);

/** RFC 9110 section 15. A 206 was not asked for, a 204 and 205 have nothing to read. */
export function statusAction(status: number): StatusAction {
  if (status === 200 || status === 203) return 'read';
  if (redirects.has(status)) return 'redirect';
  if (status === 404 || status === 410) return 'gone';
  return passing.has(status) ? 'retry' : 'fail';
}

const permanent = new Set([301, 308]);

/** Whether a chain of redirects says that the page has a new address for good: every step of it does. */
export const movedForGood = (redirects: readonly { readonly status: number }[]): boolean =>
  redirects.length > 0 && redirects.every(({ status }) => permanent.has(status));
