import { describe, expect, it } from '@jest/globals';
import { readJsonLd, strings } from './json-ld.ts';

const url = 'https://paper.example/a';

describe('readJsonLd', () => {
  it('picks the article of a graph and resolves references to other nodes', () => {
    const script =
      '{"@graph":[{"@type":"WebSite","name":"Paper"},{"@type":"NewsArticle","headline":"Rain","author":{"@id":"#a"}},{"@id":"#a","@type":"Person","name":"Jane Roe"}]}';
    const { main, resolve } = readJsonLd([script], url);
    expect(main?.['headline']).toBe('Rain');
    expect(strings(main?.['author'], resolve)).toEqual(['Jane Roe']);
  });

  it('prefers the page itself to the items of a list', () => {
    const list = '{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Other"}]}';
    const own = '{"@type":"BlogPosting","headline":"Rain","url":"https://paper.example/a"}';
    expect(readJsonLd([list, own], url).main?.['headline']).toBe('Rain');
    expect(readJsonLd([list], url).main).toBeNull();
  });

  it.each([
    ['line breaks inside strings', '{"@type":"Article","headline":"Ra\nin"}', 'Ra in'],
    ['a trailing comma', '{"@type":"Article","headline":"Rain",}', 'Rain'],
    ['a comment around it', '<!-- {"@type":"Article","headline":"Rain"} -->', 'Rain'],
    ['a semicolon behind it', '{"@type":"Article","headline":"Rain"};', 'Rain'],
    ['a stray backslash', String.raw`{"@type":"Article","headline":"Rain\'s end"}`, String.raw`Rain\'s end`],
  ])('mends %s', (_, script, headline) => {
    expect(readJsonLd([script], url).main?.['headline']).toBe(headline);
  });

  it('counts what it cannot read', () => {
    expect(readJsonLd(['{nothing', ''], url)).toMatchObject({ main: null, broken: 2 });
  });

  it('leaves out what is too long to be anything but an attack, and reads the rest', () => {
    const huge = `[${'1,'.repeat(600_000)}1]`;
    const own = '{"@type":"Article","headline":"Rain"}';
    const { main, broken, tooLong } = readJsonLd([huge, own], url);
    expect([main?.['headline'], broken, tooLong]).toEqual(['Rain', 0, 1]);
  });

  it('adds up the lengths of all scripts', () => {
    const half = `{"@type":"Article","text":"${'x'.repeat(600_000)}"}`;
    expect(readJsonLd([half, half, half], url)).toMatchObject({ tooLong: 2, broken: 0 });
  });
});
