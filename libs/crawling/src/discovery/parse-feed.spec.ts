import { describe, expect, it } from '@jest/globals';
import { Buffer } from 'node:buffer';
import { UnreadableDiscoveryError } from './discovery.ts';
import { parseFeed } from './parse-feed.ts';

const feed = (text: string | Uint8Array, contentType: string | null = 'application/xml') =>
  parseFeed(typeof text === 'string' ? Buffer.from(text) : text, 'https://news.example/feed.xml', contentType);
const rss = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>${items}</channel></rss>`;
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof UnreadableDiscoveryError) return error.code;
    throw error;
  }
  return 'no error';
};

describe('parseFeed', () => {
  it('reads links, titles and dates of RSS, with relative links resolved', () => {
    const { pages, problems } = feed(
      rss(
        '<item><title>One &amp; two</title><link>/a</link><pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate></item>' +
          '<item><guid>https://news.example/b</guid></item><item><guid isPermaLink="false">b17</guid></item>',
      ),
    );
    expect(pages).toEqual([
      { url: 'https://news.example/a', title: 'One & two', publishedAt: '2026-03-03T09:00:00.000Z' },
      { url: 'https://news.example/b' },
    ]);
    expect(problems).toEqual(['item 3 has no link']);
  });

  it('reads Atom, RDF and JSON feeds', () => {
    const atom = feed(
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>A</title><link rel="self" href="/x"/><link href="/a"/><updated>2026-03-03T10:00:00Z</updated></entry></feed>',
    );
    expect(atom.pages).toEqual([
      { url: 'https://news.example/a', title: 'A', publishedAt: '2026-03-03T10:00:00.000Z' },
    ]);
    const rdf = feed(
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>t</title></channel><item rdf:about="/a"><title>A</title><link>/a</link></item></rdf:RDF>',
    );
    expect(rdf.pages).toEqual([{ url: 'https://news.example/a', title: 'A' }]);
    const json = feed(
      '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"1","url":"/a","title":"A"}]}',
    );
    expect(json.pages).toEqual([{ url: 'https://news.example/a', title: 'A' }]);
  });

  it('decodes the charset that the declaration names', () => {
    const xml =
      '<?xml version="1.0" encoding="windows-1252"?>' +
      rss('<item><link>/a</link><title>caf\xe9</title></item>').slice(21);
    expect(feed(Buffer.from(xml, 'latin1')).pages[0]?.title).toBe('café');
  });

  it('takes only http and https links', () => {
    const { pages, problems } = feed(
      rss('<item><link>javascript:alert(1)</link></item><item><link>ftp://a/b</link></item>'),
    );
    expect(pages).toEqual([]);
    expect(problems).toEqual([1, 2].map((item) => `item ${item} has a link that is not http or https`));
  });

  it('reads a feed with a plain document type and refuses one with declarations', () => {
    const doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://example.com/rss.dtd">';
    expect(feed(doctype + rss('<item><link>/a</link></item>')).pages).toHaveLength(1);
    expect(codeOf(() => feed('<!DOCTYPE r [<!ENTITY a "aaaa">]>' + rss('')))).toBe('doctype');
    expect(codeOf(() => feed(doctype + doctype + rss('')))).toBe('doctype');
  });

  it('names only so many mistakes', () => {
    expect(feed(rss('<item><title>t</title></item>'.repeat(50))).problems).toHaveLength(20);
  });

  it('refuses deep nesting and what is no feed', () => {
    expect(codeOf(() => feed(rss('<a>'.repeat(100_000))))).toBe('too-deep');
    expect(codeOf(() => feed('<html><body>no</body></html>'))).toBe('not-a-feed');
    expect(codeOf(() => feed(''))).toBe('not-a-feed');
    expect(codeOf(() => feed('{"version": 1'))).toBe('not-a-feed');
  });
});
