export type InstrumentType = 'index' | 'equity' | 'currency' | 'commodity' | 'crypto' | 'bond' | 'fund';
export interface Instrument {
  /** Customary symbol ("^GSPC"), null where none is customary. */
  readonly symbol: string | null;
  readonly type: InstrumentType;
  /** As printed, lower case; "|" separated. Those of one instrument in any language. */
  readonly names: string;
  /** The short name fits several instruments ("Nasdaq"). */
  readonly variants?: string;
}

/** Instruments of one type from lines: symbol ("-" for none) = names = names that fit several variants. */
export const instrumentsOf = (type: InstrumentType, rows: string): Instrument[] =>
  rows
    .trim()
    .split('\n')
    .map((row) => {
      const [symbol = '', names = '', variants] = row.trim().split(' = ');
      return { symbol: symbol === '-' ? null : symbol, type, names, ...(variants === undefined ? {} : { variants }) };
    });
