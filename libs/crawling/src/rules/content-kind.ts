import { Buffer } from 'node:buffer';

/** Beginnings of files that are never pages, whatever their label says. */
const signatures = [
  '%PDF-',
  '\x89PNG',
  'GIF8',
  '\xff\xd8\xff',
  'PK\x03\x04',
  '\x1f\x8b',
  'RIFF',
  'OggS',
  'ID3',
  '\x00\x00\x00',
  '\x7fELF',
  'wOF',
];
const sniffBytes = 1024;

/** A page can be HTML or plain text. */
export type PageKind = 'html' | 'text';

/**
 * Is this body a page? By its content-type, and where that is missing or says nothing by its first bytes.
 * @param body after undoing the content codings; the first 1,024 bytes are looked at
 */
export function pageKind(contentType: string | null, body: Uint8Array): PageKind | null {
  const start = Buffer.from(body.subarray(0, sniffBytes)).toString('latin1');
  if (signatures.some((signature) => start.startsWith(signature))) return null;
  const type = (contentType?.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (type === 'text/plain') return 'text';
  const unknown = type === '' || type === 'application/octet-stream' || type === 'unknown/unknown' || type === '*/*';
  if (!unknown) return null;
  const markup = afterComments(start.replace(/^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?/, ''));
  return /^<(?:!doctype html|html|head|body)\b/i.test(markup) ? 'html' : null;
}

/** Not by a repeated expression: it would try every way to split n comments, 2^n of them. */
function afterComments(markup: string): string {
  let at = 0;
  while (markup.startsWith('<!--', at)) {
    const end = markup.indexOf('-->', at + 4);
    if (end === -1) break;
    at = end + 3;
    while (/\s/.test(markup.charAt(at))) at += 1;
  }
  return markup.slice(at);
}
