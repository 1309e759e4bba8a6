/** What a server said about a body so that one can ask for it again only if it has changed (RFC 9110 section 8.8). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** Longer ones are sent back by nobody's browser; some servers would refuse the request for them. */
const maxLength = 1000;
/** RFC 9110 section 5.6.7: the one form that is still written. */
const httpDate = /^[a-z]{3}, \d{2} [a-z]{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/i;
const visible = /^[\x21-\x7e\x80-\xff]+$/;

/**
 * Headers that make a request conditional (RFC 9110 sections 13.1.2 and 13.1.3), by lower-case name; none where nothing usable is known.
 * Tags without their quotation marks are given back as they came: the servers that send them compare text.
 */
export function conditionalHeaders({ etag, lastModified }: Validators): Record<string, string> {
  const usableTag = etag !== null && etag.length <= maxLength && visible.test(etag);
  const usableDate = lastModified !== null && httpDate.test(lastModified) && !Number.isNaN(Date.parse(lastModified));
  return {
    ...(usableTag ? { 'if-none-match': etag } : {}),
    ...(usableDate ? { 'if-modified-since': lastModified } : {}),
  };
}
