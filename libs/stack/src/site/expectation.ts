import type { Block, MarketQuote, parserOutcomes, Quotation, scraperOutcomes } from '@newsflow/contracts';

/** What must become of one URL. */
export interface PageExpectation {
  url: string;
  /** Path of the page's file inside the site's folder; absent where nothing but a redirect is served. */
  file?: string;
  /** Absent: any outcome will do, as long as there is one. No `parser` outcome: the page never reaches the parser. */
  expected?: { scraper: (typeof scraperOutcomes)[number]; parser?: (typeof parserOutcomes)[number] };
  /** Absent where nothing of the page is stored, or nobody has read it by hand. */
  content?: ContentExpectation;
  /** What the page holds from its second fetch on; absent where it stays as it is. */
  laterContent?: ContentExpectation;
  /** Where the server sends whoever asks for it. */
  redirectsTo?: string;
  /** What is special about the page. */
  note?: string;
}

/** A page as a person reads it: everything that is to be stored of it, and nothing else is. */
export interface ContentExpectation {
  /** null where the page holds no article. */
  article: ArticleExpectation | null;
  /** In order of the text. */
  quotations: QuotationExpectation[];
  /** Stretches of the body between quotation marks that quote nobody: titles, names, irony. */
  unquoted?: string[];
  /** In no special order. */
  marketQuotes: MarketQuoteExpectation[];
}

/** A field that is absent must be absent in what is stored: the page does not state it. */
interface ArticleExpectation {
  headline: string;
  alternativeHeadline?: string;
  description?: string;
  author: string[];
  publisher?: string;
  /** ISO 8601, as published: with the zone that the page states, a day alone where it states no time. */
  datePublished?: string;
  dateModified?: string;
  dateline?: string;
  inLanguage: string;
  articleSection: string[];
  keywords: string[];
  canonicalUrl?: string;
  isAccessibleForFree?: boolean;
  /** The whole articleBody, each block as `{kind: text}`; captions and the headline are not part of it. */
  blocks: Partial<Record<Block['kind'], string>>[];
}

/**
 * What somebody said or wrote: between quotation marks (direct), a clause with a stretch between marks in it (mixed), or reported with a
 * word of saying or a named source (indirect). What people think, plan, hope or ask for is none.
 */
interface QuotationExpectation {
  type: Quotation['quotationType'];
  /** As printed, marks included; "that" belongs to the clause; parts joined by " … ". */
  text: string;
  /** The name, wherever the page gives it; else who it was as printed there; null where the page does not say. */
  speaker: string | null;
}

type MarketQuoteExpectation = Pick<
  MarketQuote,
  | 'raw'
  | 'symbol'
  | 'symbolRaw'
  | 'name'
  | 'currency'
  | 'last'
  | 'change'
  | 'changePercent'
  | 'asOf'
  | 'parseStatus'
  | 'occurrences'
>;
