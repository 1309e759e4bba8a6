import { describe, expect, it } from '@jest/globals';
import { parsePage } from '../../parse-page.ts';

const text = 'It rained all week in the valley, and the river rose by a metre before the weekend came. '.repeat(4);
const article = (head: string, body: string) =>
  parsePage({
    bytes: Buffer.from(`<html lang="en"><head>${head}</head><body>${body}<p>${text}</p></body></html>`),
    contentType: 'text/html',
    url: 'https://valley.example/news/river-rises-by-a-metre',
    pageId: '0'.repeat(32),
    version: 1,
    rights: { robots: [] },
  }).article;
const post = '<meta property="og:site_name" content="Valley Post">';

describe('the headline', () => {
  it('is free of the name of the site', () => {
    const found = article(`${post}<title>River rises by a metre | Valley Post</title>`, '');
    expect(found?.headline).toBe('River rises by a metre');
  });

  it('is free of the kicker that stands in an element of its own', () => {
    const found = article(
      `${post}<title>River rises by a metre - Valley Post</title>`,
      '<h1><span class="kicker">Flood watch</span> <span>River rises by a metre</span></h1>',
    );
    expect(found?.headline).toBe('River rises by a metre');
  });

  it('is written as a reader writes where another source does not shout', () => {
    const found = article(
      `${post}<meta property="og:title" content="River rises by a metre">`,
      '<h1>RIVER RISES BY A METRE</h1>',
    );
    expect(found?.headline).toBe('River rises by a metre');
  });

  it('is absent where the page states none, and never the name of the site', () => {
    expect(article(`${post}<title>Valley Post</title>`, '')).not.toHaveProperty('headline');
  });

  it('has another one beside it where the page declares one', () => {
    const found = article(
      `${post}<meta property="og:title" content="River rises by a metre">
       <script type="application/ld+json">{"@type":"NewsArticle","headline":"River rises by a metre","alternativeHeadline":"What the storm left behind"}</script>`,
      '<h1>River rises by a metre</h1>',
    );
    expect(found?.alternativeHeadline).toBe('What the storm left behind');
  });
});
