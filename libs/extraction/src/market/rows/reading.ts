import type { MarketIssue } from '../issues.ts';
import { shiftDecimal } from '../numbers/number.ts';
import { isoTime } from '../words/as-of.ts';
import { currencyIn, pairIn } from '../words/currencies.ts';
import type { InstrumentType } from '../words/instrument.ts';
import { knownInstrument } from '../words/known.ts';
import type { BlockFacts, PrintedRow, Slot, ValueField } from './row.ts';
import { type Signed, settleSigns } from './signs.ts';

type ParseStatus = 'ok' | 'partial' | 'ambiguous' | 'malformed';
export interface Candidate {
  readonly reading: string;
  readonly why: string;
}
export interface FieldOfRow {
  readonly raw: string;
  readonly value: string | null;
  readonly unit: string | null;
  readonly start: number;
  readonly end: number;
}
/** What a row says, before it becomes an event. */
export interface RowReading {
  readonly raw: string;
  readonly symbol: string | null;
  readonly symbolRaw: string;
  readonly name: string | null;
  readonly type: InstrumentType | null;
  readonly exchange: string | null;
  readonly currency: string | null;
  readonly time: string | null;
  readonly values: Partial<Record<ValueField, string>>;
  readonly status: ParseStatus;
  readonly issues: readonly MarketIssue[];
  readonly candidates: readonly Candidate[];
  readonly fields: readonly FieldOfRow[];
  readonly confidence: number;
}

const negate = (value: string): string => (value === '0' ? value : `-${value}`);
const isCentral = (field: ValueField): boolean => field === 'last' || field === 'bid' || field === 'ask';

/** One value of a row; undefined if the row does not certainly say it. */
function valueOf(slot: Slot, signed: Signed, minor: boolean): string | undefined {
  const { field, amount } = slot;
  if (slot.state === 'unchanged') return '0';
  if (amount?.value == null) return undefined;
  const isMoney = field !== 'volume' && field !== 'changePercent';
  const scaled = isMoney && (minor || amount.minor) ? shiftDecimal(amount.value, -2) : amount.value;
  const inPoints = slot.basisPoints || amount.unit === 'basis-points' ? shiftDecimal(scaled, -2) : scaled;
  if (field === 'change' || field === 'changePercent') {
    const sign = signed[field];
    if (sign === 'unknown' || sign === 'contradictory') return undefined;
    return sign === -1 ? negate(inPoints) : inPoints;
  }
  return amount.sign === -1 ? negate(inPoints) : inPoints;
}

/** Turns a printed row into values with a status. What is printed but undecidable is null, and the status says so. */
export function readRow(row: PrintedRow, block: BlockFacts): RowReading {
  const known =
    (row.ticker === null ? null : knownInstrument(row.ticker)) ??
    (row.name === null ? null : knownInstrument(row.name));
  const pair = [row.name, row.ticker]
    .map((text) => (text === null ? null : pairIn(text, block.language)))
    .find((found) => found !== null);
  const slot = (field: ValueField): Slot | undefined => row.slots.find((one) => one.field === field);
  const last = slot('last');
  const isYield = last?.amount?.unit === 'percent';
  // Pence and a listing are those of shares.
  const isListed = row.exchange !== null || (last?.amount?.minor ?? false);
  const type =
    known?.instrument.type ?? (pair ? 'currency' : isYield ? 'bond' : (block.type ?? (isListed ? 'equity' : null)));
  const issues = new Set<MarketIssue>();
  const candidates: Candidate[] = [];
  const signed = settleSigns(slot('change'), slot('changePercent'));
  for (const issue of signed.issues) issues.add(issue);

  const minor = block.minor || last?.amount?.minor === true;
  const values: Partial<Record<ValueField, string>> = {};
  let status: ParseStatus = signed.issues.length > 0 ? 'partial' : 'ok';
  for (const one of row.slots) {
    const value = valueOf(one, signed, minor);
    if (value !== undefined) {
      // A leading zero leaves the value readable and doubtful.
      if (one.amount?.issue != null) issues.add(one.amount.issue);
      values[one.field] ??= value;
      continue;
    }
    if (one.state === 'missing') issues.add('VALUE_MISSING');
    if (one.state === 'broken') issues.add('NUMBER_MALFORMED');
    if (one.amount?.issue != null) issues.add(one.amount.issue);
    const undecided =
      (one.amount?.readings.length ?? 0) > 0 && one.amount?.value === null && one.amount.issue !== 'NUMBER_MALFORMED';
    if (undecided)
      for (const reading of one.amount.readings)
        candidates.push({ reading: `${one.field}=${reading}`, why: whyOf(one.amount.issue) });
    if (isCentral(one.field) && one.state !== 'missing')
      status = undecided ? worst(status, 'ambiguous') : worst(status, 'malformed');
    else status = worst(status, 'partial');
  }
  if (row.columnsUnknown) {
    issues.add('COLUMN_SEMANTICS_UNKNOWN');
    status = worst(status, 'ambiguous');
    candidates.push(...positional(row.slots));
  }
  if (Math.abs(Number(values.changePercent ?? 0)) >= 100 && type !== 'crypto') issues.add('CHANGE_IMPLAUSIBLE');

  const printed = last?.amount?.currency ?? slot('bid')?.amount?.currency ?? slot('change')?.amount?.currency ?? null;
  const fromBlock =
    type === 'index' || type === 'bond'
      ? null
      : (pair?.quote ?? row.currency ?? inName(row.name, type, block.language) ?? block.currency);
  const currency = printed ?? fromBlock;
  const time = row.time ?? (block.time === null ? null : isoTime(block.time));
  if (time === null) issues.add('NO_TIMESTAMP');
  if (currency === null) issues.add('NO_CURRENCY');
  const isDecided = status === 'ok' || status === 'partial';
  return {
    raw: row.raw,
    symbol: isDecided && known !== null && !known.variant ? known.instrument.symbol : null,
    symbolRaw: row.ticker ?? row.name ?? '',
    name: row.name,
    type,
    exchange: row.exchange ?? block.exchange,
    currency,
    time,
    values: isDecided ? values : {},
    status,
    issues: [...issues],
    candidates: isDecided ? [] : candidates,
    fields: row.slots.map((one) => fieldOf(one, row.raw)),
    confidence: confidenceOf(status, known !== null),
  };
}

const order: readonly ParseStatus[] = ['ok', 'partial', 'ambiguous', 'malformed'];
const worst = (a: ParseStatus, b: ParseStatus): ParseStatus => (order.indexOf(a) > order.indexOf(b) ? a : b);
const confidenceOf = (status: ParseStatus, isKnown: boolean): number =>
  ({ ok: isKnown ? 0.95 : 0.85, partial: 0.6, ambiguous: isKnown ? 0.2 : 0.1, malformed: 0.1 })[status];

const whyOf = (issue: MarketIssue | null): string =>
  issue === 'DECIMAL_OR_THOUSANDS_AMBIGUOUS'
    ? 'a single mark before three digits'
    : 'the mark may be a decimal or a fraction';

/** "Bitcoin CAD", "Oro (€/grammo)": but "Euro" alone names the thing that is priced, not the money it is priced in. */
function inName(name: string | null, type: InstrumentType | null, language: string | null): string | null {
  if (name === null || type === 'currency') return null;
  const brackets =
    /\(([^()]+)\)$/u.exec(name)?.[1] ?? (type === 'crypto' ? /\s([A-Z]{3})$/u.exec(name)?.[1] : undefined);
  return brackets === undefined ? null : currencyIn(brackets, language);
}

function positional(slots: readonly Slot[]): Candidate[] {
  const numbers = slots.flatMap(({ amount }) => (amount ? [amount.raw] : []));
  const [value, change, percent] = numbers;
  if (value === undefined) return [];
  const rest = [
    change === undefined ? '' : `, change=${change}`,
    percent === undefined ? '' : `, changePercent=${percent}`,
  ].join('');
  return [{ reading: `last=${value}${rest}`, why: 'positional: value, change, percent' }];
}

export const fieldOf = ({ amount, start, end }: Slot, raw: string): FieldOfRow => {
  const minus = amount?.sign === -1 || (amount?.sign === null && amount.arrow === -1);
  return {
    raw: raw.slice(start, end),
    value: amount?.value == null ? null : minus ? negate(amount.value) : amount.value,
    unit: amount?.unit === 'percent' ? 'percent' : (amount?.currency ?? null),
    start,
    end,
  };
};
