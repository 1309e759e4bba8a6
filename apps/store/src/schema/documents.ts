import type { Article, MarketQuote, PageOutcome, Quotation } from '@newsflow/contracts';

/** Which of two readings of a page is newer; compared field by field in this order, here and by MongoDB. */
export interface Guard {
  readonly version: number;
  readonly parserVersion: number;
  /** Decides between two different events with equal versions, so that every order of arrival gives the same winner. */
  readonly tie: string;
}

/** Of the outcomes of one fetch at one stage; a dead letter (rank 0) changes nothing that another outcome said. */
export interface OutcomeGuard extends Omit<Guard, 'version'> {
  readonly rank: 0 | 1;
}

interface Guarded<ContentGuard = Guard> {
  /** Bookkeeping: which event gave the content, and which manifest gave `current`. */
  readonly guard: { readonly content?: ContentGuard; readonly manifest?: Guard };
  /** MongoDB server time at which this content was written. */
  readonly storedAt: Date;
}
interface Listed extends Guarded {
  readonly _id: string;
  /** The manifest lists it. False as long as there is none. */
  readonly current: boolean;
}

/** `_id`: page id. The newest reading of the page. */
export type ArticleDocument = Article & Listed;
/** `_id`: quotation id. */
export type QuotationDocument = Quotation & Listed;
/** `_id`: market-quote id. */
export type MarketQuoteDocument = MarketQuote & Listed;

type Seen = Omit<Guard, 'tie'>;

/** `_id`: page id:contentHash. One content of an article, whenever it was seen. */
export interface ArticleRevisionDocument
  extends
    Guarded,
    Pick<Article, 'headline' | 'alternativeHeadline' | 'description' | 'dateModified' | 'articleBody' | 'contentHash'> {
  readonly _id: string;
  readonly articleId: string;
  readonly firstSeen: Seen;
  readonly lastSeen: Seen;
}

/** `_id`: page id:stage:version. How one fetch ended at one stage. */
export type PageOutcomeDocument = PageOutcome & Guarded<OutcomeGuard> & { readonly _id: string };

/** `_id`: page id. The newest parser outcome of the page: what of it is current. */
export interface ManifestDocument extends Guarded {
  readonly _id: string;
  readonly version: number;
  readonly parserVersion: number;
  readonly articleId: string | null;
  readonly quotations: readonly string[];
}
