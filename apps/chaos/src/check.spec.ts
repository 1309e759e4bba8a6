import { describe, expect, it } from '@jest/globals';
import { findingsOf, type Ran, type Seen, type SeenEvent } from './check.ts';

const event = (changes: Partial<SeenEvent> = {}): SeenEvent => ({
  topic: 'article.v1',
  partition: 0,
  offset: 0,
  key: 'page',
  id: 'article-1',
  raw: '0:0',
  content: 'abc',
  ...changes,
});
const second = event({ offset: 1, id: 'article-2', raw: '0:1' });
const seen = (changes: Partial<Seen> = {}): Seen => ({
  events: [event(), second],
  parserLetters: [{ origin: 'raw-page.v1/0/7', id: 'x' }],
  storeLetters: [{ origin: 'article.v1/0/9', id: 'y' }],
  scraperLetters: [],
  dump: ['{"a":1}'],
  ...changes,
});
const ran = (changes: Partial<Seen> = {}, more: Partial<Ran> = {}): Ran => ({
  seen: seen(changes),
  reference: seen(),
  acknowledged: ['raw-page.v1/0/0 r0'],
  inLog: new Set(['raw-page.v1/0/0 r0']),
  blocked: [],
  ...more,
});
/** The lists that hold something. */
const found = (given: Ran): string[] =>
  Object.entries(findingsOf(given))
    .filter(([, problems]) => (problems as readonly string[]).length > 0)
    .map(([name]) => name);

describe('the check of a run', () => {
  it('finds nothing where all is as without faults', () => {
    expect(found(ran())).toEqual([]);
  });

  it('finds one event that is missing', () => {
    expect(found(ran({ events: [second] }))).toEqual(['missing']);
  });

  it('finds one event that is there twice', () => {
    expect(found(ran({ events: [event(), second, event({ offset: 2 })] }))).toEqual(['doubled', 'outOfOrder']);
    expect(found(ran({ events: [event(), event({ offset: 1 }), { ...second, offset: 2 }] }))).toEqual(['doubled']);
  });

  it('finds two events of a page in the wrong order', () => {
    expect(found(ran({ events: [{ ...second, offset: 0 }, event({ offset: 1 })] }))).toEqual(['outOfOrder']);
  });

  it('finds an event of another content', () => {
    expect(found(ran({ events: [event({ content: 'xyz' }), second] }))).toEqual(['missing', 'foreign']);
  });

  it('finds a record that was acknowledged and is not in the log', () => {
    expect(found(ran({}, { inLog: new Set() }))).toEqual(['lost']);
  });

  it('finds dead letters of the parser that are missing, there twice or too many', () => {
    const letter = { origin: 'raw-page.v1/0/7', id: 'x' };
    expect(found(ran({ parserLetters: [] }))).toEqual(['letters']);
    expect(found(ran({ parserLetters: [letter, letter] }))).toEqual(['letters']);
    expect(found(ran({ parserLetters: [letter, { origin: 'raw-page.v1/0/8', id: 'z' }] }))).toEqual(['letters']);
  });

  it('takes dead letters of the store twice, but not never and not with another id', () => {
    const letter = { origin: 'article.v1/0/9', id: 'y' };
    expect(found(ran({ storeLetters: [letter, letter] }))).toEqual([]);
    expect(found(ran({ storeLetters: [] }))).toEqual(['letters']);
    expect(found(ran({ storeLetters: [letter, { ...letter, id: 'other' }] }))).toEqual(['letters']);
  });

  it('finds any dead letter of the scraper', () => {
    expect(found(ran({ scraperLetters: [{ origin: 'fetch-request.v1/0/3', id: 'z' }] }))).toEqual(['letters']);
  });

  it('finds a document that is missing, too many or different', () => {
    expect(found(ran({ dump: [] }))).toEqual(['documents']);
    expect(found(ran({ dump: ['{"a":1}', '{"b":1}'] }))).toEqual(['documents']);
    expect(found(ran({ dump: ['{"a":2}'] }))).toEqual(['documents']);
  });

  it('passes on the partitions in which something still waits', () => {
    expect(found(ran({}, { blocked: ['raw-page.v1/0'] }))).toEqual(['blocked']);
  });
});
