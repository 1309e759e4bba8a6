import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { encodeEvent, type EventType, pageId } from '@newsflow/contracts';
import { type Extraction, extract, parsePage } from './index.ts';

const url = 'https://mutated.example/page';
const folder = new URL('../fixtures/', import.meta.url);
const rounds = 12;

/** The same numbers below 1 for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const splinters = [
  '<div>'.repeat(600),
  '</div></p></table>',
  '<table><tr><td colspan=9999 rowspan=9999>1',
  '<table><tr><th>Index<th>Last<th>Change<tr><td>DAX<td>--1.2.3<td>▲ -5%</table>',
  '<li>Gold 1,234.5 +0.5%</li><li>Gold38 410 25% -3%</li>',
  '<script type="application/ld+json">{"@type":"NewsArticle","headline":["a",{"@value":7}],"author":{"name":{}},"datePublished":"0000-99-99T99:99:99"}</script>',
  '<script type="application/ld+json">[[[{"@graph":[{"@id":"x","author":{"@id":"x"},"image":["//[","data:,"]}]}]]]</script>',
  '<link rel=canonical href="http://[::"><base href="javascript:0"><img src="http://%">',
  '<meta name=author content="☃, , and ,"><meta property="article:published_time" content="1e99">',
  '“‘«„"\'`´"“”',
  '\u202e\u200b\u0000\ufeff\ufffe\u0301\u0301',
  '😀\ud83d',
  ' said that he said that she said ',
  '<!--',
  '<![CDATA[',
  '&#0;&#x110000;&bogus;&amp;amp;',
];

/** Up to eight changes: bytes lost, doubled, moved, overwritten with noise, or something hostile put between them. */
function mutated(page: Buffer, random: () => number): Buffer {
  let bytes = page;
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let left = 1 + below(8); left > 0; left -= 1) {
    const from = below(bytes.length + 1);
    const to = Math.min(bytes.length, from + below(400));
    const [before, part, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
    const splinter = Buffer.from(splinters[below(splinters.length)] ?? '');
    const noise = Buffer.from(part.map((byte) => (random() < 0.2 ? below(256) : byte)));
    const changes = [
      [before, after],
      [before, part, part, after],
      [after, part, before],
      [before, noise, after],
      [before, splinter, part, after],
      [before, splinter, after],
    ];
    bytes = Buffer.concat(changes[below(changes.length)] ?? []);
  }
  return bytes;
}

/** Throws where the data do not match the schema of their event. */
function event(type: Exclude<EventType, 'newsflow.raw-page.fetched.v1'>, data: unknown): void {
  const attributes = { type, id: '1', source: '/test', time: '2026-01-01T00:00:00.000Z', subject: pageId(url) };
  encodeEvent({ ...attributes, data } as unknown as Parameters<typeof encodeEvent>[0]);
}

function expectContract({ article, quotations, marketQuotes }: Extraction): void {
  if (article !== null) {
    const raw = {
      topic: 't',
      partition: 0,
      offset: '0',
      sha256: '0'.repeat(64),
      fetchedAt: '2026-01-01T00:00:00.000Z',
    };
    event('newsflow.article.changed.v1', { ...article, changeKind: 'insert', raw });
  }
  for (const quotation of quotations) event('newsflow.quotation.changed.v1', quotation);
  for (const quote of marketQuotes) event('newsflow.market-quote.observed.v1', quote);
}

function expectPlaces({ article, quotations, marketQuotes }: Extraction): void {
  const body = article?.articleBody ?? '';
  let end = 0;
  for (const block of article?.blocks ?? []) {
    expect(block.start).toBeGreaterThanOrEqual(end);
    expect(block.end).toBeGreaterThan(block.start);
    end = block.end;
  }
  expect(end).toBeLessThanOrEqual(body.length);
  expect(article?.quotations ?? []).toEqual(quotations.map(({ id }) => id));
  for (const { segments, speaker, cue } of quotations)
    for (const part of [...segments, ...(speaker ? [speaker] : []), ...(cue ? [cue] : [])])
      expect(body.slice(part.start, part.end)).toBe(part.text);
  for (const { raw, fields } of marketQuotes)
    for (const field of fields) expect(raw.slice(field.start, field.end)).toBe(field.raw);
}

const input = (bytes: Buffer, contentType: string) => ({
  bytes,
  contentType,
  url,
  pageId: pageId(url),
  version: Date.UTC(2026, 0, 1),
  rights: { robots: [] },
});

describe.each(readdirSync(folder))('mutations of the page %s', (name) => {
  const file = readdirSync(new URL(`${name}/`, folder)).find((entry) => entry.startsWith('page.')) ?? '';
  const page = readFileSync(new URL(`${name}/${file}`, folder));

  it.each(Array.from({ length: rounds }, (_, round) => round + 1))(
    'give valid data, the same each time: seed %i',
    (seed) => {
      const random = randomOf(seed * 7919 + page.length);
      const bytes = mutated(page, random);
      for (const contentType of ['text/html', 'text/plain', 'text/html; charset=utf-16le']) {
        const extraction = extract(input(bytes, contentType));
        expectContract(extraction);
        expectPlaces(extraction);
        expect(extract(input(Buffer.from(bytes), contentType))).toEqual(extraction);
        expect(parsePage(input(bytes, contentType)).warnings).toEqual(extraction.warnings);
      }
    },
  );
});
