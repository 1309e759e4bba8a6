import { describe, expect, it } from '@jest/globals';
import { findLinks } from './find-links.ts';

const find = (html: string) => findLinks(new TextEncoder().encode(html), 'https://news.example/world/', 'text/html');

describe('findLinks', () => {
  it('finds declared feeds of every kind, before links that look like one, each once', () => {
    expect(
      find(`<head><meta property="og:site_name" content=" The  Example ">
        <link rel="alternate" type="application/rss+xml" href="/all.rss?x=1&amp;y=2">
        <LINK REL="home ALTERNATE" TYPE="application/atom+xml; charset=utf-8" HREF="atom">
        <link rel=alternate type=application/feed+json href=//feeds.example/f.json>
        <link rel="alternate" hreflang="de" href="/de/"><link rel="stylesheet" type="application/rss+xml" href="/s">
        </head><a href="/rss.xml">RSS</a><a href="/all.rss?x=1&y=2">again</a><a href="/rss-guide">no feed</a>`),
    ).toEqual({
      siteName: 'The Example',
      feeds: [
        'https://news.example/all.rss?x=1&y=2',
        'https://news.example/world/atom',
        'https://feeds.example/f.json',
        'https://news.example/rss.xml',
      ],
    });
  });

  it('resolves against the base element, and leaves feeds of comments and other schemes out', () => {
    const link = (href: string) => `<link rel="alternate" type="application/rss+xml" href="${href}">`;
    expect(
      find(`<base href="/blog/">${link('feed')}${link('/comments/feed/')}${link('javascript:alert(1)')}${link('')}`)
        .feeds,
    ).toEqual(['https://news.example/blog/feed']);
  });

  it('comes to an end with links that are made to keep it busy', () => {
    const long = `<a href="/${'rss'.repeat(1_000_000)}">x</a>`;
    expect(find(long.repeat(3)).feeds).toEqual([]);
  });

  it('takes a hundred links of a page at most, and no name that cannot be read', () => {
    const many = Array.from({ length: 500 }, (_, index) => `<a href="/${index}/rss">x</a>`).join('');
    expect(find(many).feeds).toHaveLength(100);
    expect(
      findLinks(
        Buffer.from([...Buffer.from('<meta property="og:site_name" content="'), 0xe4, 0x22, 0x3e]),
        'https://a.example/',
        null,
      ),
    ).toEqual({ siteName: null, feeds: [] });
    expect(find('').feeds).toEqual([]);
  });
});
