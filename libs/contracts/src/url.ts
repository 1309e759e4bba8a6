import { getDomain, getHostname } from 'tldts';

/** The text is no absolute http(s) URL. */
export class InvalidUrlError extends Error {
  readonly code = 'INVALID_URL';
  constructor(readonly input: string) {
    super(`not an absolute http or https URL: ${JSON.stringify(input.slice(0, 200))}`);
    this.name = 'InvalidUrlError';
  }
}

/** Longest URL that is fetched; what is longer is a trap or a mistake, and costs time in every rule that it is matched with. */
export const maxUrlLength = 4096;

/** Parameters that only tell where a reader came from. Part of the normal form, so frozen within v1. */
const trackingParameter =
  /^(?:utm_[a-z0-9_]+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|_ga|_gl|cmpid|ncid|ito|wt_mc|wt\.mc)$/i;

const unreserved = /^[A-Za-z0-9\-._~]$/;
/** RFC 3986 section 6.2.2.2: escapes of unreserved characters are decoded, all others written in capitals. */
const normalizeEscapes = (text: string): string =>
  text.replace(/%[0-9a-fA-F]{2}/g, (escape) => {
    const character = String.fromCharCode(parseInt(escape.slice(1), 16));
    return unreserved.test(character) ? character : escape.toUpperCase();
  });

/**
 * Normal form v1 of a URL, from which page ids are made. WHATWG parsing (case, default port, dot segments, punycode), then:
 * no credentials, no fragment, no tracking parameters, escapes as in RFC 3986 section 6.2.2.2, no empty query.
 * Scheme, `www.`, trailing slash and the order of parameters are kept: they can lead to other pages.
 * Throws {@link InvalidUrlError}.
 */
export function normalizeUrl(input: string): string {
  const url = URL.parse(input);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') throw new InvalidUrlError(input);
  const query = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !trackingParameter.test(pair.split('=', 1)[0] ?? ''))
    .map(normalizeEscapes)
    .join('&');
  return `${url.protocol}//${url.host}${normalizeEscapes(url.pathname)}${query && `?${query}`}`;
}

/** Key of fetch requests: the registrable domain of the URL's host by the public suffix list, else the host. */
export function registrableDomain(url: string): string {
  const host = getHostname(url) ?? '';
  return getDomain(url, { allowPrivateDomains: true }) ?? host;
}
