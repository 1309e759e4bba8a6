import { fixed } from './tables.mjs';

/**
 * Rows that set a figure of the held-back fifth beside that of the other four fifths, which are different pages: they agree if they
 * lie within two standard errors of their difference.
 *
 * @param {Record<string, { value: number }>} all
 * @param {Record<string, { value: number, standardError?: number }>} lookedAt
 * @param {Record<string, { value: number, standardError?: number }>} heldBack
 */
export function heldBackRows(all, lookedAt, heldBack, digits) {
  const text = fixed(digits);
  return Object.keys(all)
    .filter((name) => heldBack[name] !== undefined && lookedAt[name] !== undefined)
    .map((name) => {
      const [here, there] = [lookedAt[name], heldBack[name]];
      // Of a few pages that are all right the spread is none: no evidence.
      const known = here.standardError > 0 && there.standardError > 0;
      const limit = 2 * Math.hypot(here.standardError, there.standardError);
      const agrees = known ? (Math.abs(here.value - there.value) <= limit ? 'yes' : 'NO') : undefined;
      return [name, text(all[name].value), text(here.value), text(there.value), text(there.standardError), agrees];
    });
}
export const heldBackHead = (what) => [what, 'all', 'four fifths', 'held back', '± s.e.', 'agree'];
