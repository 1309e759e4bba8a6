import { expect, it } from '@jest/globals';
import { parseSources } from './parse-sources.ts';
import type { Source } from './source.ts';
import { writeSources } from './write-sources.ts';

const sources: Source[] = [
  {
    id: 'courier',
    name: 'Courier: "all" the # news\n- of \u001b[31mtoday',
    everyMs: 1_800_000,
    delayMs: 2500,
    start: [
      { kind: 'feed', url: `https://courier.example/feed.xml?q=${'a'.repeat(200)}` },
      { kind: 'page', url: 'https://courier.example/' },
    ],
  },
  {
    id: '2',
    name: 'yes',
    everyMs: 1000,
    delayMs: null,
    start: [{ kind: 'sitemap', url: 'https://2.example/sitemap.xml#a' }],
  },
];

it('writes what is read as the same sources, whatever is in the names', () => {
  const text = writeSources(sources);
  expect(text).not.toContain('\u001b');
  expect(parseSources(text, 'sources.yaml')).toEqual(sources);
});
