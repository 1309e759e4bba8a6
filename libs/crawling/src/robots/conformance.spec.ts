import { describe, expect, it } from '@jest/globals';
import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isAllowed } from './is-allowed.ts';
import { parseRobots } from './robots-file.ts';

const folder = fileURLToPath(new URL('../../../../../shared/data/crawler/robots/', import.meta.url));
const present = existsSync(folder);
const suite = present ? describe : describe.skip;

interface GoogleCase {
  id: string;
  google_only: boolean;
  robots_b64: string;
  agent: string;
  url: string;
  allowed: boolean;
}
interface CommonsCase {
  id: string;
  robots_b64: string;
  agents: string[];
  exact_agent_match: boolean;
  path: string;
  allowed: boolean;
  crawl_delay_ms: number | null;
  sitemaps: string[];
}
const lines = <T>(file: string): T[] =>
  readFileSync(folder + file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

/** Everything after the authority, exactly as written: the cases test what is not normalised. */
const pathOf = (url: string): string => /^(?:[a-z]+:)?\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? url;

suite(`robots.txt suites of others${present ? '' : ' (skipped: ../shared/data/crawler/robots is absent)'}`, () => {
  it("decides every case of the reference parser's tests as that parser does", () => {
    const cases = lines<GoogleCase>('google_robots.jsonl');
    const wrong = cases.filter(
      ({ robots_b64, agent, url, allowed }) =>
        isAllowed(parseRobots(Buffer.from(robots_b64, 'base64'), agent), pathOf(url) || '/') !== allowed,
    );
    expect(cases.length).toBeGreaterThan(60);
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('agrees with crawler-commons where its user agents match as RFC 9309 has them', () => {
    const cases = lines<CommonsCase>('crawler_commons_robots.jsonl').filter(
      ({ agents, exact_agent_match }) => exact_agent_match && agents.length === 1 && /^[\w-]+$/.test(agents[0] ?? ''),
    );
    const wrong = cases.filter(({ robots_b64, agents, path, allowed, crawl_delay_ms }) => {
      const rules = parseRobots(Buffer.from(robots_b64, 'base64'), agents[0] ?? '');
      return isAllowed(rules, path) !== allowed || (crawl_delay_ms !== null && rules.crawlDelayMs !== crawl_delay_ms);
    });
    expect(cases.length).toBeGreaterThan(5);
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
