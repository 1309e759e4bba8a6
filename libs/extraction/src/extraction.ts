import type { Article, MarketQuote, Quotation, Rights, Warning } from '@newsflow/contracts';

export { parserVersion } from './parser-version.ts';

export interface PageInput {
  /** The body with its content codings undone. */
  readonly bytes: Uint8Array;
  /** The response's own content-type, charset label included; null if it had none. */
  readonly contentType: string | null;
  /** Final URL: base of relative links. */
  readonly url: string;
  readonly pageId: string;
  readonly version: number;
  /** What the response's headers said (X-Robots-Tag, tdm-reservation). */
  readonly rights: Rights;
}

/** An article as read from the page alone; the caller adds what only it knows. */
export type ExtractedArticle = Omit<Article, 'raw' | 'changeKind'>;

export interface Extraction {
  /** null where the page holds no article; `warnings` say why. */
  readonly article: ExtractedArticle | null;
  /** Those inside the article's body, in order. */
  readonly quotations: readonly Quotation[];
  readonly marketQuotes: readonly MarketQuote[];
  readonly warnings: readonly Warning[];
}
