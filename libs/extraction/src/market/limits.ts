import type { MarketQuote, Warning } from '@newsflow/contracts';

/** Rows that are read of one page, repeated ones too: a bound for pages that are made of nothing else. */
export const maxMarketRows = 10_000;

/** Says of the rows of a page that there may be more. */
export function marketWarnings(rows: readonly { readonly quote: MarketQuote }[]): Warning[] {
  const read = rows.reduce((sum, { quote }) => sum + quote.occurrences, 0);
  const message = `market rows after number ${maxMarketRows} were left out`;
  return read < maxMarketRows ? [] : [{ code: 'MARKET_ROWS_TOO_MANY', message }];
}
