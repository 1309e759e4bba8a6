import { parseFeed as readFeed } from 'feedsmith';
import { checkNesting } from './check-nesting.ts';
import { decodeText } from './decode-text.ts';
import {
  type DiscoveredPage,
  type Discovery,
  instant,
  maxEntries,
  maxProblems,
  resolveLink,
  UnreadableDiscoveryError,
} from './discovery.ts';

interface Item {
  readonly link: string | undefined;
  readonly title: string | undefined;
  readonly published: string | undefined;
}

type Feed = ReturnType<typeof readFeed<string>>;

/** The permanent link of an RSS item is its guid unless that says otherwise (RSS 2.0, guid). */
function itemsOf(parsed: Feed): Item[] {
  switch (parsed.format) {
    case 'rss':
      return (parsed.feed.items ?? []).map(({ link, guid, title, pubDate, dc, atom }) => ({
        link:
          link ??
          atom?.links?.find(({ rel }) => (rel ?? 'alternate') === 'alternate')?.href ??
          (guid?.isPermaLink === false ? undefined : guid?.value),
        title,
        published: pubDate ?? dc?.dates?.[0],
      }));
    case 'atom':
      return (parsed.feed.entries ?? []).map(({ links, title, published, updated }) => ({
        link: links?.find(({ rel }) => (rel ?? 'alternate') === 'alternate')?.href,
        title: title?.value,
        published: published ?? updated,
      }));
    case 'rdf':
      return (parsed.feed.items ?? []).map(({ link, rdf, title, dc }) => ({
        link: link ?? rdf?.about,
        title,
        published: dc?.dates?.[0],
      }));
    case 'json':
      return (parsed.feed.items ?? []).map(({ url, external_url, title, date_published }) => ({
        link: url ?? external_url,
        title,
        published: date_published,
      }));
  }
}

function read(text: string): Feed {
  try {
    return readFeed(/^\s*[{[]/.test(text) ? text : checkNesting(text));
  } catch (cause) {
    throw cause instanceof UnreadableDiscoveryError ? cause : new UnreadableDiscoveryError('not-a-feed', { cause });
  }
}

/**
 * Reads RSS, Atom, RDF and JSON feeds. Items without a usable link are listed as problems.
 * @param url address of the feed, against which relative links are resolved
 * @param contentType of the response, for its charset
 * Throws {@link UnreadableDiscoveryError}.
 */
export function parseFeed(body: Uint8Array, url: string, contentType: string | null): Discovery {
  const problems: string[] = [];
  const pages = new Map<string, DiscoveredPage>();
  for (const [index, { link, title, published }] of itemsOf(read(decodeText(body, contentType))).entries()) {
    if (index >= maxEntries) {
      problems.push(`more than ${maxEntries} items`);
      break;
    }
    const address = resolveLink(link, url);
    if (address === null) {
      problems.push(`item ${index + 1} has ${link?.trim() ? 'a link that is not http or https' : 'no link'}`);
      continue;
    }
    const publishedAt = instant(published);
    pages.set(address, {
      url: address,
      ...(title === undefined ? {} : { title }),
      ...(publishedAt === undefined ? {} : { publishedAt }),
    });
  }
  return { pages: [...pages.values()], sitemaps: [], problems: problems.slice(0, maxProblems) };
}
