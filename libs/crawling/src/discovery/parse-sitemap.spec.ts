import { describe, expect, it } from '@jest/globals';
import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { maxEntries, UnreadableDiscoveryError } from './discovery.ts';
import { parseSitemap } from './parse-sitemap.ts';

const sitemap = (text: string) => parseSitemap(Buffer.from(text), 'https://news.example/sitemap.xml', null);
const urlset = (inner: string) => `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${inner}</urlset>`;
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof UnreadableDiscoveryError) return error.code;
    throw error;
  }
  return 'no error';
};

describe('parseSitemap', () => {
  it('reads pages with the news extension, not the locations of images', () => {
    const { pages } = sitemap(
      urlset(
        '<url><loc> https://news.example/a </loc><lastmod>2026-03-03</lastmod><news:news xmlns:news="n"><news:publication_date>2026-03-02T08:00:00+01:00</news:publication_date><news:title><![CDATA[A & B]]></news:title></news:news>' +
          '<image:image xmlns:image="i"><image:loc>https://news.example/a.jpg</image:loc></image:image></url>',
      ),
    );
    expect(pages).toEqual([{ url: 'https://news.example/a', title: 'A & B', publishedAt: '2026-03-02T07:00:00.000Z' }]);
  });

  it('reads the sitemaps of an index', () => {
    const index =
      '<sitemapindex><sitemap><loc>/1.xml</loc></sitemap><sitemap><loc>/2.xml</loc></sitemap></sitemapindex>';
    expect(sitemap(index).sitemaps).toEqual(['https://news.example/1.xml', 'https://news.example/2.xml']);
  });

  it('keeps what comes before and after a mistake and names it', () => {
    const broken = sitemap(
      urlset('<url><loc>/a?x=1&y=2</loc></url><url></url><url><loc>/b</loc></url>').replace('</urlset>', ''),
    );
    expect(broken.pages.map(({ url }) => url)).toContain('https://news.example/b');
    expect(broken.problems).toEqual(expect.arrayContaining(['an entry has no usable loc', 'the document ends early']));
  });

  it('reads text files and feeds in place of sitemaps', () => {
    expect(sitemap('\ufeffhttps://news.example/a\r\n\r\nnonsense\nhttps://news.example/b').pages).toHaveLength(2);
    expect(
      sitemap('<rss version="2.0"><channel><title>t</title><item><link>/a</link></item></channel></rss>').pages,
    ).toHaveLength(1);
  });

  it('publishes no credentials, keeps no fragment, and names only so many mistakes, cut short', () => {
    const { pages, problems } = sitemap(
      urlset(
        `<url><loc>https://me:secret@news.example/a#top</loc></url>${Array.from({ length: 50 }, (_, n) => `</${'x'.repeat(1000)}${n}>`).join('')}`,
      ),
    );
    expect(pages).toEqual([{ url: 'https://news.example/a' }]);
    expect(problems.length).toBeLessThanOrEqual(20);
    expect(problems.every((problem) => problem.length <= 200)).toBe(true);
  });

  it('stops at the limit of the protocol and says so', () => {
    const many = Array.from({ length: maxEntries + 10 }, (_, index) => `<url><loc>/${index}</loc></url>`).join('');
    const { pages, problems } = sitemap(urlset(many));
    expect(pages).toHaveLength(maxEntries);
    expect(problems).toContain(`more than ${maxEntries} entries`);
  });

  it('refuses document types, deep nesting and what is no sitemap', () => {
    expect(codeOf(() => sitemap('<!DOCTYPE urlset [<!ENTITY a "b">]>' + urlset('')))).toBe('doctype');
    expect(codeOf(() => sitemap(`<urlset>${'<a>'.repeat(10_000)}`))).toBe('too-deep');
    expect(codeOf(() => sitemap('<html></html>'))).toBe('not-a-sitemap');
    expect(codeOf(() => sitemap('nothing here'))).toBe('not-a-sitemap');
  });
});

const folder = fileURLToPath(new URL('../../../../../shared/data/crawler/sitemaps/', import.meta.url));
const present = existsSync(folder);

interface Expected {
  file: string;
  expected: { isIndex: boolean; entries: { loc: string }[] };
}

(present ? describe : describe.skip)(
  `sitemaps of crawler-commons${present ? '' : ' (skipped: ../shared/data/crawler/sitemaps is absent)'}`,
  () => {
    it('finds the entries that its own parser finds', () => {
      const cases = readFileSync(`${folder}expected.jsonl`, 'utf8').split('\n').filter(Boolean);
      expect(cases.length).toBeGreaterThan(10);
      for (const line of cases) {
        const { file, expected } = JSON.parse(line) as Expected;
        const { pages, sitemaps } = parseSitemap(readFileSync(folder + file), 'http://www.example.com/', null);
        const found = expected.isIndex ? sitemaps : pages.map(({ url }) => url);
        const wanted = expected.entries.map(({ loc }) => URL.parse(loc)?.href);
        expect({ file, found: [...found].sort() }).toEqual({ file, found: [...new Set(wanted)].sort() });
      }
    });
  },
);
