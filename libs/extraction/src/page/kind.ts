/** How a page is to be read; `binary` is no text at all. */
export type PageKind = 'html' | 'text' | 'binary';

const htmlStart = /<(?:!doctype\s+html|html|head|body|article|section|main|div|p|h1|meta|table)\b/i;
const sniffLength = 4_096;

/** Share of control characters in the beginning of a text: above a tenth it is an image, an archive or the like. */
function isBinary(text: string): boolean {
  const head = text.slice(0, sniffLength);
  if (head.startsWith('%PDF-')) return true;
  const controls = head.match(/[^\P{Cc}\t\n\r\f]/gu)?.length ?? 0;
  return controls > 0.1 * head.length;
}

/** The content-type decides, unless the body contradicts it: a page sent as plain text is still a page, a file without any tag is text. */
export function pageKind(text: string, contentType: string | null): PageKind {
  if (isBinary(text)) return 'binary';
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const head = text.slice(0, sniffLength).trimStart();
  if (type === 'text/plain') return /^(?:<!doctype\s+html|<html)\b/i.test(head) ? 'html' : 'text';
  return htmlStart.test(head) || (type.includes('html') && /<[a-z][^<>]*>/i.test(text.slice(0, 65_536)))
    ? 'html'
    : 'text';
}
