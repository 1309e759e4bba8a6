export { aHistory, type HistoryEvent, type HistoryOptions } from './a-history.ts';
export { aMarketQuote } from './a-market-quote.ts';
export { anArticle } from './an-article.ts';
export { anEvent } from './an-event.ts';
export { anOutcome } from './an-outcome.ts';
export { aRawPage, type RawPageChanges } from './a-raw-page.ts';
export { aQuotation } from './a-quotation.ts';
export { type Random, randomOf } from './random.ts';
export { type Answer, type LoopbackServer, type SeenRequest, startLoopbackServer } from './loopback-server.ts';
