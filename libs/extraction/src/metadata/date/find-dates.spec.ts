import { describe, expect, it } from '@jest/globals';
import { parsePage } from '../../parse-page.ts';

const text = 'It rained all week in the valley, and the river rose by a metre before the weekend came. '.repeat(4);
const page = (head: string, before: string, url = 'https://valley.example/river') =>
  parsePage({
    bytes: Buffer.from(
      `<html lang="en"><head>${head}</head><body><h1>River rises by a metre</h1>${before}<p>${text}</p></body></html>`,
    ),
    contentType: 'text/html',
    url,
    pageId: '0'.repeat(32),
    version: Date.UTC(2025, 0, 1),
    rights: { robots: [] },
  });
const ld = (fields: string): string =>
  `<script type="application/ld+json">{"@type":"NewsArticle","headline":"River rises by a metre",${fields}}</script>`;

describe('the time of publication', () => {
  it('is the most exact form of the day, with its zone', () => {
    const { article } = page(ld('"datePublished":"2024-05-03T21:10:00-04:00"'), '<p>Published 3 May 2024</p>');
    expect(article?.datePublished).toBe('2024-05-03T21:10:00-04:00');
  });

  it('is the declared day where the line beside the headline has that of the printed edition', () => {
    const { article } = page(ld('"datePublished":"2024-05-03T19:30:00+02:00"'), '<p class="date">4 May 2024</p>');
    expect(article?.datePublished?.slice(0, 10)).toBe('2024-05-03');
  });

  it('is told from that of the last change', () => {
    const { article } = page('', '<p class="date">Updated 9 May 2024, first published 3 May 2024</p>');
    expect(article?.datePublished).toBe('2024-05-03');
    expect(article?.dateModified).toBe('2024-05-09');
  });

  it('is not the time of a change on the same day', () => {
    const head = '<meta property="article:modified_time" content="2024-05-03T11:05:00Z">';
    const { article } = page(head, '<p class="date">Published 3 May 2024</p>');
    expect(article?.datePublished).toBe('2024-05-03');
    expect(article?.dateModified).toBe('2024-05-03T11:05:00Z');
  });

  it('is absent where the page states a change alone, by which it then dates itself', () => {
    const { article, publishedAt } = page('', '<p class="date">Last updated: 9 May 2024</p>');
    expect(article).not.toHaveProperty('datePublished');
    expect(article?.dateModified).toBe('2024-05-09');
    expect(publishedAt).toBe('2024-05-09');
  });

  it('is read in the unusual order of day and month where the address says so', () => {
    const { article } = page('', '<p class="date">05/03/2024</p>', 'https://valley.example/2024/03/05/river');
    expect(article?.datePublished).toBe('2024-03-05');
  });

  it('is read from the address with a month word, and from the data of a script', () => {
    expect(page('', '', 'https://valley.example/2024/may/03/river').article?.datePublished).toBe('2024-05-03');
    expect(page('<script>var page = {"publishDate": "2024-05-03T08:00:00Z"}</script>', '').article?.datePublished).toBe(
      '2024-05-03T08:00:00Z',
    );
  });

  it('is the day that begins at a declared instant where the page is made', () => {
    const head = '<meta property="article:published_time" content="2024-05-02T22:00:00.000Z">';
    expect(page(head, '', 'https://tal.example.de/fluss').article?.datePublished).toBe('2024-05-03');
    expect(page(head, '', 'https://valley.example.com/river').article?.datePublished).toBe('2024-05-02T22:00:00.000Z');
  });

  it('is the declared day where only the printed edition is of the next one, and the shown day where the page says "published" before it', () => {
    const head = ld('"datePublished":"2024-05-03T19:30:00+02:00"');
    expect(page(head, '<p>Aus: Ausgabe vom 4. Mai 2024</p>').article?.datePublished?.slice(0, 10)).toBe('2024-05-03');
    expect(page(head, '<p class="date">Published: 4 May 2024</p>').article?.datePublished).toBe('2024-05-04');
  });

  it('is not that of what a picture shows', () => {
    const figure = '<figure><img src="/dam.jpg"><figcaption>The old dam on 6 December 2010</figcaption></figure>';
    const { article } = page('<meta name="published-date" content="2024-05-03">', figure);
    expect(article?.datePublished).toBe('2024-05-03');
  });

  it('is read with the time and the zone that are printed beside it', () => {
    const { article } = page('', '<p class="date">Published 3 May 2024, 13:45 CEST</p>');
    expect(article?.datePublished).toBe('2024-05-03T13:45+02:00');
  });

  it('is read where it is printed by the Persian calendar', () => {
    const { article } = page('', '<p class="date">۱۴ اردیبهشت ۱۴۰۳</p>');
    expect(article?.datePublished).toBe('2024-05-03');
  });

  it('is not after the fetch', () => {
    expect(page(ld('"datePublished":"2026-05-03"'), '').article).not.toHaveProperty('datePublished');
  });
});
