import type { Amount } from '../numbers/amounts.ts';
import type { DecimalMark } from '../numbers/number.ts';
import type { BlockTime } from '../words/as-of.ts';
import type { InstrumentType } from '../words/instrument.ts';

/** The value fields of a market quote. */
export const valueFields = [
  'last',
  'change',
  'changePercent',
  'previousClose',
  'bid',
  'ask',
  'open',
  'high',
  'low',
  'volume',
] as const;
export type ValueField = (typeof valueFields)[number];
export type Direction = 1 | -1;

/** What a caption, a head, a note and the page's language say about all rows of one block. */
export interface BlockFacts {
  readonly language: string | null;
  readonly decimal: DecimalMark | null;
  readonly currency: string | null;
  /** Bare prices are hundredths of the currency (a head says "pence"). */
  readonly minor: boolean;
  readonly time: BlockTime | null;
  readonly exchange: string | null;
  /** What its head says the rows are; null if it does not. */
  readonly type: InstrumentType | null;
}

/** One value as printed, with the field that its column, label or place gives it. */
export interface Slot {
  readonly field: ValueField;
  readonly state: 'number' | 'missing' | 'broken' | 'unchanged';
  readonly amount: Amount | null;
  /** Offsets in the row's raw text. */
  readonly start: number;
  readonly end: number;
  /** From an arrow beside it, a class or a word ("down"). */
  readonly direction: Direction | null;
  /** Only a colour shows the direction, on a page of a country where colours mean the opposite or nothing. */
  readonly colourOnly: boolean;
  readonly basisPoints: boolean;
}

/** A row whose values have been given fields. */
export interface PrintedRow {
  readonly raw: string;
  readonly name: string | null;
  readonly ticker: string | null;
  readonly exchange: string | null;
  readonly slots: readonly Slot[];
  /** From the row itself: unit column, attribute, brackets in the name. */
  readonly currency: string | null;
  readonly time: string | null;
  /** Nothing says which value is which. */
  readonly columnsUnknown: boolean;
}
