import type { MarketQuote, parserOutcomes, Quotation, scraperOutcomes } from '@newsflow/contracts';

/** A news site on loopback addresses, and what a scraper needs to be told in order to reach it. */
export interface Site {
  /** Host names, resolved by `dns` alone. */
  hosts: string[];
  /** `host:port` of the site's DNS server, for NEWSFLOW_FETCH_DNS. */
  dns: string;
  /** Comma list for NEWSFLOW_FETCH_ALLOW_CIDR. */
  allowCidr: string;
  /** Comma list for NEWSFLOW_FETCH_ALLOW_PORTS. */
  allowPorts: string;
  /** The content of a sources file that leads to every page. */
  sourcesYaml: string;
  /** One entry for every page; feeds, sitemaps and robots.txt are not pages. */
  expectations: PageExpectation[];
  /** Every answered request, in order of answering. */
  log: LoggedRequest[];
  stop(): Promise<void>;
}

export interface LoggedRequest {
  url: string;
  at: Date;
  status: number;
  userAgent: string | null;
}

export interface PageExpectation {
  url: string;
  /** Path of the page's file inside the site's folder. */
  file: string;
  /** Absent: any outcome will do, as long as there is one. No `parser` outcome: the page never reaches the parser. */
  expected?: { scraper: (typeof scraperOutcomes)[number]; parser?: (typeof parserOutcomes)[number] };
  /** Absent where the page holds no article, or nobody has read it by hand. */
  article?: ArticleExpectation;
  /** All rows of the page, in no special order; absent where it has none, or nobody has read it by hand. */
  marketQuotes?: MarketQuoteExpectation[];
  /** What is special about the page. */
  note?: string;
}

/** An article as a person reads the page. */
export interface ArticleExpectation {
  headline: string;
  author: string[];
  /** ISO 8601, as published: with the zone that the page states, a day alone where it states no time. */
  datePublished: string;
  inLanguage: string;
  /** Number of paragraphs, the lead included; neither subheadings nor captions. */
  paragraphs: number;
  subheadings: string[];
  firstWords: string;
  lastWords: string;
  /** Every direct quotation in order of the text, marks included; of a mixed one, the part between marks. */
  quotations: { type: Exclude<Quotation['quotationType'], 'indirect'>; text: string; speaker: string }[];
  /** Furniture of the page that must not be in the body. */
  without: string[];
}

/** A market row; an absent field is one on which readers may differ. */
export interface MarketQuoteExpectation extends Pick<
  MarketQuote,
  'raw' | 'symbolRaw' | 'last' | 'parseStatus' | 'occurrences'
> {
  name?: string;
  change?: string | null;
  changePercent?: string | null;
  currency?: string;
  asOf?: string;
}
