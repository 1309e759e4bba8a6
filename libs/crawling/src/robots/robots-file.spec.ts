import { describe, expect, it } from '@jest/globals';
import { Buffer } from 'node:buffer';
import { isAllowed } from './is-allowed.ts';
import { allowAll, parseRobots, robotsLimitBytes } from './robots-file.ts';

const robots = (text: string, agent = 'newsflow') => parseRobots(Buffer.from(text), agent);

describe('parseRobots', () => {
  it('merges all groups of the crawler and leaves those for everybody aside', () => {
    const rules = robots(
      'User-agent: *\nDisallow: /all\n\nUser-agent: NewsFlow/1.0\nDisallow: /a\n\nUser-agent: newsflow\nDisallow: /b\n',
    );
    expect(rules.rules.map(({ pattern }) => pattern)).toEqual(['/a', '/b']);
  });

  it('takes the groups for everybody where none names the crawler', () => {
    expect(isAllowed(robots('User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /x'), '/x')).toBe(false);
    expect(isAllowed(robots('User-agent: other\nDisallow: /\n'), '/x')).toBe(true);
  });

  it('keeps the delay of a group that has nothing else apart from the group below', () => {
    const text =
      'User-agent: slow\nCrawl-delay: 9\n\nUser-agent: newsflow\nCrawl-delay: 2.5\n\nUser-agent: *\nDisallow: /x';
    expect(robots(text).crawlDelayMs).toBe(2500);
    expect(robots(text, 'slow').crawlDelayMs).toBe(9000);
    expect(robots('User-agent: *\nCrawl-delay: soon').crawlDelayMs).toBeNull();
  });

  it('lists sitemaps as written, whatever group they stand in', () => {
    expect(robots('Sitemap: https://a.example/ü.xml\nUser-agent: x\nSite-map: /b.xml').sitemaps).toEqual([
      'https://a.example/ü.xml',
      '/b.xml',
    ]);
  });

  it('reads a file with a byte order mark and every kind of line end', () => {
    const rules = parseRobots(
      Buffer.from('\ufeffUser-agent: *\rDisallow: /a\r\nDisallow: /b\nDisallow /c'),
      'newsflow',
    );
    expect(rules.rules).toHaveLength(3);
  });

  it('ignores what lies beyond 500 KiB', () => {
    const text = `User-agent: *\nDisallow: /a\n${'#'.repeat(robotsLimitBytes)}\nDisallow: /b`;
    expect(robots(text).rules).toHaveLength(1);
  });

  it('takes bytes that are no text for what they are: no rules', () => {
    expect(parseRobots(Buffer.from([0, 255, 254, 10, 13, 0]), 'newsflow')).toEqual(allowAll);
  });
});

describe('isAllowed', () => {
  const allowed = (rules: string, path: string) => isAllowed(robots(`User-agent: *\n${rules}`), path);

  it('lets the longest pattern decide and Allow win a tie', () => {
    expect(allowed('Disallow: /news\nAllow: /news/open', '/news/open/1')).toBe(true);
    expect(allowed('Disallow: /news\nAllow: /news', '/news')).toBe(true);
  });

  it('refuses a path that is disallowed under either reading of its escapes', () => {
    expect(allowed('Disallow: /%7Ejoe', '/~joe')).toBe(false);
    expect(allowed('Disallow: /~joe', '/%7ejoe')).toBe(false);
    expect(allowed('Disallow: /bücher', '/b%C3%BCcher')).toBe(false);
  });

  it('always allows robots.txt itself', () => {
    expect(allowed('Disallow: /', '/robots.txt')).toBe(true);
    expect(allowed('Disallow: /', '/')).toBe(false);
    expect(isAllowed(allowAll, '/')).toBe(true);
  });

  it('decides rules full of wildcards in linear time', () => {
    const pattern = `/${'*a'.repeat(4_000)}*b$`;
    const path = `/${'a'.repeat(8_000)}`;
    const started = performance.now();
    for (let round = 0; round < 20; round++) expect(allowed(`Disallow: ${pattern}`, path)).toBe(true);
    expect(allowed(`Disallow: ${pattern}`, `${path}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
