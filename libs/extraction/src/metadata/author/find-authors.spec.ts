import { describe, expect, it } from '@jest/globals';
import { parsePage } from '../../parse-page.ts';

const text = 'It rained all week in the valley, and the river rose by a metre before the weekend came. '.repeat(4);
const page = (head: string, before: string, after = '') =>
  parsePage({
    bytes: Buffer.from(
      `<html lang="en"><head><meta property="og:site_name" content="Valley Post">${head}</head>
       <body><h1>River rises by a metre</h1>${before}<p>${text}</p><p>${text}</p>${after}</body></html>`,
    ),
    contentType: 'text/html',
    url: 'https://valley.example/river',
    pageId: '0'.repeat(32),
    version: 1,
    rights: { robots: [] },
  });
const ld = (author: string): string =>
  `<script type="application/ld+json">{"@type":"NewsArticle","headline":"River rises by a metre","author":${author}}</script>`;

describe('the authors', () => {
  it('are the persons of a declaration, with the address that a link of the page gives', () => {
    const { article } = page(
      ld('[{"@type":"Person","name":"Mira Osei"},{"@type":"Person","name":"Tom Akers"}]'),
      '<div class="byline">By <a rel="author" href="/people/mira-osei">Mira Osei</a> and Tom Akers</div>',
    );
    expect(article?.author).toEqual([
      { name: 'Mira Osei', url: 'https://valley.example/people/mira-osei' },
      { name: 'Tom Akers' },
    ]);
  });

  it('are no agency and no site beside a person, but an agency alone', () => {
    expect(page(ld('[{"name":"Mira Osei"},{"name":"Reuters"},{"name":"Valley Post"}]'), '').authors).toEqual([
      'Mira Osei',
    ]);
    expect(page(ld('{"@type":"Organization","name":"Reuters"}'), '<p class="byline">By Reuters</p>').authors).toEqual([
      'Reuters',
    ]);
  });

  it('are no agency that stands beside a person in the by-line', () => {
    expect(page('', '<p class="byline">Von Mira Osei und dpa</p>').authors).toEqual(['Mira Osei']);
    expect(page('', '<p class="byline">By Mira Osei and Reuters</p>').authors).toEqual(['Mira Osei']);
  });

  it('are the agency that stands alone with a place', () => {
    expect(page('', '<p class="byline">EFE | Quito</p>').authors).toEqual(['EFE']);
  });

  it('are read from a label and the line behind it', () => {
    expect(page('', '<div>Author:</div><div>Mira Osei</div>').authors).toEqual(['Mira Osei']);
  });

  it('are read from one line of several', () => {
    expect(page('', '<div class="meta">3 May 2024<br>By Mira Osei<br>Weather</div>').authors).toEqual(['Mira Osei']);
  });

  it('are not whoever reviewed the text or made the site', () => {
    expect(page('', '<p>Medically reviewed by Ann Lindqvist</p>').authors).toEqual([]);
    expect(page('', '', '<footer><p>Powered by Quick Pages</p></footer>').authors).toEqual([]);
  });

  it('are not what buttons and menus say', () => {
    expect(page('', '<nav><a href="/start">Get Started</a> <a href="/order">Order History</a></nav>').authors).toEqual(
      [],
    );
  });
});
