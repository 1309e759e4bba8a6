import { type MarketQuote, marketQuoteId } from '@newsflow/contracts';
import type { RowReading } from './rows/reading.ts';
import { valueFields } from './rows/row.ts';

/** Whose fetch a row was seen in. */
export interface PageFacts {
  readonly pageId: string;
  readonly version: number;
  readonly parserVersion: number;
}

/** The event of one row. */
export function toQuote(
  reading: RowReading,
  selector: MarketQuote['selector'],
  numberLocale: string | null,
  facts: PageFacts,
): MarketQuote {
  const values = Object.fromEntries(valueFields.map((field) => [field, reading.values[field] ?? null])) as Record<
    (typeof valueFields)[number],
    string | null
  >;
  return {
    id: marketQuoteId(facts.pageId, facts.version, reading.raw),
    pageId: facts.pageId,
    version: facts.version,
    parserVersion: facts.parserVersion,
    symbol: reading.symbol,
    symbolRaw: reading.symbolRaw,
    name: reading.name,
    instrumentType: reading.type,
    exchange: reading.exchange,
    currency: reading.currency,
    ...values,
    asOf: reading.time,
    raw: reading.raw,
    fields: [...reading.fields],
    selector,
    numberLocale,
    parseStatus: reading.status,
    confidence: reading.confidence,
    issues: [...reading.issues],
    candidates: [...reading.candidates],
    occurrences: 1,
  };
}
