import { SaxesParser } from 'saxes';
import { decodeText } from './decode-text.ts';
import {
  type DiscoveredPage,
  type Discovery,
  instant,
  maxDepth,
  maxEntries,
  maxProblemLength,
  maxProblems,
  resolveLink,
  UnreadableDiscoveryError,
} from './discovery.ts';
import { parseFeed } from './parse-feed.ts';

const chunkLength = 65_536;
/** Fields of an entry, by local name. Image and video extensions have a `loc`, `title` and `publication_date` of their own. */
const pageFields = new Set(['url', 'sitemap', 'loc', 'title', 'publication_date']);
const extensionParents = new Set(['image', 'video']);

const bareAmpersand = /&(?!(?:#\d+|#x[0-9a-f]+|amp|lt|gt|quot|apos);)/gi;
const cdataStart = '<![CDATA[';

/** The commonest mistake in sitemaps, which would cost the whole address: `&` in a query that is not escaped. */
function escapeAmpersands(xml: string): string {
  const [head = '', ...rest] = xml.split(cdataStart);
  const escape = (text: string): string => text.replace(bareAmpersand, '&amp;');
  const sections = rest.map((section) => {
    const end = Math.max(section.indexOf(']]>'), 0);
    return cdataStart + section.slice(0, end) + escape(section.slice(end));
  });
  return escape(head) + sections.join('');
}

/** Ends the parse of a sitemap whose root says that it is something else. */
class OtherRoot extends Error {}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1).toLowerCase();

class SitemapReader {
  readonly #path: string[] = [];
  readonly #pages = new Map<string, DiscoveredPage>();
  readonly #sitemaps = new Set<string>();
  readonly #problems = new Set<string>();
  #entry: Record<string, string> = {};
  #entries = 0;

  constructor(private readonly base: string) {}

  read(text: string): Discovery {
    const parser = new SaxesParser();
    parser.on('doctype', () => {
      throw new UnreadableDiscoveryError('doctype');
    });
    // Real sitemaps break XML in small ways; saxes goes on after an error if one listens.
    parser.on('error', ({ message }) => {
      this.#problem(message.replace(/^\d+:\d+: /, ''));
    });
    parser.on('opentag', ({ name }) => {
      this.#open(localName(name));
    });
    parser.on('text', (value) => {
      this.#text(value);
    });
    parser.on('cdata', (value) => {
      this.#text(value);
    });
    parser.on('closetag', () => {
      this.#close();
    });
    for (let at = 0; at < text.length && this.#entries <= maxEntries; at += chunkLength) {
      parser.write(text.slice(at, at + chunkLength));
    }
    if (this.#path.length > 0) this.#problem('the document ends early');
    return {
      pages: [...this.#pages.values()],
      sitemaps: [...this.#sitemaps],
      problems: [...this.#problems],
    };
  }

  /** At most as many as are told: a document can have a different one at every character. */
  #problem(text: string): void {
    if (this.#problems.size < maxProblems) this.#problems.add(text.slice(0, maxProblemLength));
  }

  #open(name: string): void {
    if (this.#path.length === 0 && name !== 'urlset' && name !== 'sitemapindex') throw new OtherRoot(name);
    this.#path.push(name);
    if (this.#path.length > maxDepth) throw new UnreadableDiscoveryError('too-deep');
    if (name === 'url' || name === 'sitemap') this.#entry = {};
  }

  #text(value: string): void {
    const name = this.#path.at(-1) ?? '';
    if (!pageFields.has(name) || extensionParents.has(this.#path.at(-2) ?? '')) return;
    this.#entry[name] = (this.#entry[name] ?? '') + value;
  }

  #close(): void {
    const name = this.#path.pop();
    if (name !== 'url' && name !== 'sitemap') return;
    this.#entries += 1;
    if (this.#entries > maxEntries) {
      this.#problem(`more than ${maxEntries} entries`);
      return;
    }
    // Some sites write the address without a loc around it.
    const address = resolveLink(this.#entry['loc'] ?? this.#entry[name], this.base);
    if (address === null) this.#problem('an entry has no usable loc');
    else if (name === 'sitemap') this.#sitemaps.add(address);
    else this.#pages.set(address, pageOf(address, this.#entry));
  }
}

function pageOf(url: string, entry: Record<string, string>): DiscoveredPage {
  const title = entry['title']?.trim();
  const publishedAt = instant(entry['publication_date']);
  return {
    url,
    ...(title === undefined || title === '' ? {} : { title }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
  };
}

/** One URL a line (sitemaps.org, "Text file"). */
function parseTextSitemap(text: string, base: string): Discovery {
  const urls: (string | null)[] = [];
  // One line at a time: 32 MiB of line breaks would make an array of 256 MiB.
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    if (line.trim() === '') continue;
    if (urls.length >= maxEntries) break;
    urls.push(/^\s*https?:\/\//i.test(line) ? resolveLink(line, base) : null);
  }
  const pages = [...new Set(urls.filter((url) => url !== null))].map((url) => ({ url }));
  if (pages.length === 0) throw new UnreadableDiscoveryError('not-a-sitemap');
  const ignored = urls.length - urls.filter((url) => url !== null).length;
  return { pages, sitemaps: [], problems: ignored > 0 ? [`${ignored} lines are no URLs`] : [] };
}

/**
 * Reads sitemaps: url sets with the news extension, indexes, text files, and feeds, which the protocol allows in their place.
 * `lastmod` is when the page changed, so it is not taken for its date of publication.
 * @param url address of the sitemap
 * @param contentType of the response, for its charset
 * Throws {@link UnreadableDiscoveryError}.
 */
export function parseSitemap(body: Uint8Array, url: string, contentType: string | null): Discovery {
  const text = decodeText(body, contentType);
  if (!/^\s*</.test(text)) return parseTextSitemap(text, url);
  try {
    return new SitemapReader(url).read(escapeAmpersands(text.trimStart()));
  } catch (error) {
    if (!(error instanceof OtherRoot)) throw error;
    if (!/^(?:rss|feed|rdf)$/.test(error.message)) throw new UnreadableDiscoveryError('not-a-sitemap');
    return parseFeed(body, url, contentType);
  }
}
