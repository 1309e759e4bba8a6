import { type Article, contentSha256, pageId } from '@newsflow/contracts';

/** An article with every required field. `id` follows from `url`, `contentHash` from `articleBody`, unless given. */
export function anArticle(fields: Partial<Article> = {}): Article {
  const url = fields.url ?? 'https://gazette.example/ferry';
  const articleBody = fields.articleBody ?? 'The ferry sails again.\n\n“It is about time,” said the harbour master.';
  return {
    id: pageId(url),
    version: 1000,
    parserVersion: 1,
    changeKind: 'insert',
    url,
    headline: 'Ferry sails again',
    author: [{ name: 'Ann Doe' }],
    articleSection: [],
    keywords: [],
    image: [],
    articleBody,
    blocks: [{ kind: 'paragraph', start: 0, end: articleBody.length }],
    quotations: [],
    contentHash: contentSha256(articleBody),
    rights: { robots: [] },
    raw: {
      topic: 'newsflow.raw-page.v1',
      partition: 0,
      offset: '0',
      sha256: contentSha256(`page with ${articleBody}`),
      fetchedAt: '2026-01-05T10:00:00.000Z',
    },
    extraction: { sources: { headline: 'json-ld' }, completeness: 0.5, warnings: [] },
    ...fields,
  };
}
