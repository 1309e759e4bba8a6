import { Parser } from 'htmlparser2';
import { decodeText } from './decode-text.ts';
import { resolveLink } from './discovery.ts';

/** What a page says about where its site's news are. */
export interface SiteLinks {
  /** As the site calls itself; null where it does not say. */
  readonly siteName: string | null;
  /** Addresses that the page declares as its feeds, then those of its links that look like feeds; absolute, each once. */
  readonly feeds: readonly string[];
}

const feedType = /^application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json)\b/i;
/** Last part of the path of a link that leads to a feed, whatever it is called. */
const feedName = /^(?:feeds?|rss|atom|index\.rdf|[\w-]*(?:rss|feed|atom)[\w-]*\.(?:xml|json)|[\w-]+\.(?:rss|atom))$/i;
/** What is longer is no name of a feed, and the pattern takes the square of the length. */
const maxNamePartLength = 100;
const looksLikeFeed = (address: string): boolean => {
  const name = new URL(address).pathname.replace(/\/$/, '').split('/').at(-1) ?? '';
  return name.length <= maxNamePartLength && feedName.test(name);
};
/** Blogs declare a feed of what their readers say beside that of their posts. */
const commentsPath = /\/comments\//i;
/** More than any site has on a page; what follows is not looked at. */
const maxLinks = 100;
const maxNameLength = 200;

/**
 * Looks for feeds in an HTML page.
 * @param url address of the page, against which relative links are resolved
 * @param contentType of the response, for its charset
 * Never throws.
 */
export function findLinks(body: Uint8Array, url: string, contentType: string | null): SiteLinks {
  const declared = new Set<string>();
  const linked = new Set<string>();
  let base = url;
  let siteName: string | null = null;
  const add = (links: Set<string>, href: string | undefined): void => {
    const address = resolveLink(href, base);
    if (address === null || links.size >= maxLinks || commentsPath.test(address)) return;
    if (links === declared || looksLikeFeed(address)) links.add(address);
  };
  const parser = new Parser({
    onopentag: (name, attributes) => {
      const { href, rel = '', type = '', property = '', content = '' } = attributes;
      if (name === 'base') base = resolveLink(href, url) ?? base;
      else if (name === 'link' && /(?:^|\s)alternate(?:\s|$)/i.test(rel) && feedType.test(type.trim()))
        add(declared, href);
      else if (name === 'a') add(linked, href);
      else if (name === 'meta' && property.toLowerCase() === 'og:site_name') siteName ??= nameOf(content);
    },
  });
  parser.end(decodeText(body, contentType));
  return { siteName, feeds: [...new Set([...declared, ...linked])] };
}

/** A name in an encoding that was not declared is no name. */
function nameOf(text: string): string | null {
  const name = text.replaceAll(/\s+/g, ' ').trim();
  return name === '' || name.length > maxNameLength || name.includes('\ufffd') ? null : name;
}
