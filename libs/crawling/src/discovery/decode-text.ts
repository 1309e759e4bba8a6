import { Buffer } from 'node:buffer';

const marks: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** The declared encoding, in the order of RFC 7303: byte order mark, charset of the content-type, XML declaration, UTF-8. */
function encodingOf(bytes: Uint8Array, contentType: string | null): string {
  const mark = marks.find(([octets]) => octets.every((octet, index) => bytes[index] === octet));
  if (mark) return mark[1];
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1];
  if (charset !== undefined) return charset;
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1').replaceAll('\0', '');
  return /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/i.exec(start)?.[1] ?? 'utf-8';
}

/** Text of a feed or sitemap. An unknown encoding is read as UTF-8; never throws. */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const encoding = encodingOf(bytes, contentType);
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
