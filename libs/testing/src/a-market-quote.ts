import { type MarketQuote, marketQuoteId, pageId } from '@newsflow/contracts';

/** A clean ticker row. `id` follows from `pageId`, `version` and `raw`, unless given. */
export function aMarketQuote(fields: Partial<MarketQuote> = {}): MarketQuote {
  const page = fields.pageId ?? pageId('https://gazette.example/ferry');
  const version = fields.version ?? 1000;
  const raw = fields.raw ?? 'Brent 80.10 +1.2%';
  return {
    id: marketQuoteId(page, version, raw),
    pageId: page,
    version,
    parserVersion: 1,
    symbol: null,
    symbolRaw: 'Brent',
    name: 'Brent',
    instrumentType: 'commodity',
    exchange: null,
    currency: null,
    last: '80.10',
    change: null,
    changePercent: '1.2',
    previousClose: null,
    bid: null,
    ask: null,
    open: null,
    high: null,
    low: null,
    volume: null,
    asOf: null,
    raw,
    fields: [],
    selector: [],
    numberLocale: 'en',
    parseStatus: 'ok',
    confidence: 0.9,
    issues: [],
    candidates: [],
    occurrences: 1,
    ...fields,
  };
}
