import type { ParsedPage } from '@newsflow/extraction';

/** The object of `parse` for a page that could not be read: of the same shape as any other. */
export function failedPage(code: 'PARSE_FAILED' | 'INVALID_LINE', error: unknown): ParsedPage {
  return {
    article: null,
    quotations: [],
    marketQuotes: [],
    warnings: [{ code, message: error instanceof Error ? error.message : String(error) }],
    text: null,
    title: null,
    authors: [],
    publishedAt: null,
    language: null,
    sections: [],
    tags: [],
  };
}
