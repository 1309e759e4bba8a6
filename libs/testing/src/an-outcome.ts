import { pageId, type PageOutcome } from '@newsflow/contracts';

/** The parser's outcome of a page with an article and nothing else: a manifest. `pageId` and `articleId` follow from `url`. */
export function anOutcome(fields: Partial<PageOutcome> = {}): PageOutcome {
  const url = fields.url ?? 'https://gazette.example/ferry';
  const page = fields.pageId ?? pageId(url);
  const manifest = { parserVersion: 1, articleId: page, quotations: [], marketQuotes: [] };
  return {
    pageId: page,
    url,
    version: 1000,
    stage: 'parser',
    outcome: 'parsed',
    reason: null,
    at: '2026-01-05T10:00:01.000Z',
    ...(fields.stage === 'scraper' ? {} : manifest),
    ...fields,
  };
}
