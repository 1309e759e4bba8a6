import type { Warning } from '@newsflow/contracts';
import sniff from 'html-encoding-sniffer';
import { detect } from 'jschardet';

export interface DecodedPage {
  readonly text: string;
  /** WHATWG name of the encoding that was used. */
  readonly encoding: string;
  readonly warnings: readonly Warning[];
}

/** More than the 1,024 bytes of the standard: real pages declare their charset after long comments and scripts. */
const prescanBytes = 16_384;
/** Enough for a guess; a whole page would cost more than parsing it. */
const guessBytes = 65_536;
const undeclared = 'x-user-defined';
const multibyte = /[\u0080-\ufffc\ufffe\uffff]/;

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The encoding that the bytes look like. Only for bytes that are no valid UTF-8. */
function guess(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, guessBytes);
  const { encoding } = detect(Buffer.from(sample.buffer, sample.byteOffset, sample.byteLength));
  if (!encoding) return 'windows-1252';
  try {
    const name = new TextDecoder(encoding).encoding;
    return name === 'utf-8' ? 'windows-1252' : name;
  } catch {
    return 'windows-1252';
  }
}

const charsetLabel = (contentType: string | null): string | undefined =>
  /;\s*charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType ?? '')?.[1];

/** U+FFFD against properly decoded characters: a wrong label breaks nearly all of them, a damaged page a few. */
function mostlyBroken(text: string): boolean {
  let broken = 0;
  let sound = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0xfffd) broken++;
    else if (unit > 0x7f) sound++;
  }
  return broken > sound;
}

/**
 * Bytes to text in the order of the WHATWG encoding sniffing algorithm: byte order mark, charset of the content-type, `<meta>`;
 * then UTF-8 where it is valid, then a guess. A declared charset that the bytes contradict is overruled, with a warning. Never throws.
 */
export function decodePage(bytes: Uint8Array, contentType: string | null): DecodedPage {
  const label = charsetLabel(contentType);
  const sniffed = sniff(bytes, {
    ...(label === undefined ? {} : { transportLayerEncodingLabel: label }),
    defaultEncoding: undeclared,
    maxPrescanBytes: prescanBytes,
  });
  const declared = sniffed === undeclared ? null : sniffed.toLowerCase();
  if (declared?.startsWith('utf-16')) return { text: decodeAs(declared, bytes), encoding: declared, warnings: [] };
  const utf8 = strictUtf8(bytes);
  if (utf8 !== null) {
    if (declared === null || declared === 'utf-8') return { text: utf8, encoding: 'utf-8', warnings: [] };
    if (!multibyte.test(utf8)) return { text: decodeAs(declared, bytes), encoding: declared, warnings: [] };
    // Bytes of another encoding are practically never valid UTF-8 with multi-byte sequences.
    return { text: utf8, encoding: 'utf-8', warnings: [overruled(declared, 'utf-8')] };
  }
  if (declared === 'utf-8') {
    const text = decodeAs('utf-8', bytes);
    if (!mostlyBroken(text)) {
      return {
        text,
        encoding: 'utf-8',
        warnings: [{ code: 'CHARSET_ERRORS', message: 'some bytes are no valid utf-8' }],
      };
    }
    const encoding = guess(bytes);
    return { text: decodeAs(encoding, bytes), encoding, warnings: [overruled('utf-8', encoding)] };
  }
  if (declared !== null) return { text: decodeAs(declared, bytes), encoding: declared, warnings: [] };
  const encoding = guess(bytes);
  const message = `no charset is declared; read as ${encoding}`;
  return { text: decodeAs(encoding, bytes), encoding, warnings: [{ code: 'CHARSET_GUESSED', message }] };
}

const overruled = (declared: string, encoding: string): Warning => ({
  code: 'CHARSET_LABEL_WRONG',
  message: `declared ${declared}, but the bytes are ${encoding}`,
});
