import type { Rights } from '@newsflow/contracts';

/** Directives that take a value after a colon; any other word before a colon names a crawler. */
const withValue = new Set(['unavailable_after', 'max-snippet', 'max-image-preview', 'max-video-preview']);

/** The directives of one X-Robots-Tag header that are meant for us or for everybody. */
function directives(header: string, productToken: string): string[] {
  const own: string[] = [];
  let addressed = true;
  for (const part of header.split(',')) {
    const [word = '', rest] = part.split(/:(.*)/s, 2).map((text) => text.trim());
    let directive = part.trim();
    if (rest !== undefined && !withValue.has(word.toLowerCase()) && /^[\w*-]+$/.test(word)) {
      addressed = word === '*' || word.toLowerCase() === productToken.toLowerCase();
      directive = rest;
    }
    if (addressed && directive !== '') own.push(directive.toLowerCase());
  }
  return own;
}

/**
 * What the headers of a response say about the use of the page: X-Robots-Tag and the TDM Reservation Protocol (tdm-reservation, tdm-policy).
 * @param headers all values by lower-case name
 * @param productToken the crawler's name as in robots.txt
 */
export function rightsOf(headers: ReadonlyMap<string, readonly string[]>, productToken: string): Rights {
  const robots = (headers.get('x-robots-tag') ?? []).flatMap((header) => directives(header, productToken));
  const reservation = headers.get('tdm-reservation')?.[0]?.trim();
  const policy = headers.get('tdm-policy')?.[0]?.trim();
  return {
    robots: [...new Set(robots)],
    ...(reservation === '0' || reservation === '1' ? { tdmReservation: reservation === '1' } : {}),
    ...(policy === undefined || policy === '' ? {} : { tdmPolicy: policy }),
  };
}
