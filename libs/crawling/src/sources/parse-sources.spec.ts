import { describe, expect, it } from '@jest/globals';
import { checkSource, parseSources } from './parse-sources.ts';
import { InvalidSourcesError } from './source.ts';

function problems(text: string): readonly string[] {
  try {
    parseSources(text, 'sources.yaml');
  } catch (error) {
    if (error instanceof InvalidSourcesError) return error.problems;
    throw error;
  }
  return [];
}

const good = `
sources:
  - id: courier
    name: The Courier
    every: 6h
    delay: 500ms
    start:
      - feed: https://courier.example/feed.xml
      - page: https://courier.example/
  - id: gazette
    name: The Gazette
    every: 30s
    start: [{ sitemap: https://gazette.example/sitemap.xml }]
`;

describe('parseSources', () => {
  it('reads sources with durations in milliseconds', () => {
    expect(parseSources(good, 'sources.yaml')).toEqual([
      {
        id: 'courier',
        name: 'The Courier',
        everyMs: 21_600_000,
        delayMs: 500,
        start: [
          { kind: 'feed', url: 'https://courier.example/feed.xml' },
          { kind: 'page', url: 'https://courier.example/' },
        ],
      },
      {
        id: 'gazette',
        name: 'The Gazette',
        everyMs: 30_000,
        delayMs: null,
        start: [{ kind: 'sitemap', url: 'https://gazette.example/sitemap.xml' }],
      },
    ]);
  });

  it('names file, line and field of every problem at once', () => {
    const bad = good
      .replace('every: 6h', 'every: often')
      .replace('feed: https', 'feed: htp')
      .replace('id: gazette', 'id: courier')
      .replace('every: 30s', 'evry: 30s');
    expect(problems(bad)).toEqual([
      'sources.yaml:5: sources[0].every must be a duration such as 500ms, 30s or 6h, not "often"',
      'sources.yaml:8: sources[0].start[0].feed must be an http or https URL, not "htp://courier.example/feed.xml"',
      'sources.yaml:10: sources[1].every is missing',
      'sources.yaml:12: sources[1].evry is not a known field',
    ]);
    expect(problems(good.replace('id: gazette', 'id: courier'))).toEqual([
      'sources.yaml:10: sources[1].id "courier" is the id of another source, too',
    ]);
  });

  it('tells what is missing from what is no text, in the order of the lines', () => {
    const bad = good
      .replace('name: The Courier', '')
      .replace('name: The Gazette', 'name: 5')
      .replace('id: courier', 'id: C');
    expect(problems(bad).map((problem) => problem.slice(13, 40))).toEqual([
      '3: sources[0].id must be at',
      '3: sources[0].name is missi',
      '11: sources[1].name must be',
    ]);
  });

  it('keeps durations below what a scraper can wait for', () => {
    expect(problems(good.replace('delay: 500ms', 'delay: 99999d').replace('every: 30s', 'every: 366d'))).toEqual([
      'sources.yaml:6: sources[0].delay must be from 0ms to 1d, not "99999d"',
      'sources.yaml:12: sources[1].every must be from 1s to 365d, not "366d"',
    ]);
  });

  it('tells few, short and harmless problems of a file that is anything else', () => {
    const noise = Array.from({ length: 3000 }, (_, line) => `{${'x'.repeat(1000)}\u0007\u001b[2J${line}: [`).join('\n');
    const unknown = Array.from({ length: 3000 }, (_, field) => `  - k${field}${'y'.repeat(1000)}\u009b: 1`).join('\n');
    for (const text of [noise, `sources:\n${unknown}`]) {
      const told = problems(text);
      expect(told).toHaveLength(21);
      expect(told.at(-1)).toMatch(/^and \d+ further problems$/);
      expect(Math.max(...told.map(({ length }) => length))).toBeLessThan(400);
      expect(told.join('')).not.toMatch(/\p{Cc}/u);
    }
  });

  it('asks for exactly one kind of start in each entry', () => {
    expect(problems(good.replace('- page: https', '- {} # page: https'))).toEqual([
      'sources.yaml:9: sources[0].start[1] must have exactly one of feed, sitemap and page',
    ]);
  });

  it.each(['https://reader:s3cret@', 'https://s3cret@', 'https://:s3cret@', 'ftp://reader:s3cret@'])(
    'refuses an address with credentials, %s, and does not repeat them',
    (start) => {
      expect(problems(good.replace('feed: https://', `feed: ${start}`))).toEqual([
        'sources.yaml:8: sources[0].start[0].feed must not have a user name or password: they are not sent',
      ]);
    },
  );

  it('refuses what is no YAML or no mapping', () => {
    expect(problems('sources: [')[0]).toMatch(/^sources\.yaml:1: /);
    expect(problems('')).toEqual(['sources.yaml:1: the file must be a mapping with the key sources']);
    expect(problems('sources: 3')).toEqual(['sources.yaml:1: sources must be a list']);
  });

  it('refuses aliases that multiply without end', () => {
    const lists = Array.from(
      { length: 9 },
      (_, i) =>
        `  - &l${i} [${Array(9)
          .fill(i ? `*l${i - 1}` : 'x')
          .join(', ')}]`,
    );
    expect(problems(`sources:\n${lists.join('\n')}`)[0]).toMatch(/^sources\.yaml:1: Excessive alias count/);
  });

  it.each(['1', '1.5s', '-3s', 's', '10 s', '99999999999h'])('does not take %s for a duration', (text) => {
    expect(problems(good.replace('6h', `"${text}"`))).toHaveLength(1);
  });
});

describe('checkSource', () => {
  const entry = { id: 'courier', name: 'The Courier', every: '6h', start: [{ feed: 'https://courier.example/feed' }] };

  it('holds a single source to the rules of the file', () => {
    expect(checkSource(entry)).toEqual({
      id: 'courier',
      name: 'The Courier',
      everyMs: 21_600_000,
      delayMs: null,
      start: [{ kind: 'feed', url: 'https://courier.example/feed' }],
    });
    expect(() => checkSource({ ...entry, id: 'The Courier', every: 'often', start: [] })).toThrow(
      [
        'id must be at most 64 lower-case letters, digits, dots, underscores or hyphens',
        'every must be a duration such as 500ms, 30s or 6h, not "often"',
        'start must not be empty',
      ].join('\n'),
    );
  });
});
