import { createHash } from 'node:crypto';
import { normalizeUrl } from './url.ts';

const sha256Hex = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
/** Fields are joined by NUL, which occurs in none of them, so that ("a","bc") and ("ab","c") differ. */
const id = (...parts: (string | number)[]): string => sha256Hex(parts.join('\0')).slice(0, 32);

/** White space and case that do not make another text: NFC, blanks collapsed. */
const normalText = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** Page id: first 128 bits of SHA-256 of the normal form of the final URL. Throws {@link InvalidUrlError}. */
export const pageId = (url: string): string => sha256Hex(normalizeUrl(url)).slice(0, 32);

/** @param ordinal 0 for the first quotation with this text on the page, 1 for the second … */
export const quotationId = (page: string, text: string, ordinal: number): string =>
  id('quotation', page, normalText(text), ordinal);

/** An observation belongs to one fetch, hence the version. */
export const marketQuoteId = (page: string, version: number, rawRow: string): string =>
  id('market-quote', page, version, normalText(rawRow));

/** Deterministic `ce_id`: the same input and parser version give the same event id. */
export const eventId = (...parts: (string | number)[]): string => id('event', ...parts);

/** Hex SHA-256 of a body. */
export const contentSha256 = sha256Hex;
