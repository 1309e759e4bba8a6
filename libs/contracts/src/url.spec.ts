import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { InvalidUrlError, normalizeUrl, registrableDomain } from './url.ts';

describe('normalizeUrl', () => {
  it.each([
    ['scheme and host in lower case', 'HTTPS://News.Example.COM/Path', 'https://news.example.com/Path'],
    ['no default port', 'http://example.com:80/a', 'http://example.com/a'],
    ['another port stays', 'http://example.com:8080/a', 'http://example.com:8080/a'],
    ['an empty path becomes a slash', 'http://example.com', 'http://example.com/'],
    ['dot segments resolved', 'http://example.com/a/./b/../c', 'http://example.com/a/c'],
    ['no fragment', 'http://example.com/a#top', 'http://example.com/a'],
    ['no credentials', 'http://user:secret@example.com/a', 'http://example.com/a'],
    [
      'unreserved escapes decoded, others in capitals',
      'http://example.com/%7efoo%2fbar',
      'http://example.com/~foo%2Fbar',
    ],
    ['letters outside ASCII escaped', 'http://example.com/en Español', 'http://example.com/en%20Espa%C3%B1ol'],
    ['host names in punycode', 'https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['no tracking parameters', 'http://example.com/a?utm_source=x&id=7&fbclid=y', 'http://example.com/a?id=7'],
    ['no empty query', 'http://example.com/a?', 'http://example.com/a'],
    ['the order of parameters stays', 'http://example.com/a?b=1&a=2', 'http://example.com/a?b=1&a=2'],
    ['spaces around are dropped', '  http://example.com/a \n', 'http://example.com/a'],
  ])('%s', (_name, input, expected) => {
    expect(normalizeUrl(input)).toBe(expected);
  });

  it('is idempotent', () => {
    for (const url of [
      'http://example.com/%2e%2E/a?x=%7e&&y',
      'http://example.com/a//b?utm_medium=1',
      'http://EXAMPLE.com/%zz?%',
    ]) {
      expect(normalizeUrl(normalizeUrl(url))).toBe(normalizeUrl(url));
    }
  });

  it.each(['', 'example.com/a', '/a', 'ftp://example.com/a', 'javascript:alert(1)', 'http://', 'http://exa mple.com/'])(
    'refuses %j',
    (input) => {
      expect(() => normalizeUrl(input)).toThrow(InvalidUrlError);
    },
  );
});

describe('registrableDomain', () => {
  it.each([
    ['https://www.news.example.co.uk/a', 'example.co.uk'],
    ['https://blog.github.io/a', 'blog.github.io'],
    ['http://127.0.0.1:8080/a', '127.0.0.1'],
    ['http://localhost/a', 'localhost'],
  ])('%s → %s', (url, domain) => {
    expect(registrableDomain(url)).toBe(domain);
  });
});

const suite = new URL('../../../../shared/data/crawler/url/wpt_urltestdata_dev.json', import.meta.url);
const present = existsSync(suite);
(present ? describe : describe.skip)(`WPT URL cases${present ? '' : ' (skipped: ../shared is absent)'}`, () => {
  it('normalizeUrl refuses what is no URL and keeps host and port of what is', () => {
    const cases = JSON.parse(readFileSync(suite, 'utf8')) as (
      string | { input: string; base: string | null; failure?: true; protocol: string; host: string }
    )[];
    const absolute = cases.filter((c) => typeof c !== 'string').filter((c) => c.base === null);
    expect(absolute.length).toBeGreaterThan(100);
    const wrong = absolute.filter(({ input, failure, protocol, host }) => {
      const web = !failure && /^https?:$/.test(protocol) && host !== '';
      try {
        const normal = normalizeUrl(input);
        return !web || new URL(normal).host !== host;
      } catch (error) {
        return web || !(error instanceof InvalidUrlError);
      }
    });
    expect(wrong).toEqual([]);
  });
});
