import { type Amount, findAmounts } from '../numbers/amounts.ts';
import { plainMarks } from '../numbers/marks.ts';
import { roleOf } from '../words/columns.ts';
import { currencyOf, pairIn } from '../words/currencies.ts';
import { isUnchanged, wordDirection } from '../words/direction.ts';
import { knownGlued, knownInstrument, knownPrefix, misspelt } from '../words/known.ts';
import { splitName } from './name.ts';
import { type BlockFacts, type Direction, type PrintedRow, type Slot, type ValueField, valueFields } from './row.ts';

/** What the markup around a line adds to its text. */
export interface LineHints {
  /** Texts of the leaf elements with their offsets in the line. */
  readonly leaves: readonly { readonly start: number; readonly end: number }[];
  readonly direction: Direction | null;
  readonly colourOnly: boolean;
  readonly ticker: string | null;
  readonly currency: string | null;
  readonly time: string | null;
}
const noHints: LineHints = {
  leaves: [],
  direction: null,
  colourOnly: false,
  ticker: null,
  currency: null,
  time: null,
};

export interface Line {
  readonly row: PrintedRow;
  /** The name is that of a known instrument or currency pair. */
  readonly isKnown: boolean;
  /** Known only as food: such names stand in recipes too. */
  readonly isFood: boolean;
  /** Digits stand directly behind the name. */
  readonly isGlued: boolean;
  readonly hasChange: boolean;
  readonly amounts: readonly Amount[];
}

const filler =
  /^(?:pts?\.?|points?|punkte|zähler|puntos|punti|a barrel|\/?(?:oz|bbl|barrel|t)|per (?:ounce|barrel|ton)|an ounce|delayed)$/iu;
const bar = /[\s\u00a0|•·:.…()[\]/~–—-]+/u;
const trimmed = (text: string): string =>
  text.replace(new RegExp(`^${bar.source}`, 'u'), '').replace(new RegExp(`${bar.source}$`, 'u'), '');
const volumeName = /volume|volumen|umsatz|обор[оо]т|hacim|turnover/iu;
const food =
  /^(?:corn|maize|mais|maíz|soybeans?|soja|wheat|weizen|blé|trigo|oats|cocoa|cocoa beans|kakao|cacao|coffee|kaffee|café|sugar|zucker|sucre|azúcar|rice|vanilla|or|oil)$/iu;
const blankGrouping = /^(?:fr|ru|pl|cs|sk|sv|nb|no|nn|fi|uk|bg|hu|et|lv|lt)\b/iu;

/**
 * Reads "DJIA 43,870.35 +0.23%" and the like: a name, then numbers with nothing but labels between them. null for every
 * other text: a sentence, a price list with words behind its prices.
 */
export function readLine(raw: string, block: BlockFacts, hints: LineHints = noHints): Line | null {
  if (raw.length > 300 || !/\d/u.test(raw)) return null;
  const plain = plainMarks(raw);
  const prefix = knownPrefix(plain);
  const context = {
    decimal: block.decimal,
    language: block.language,
    blankGroups: block.language !== null && blankGrouping.test(block.language),
  };
  const nameMin = prefix?.length ?? Math.max(1, plain.search(/[\s\u00a0]|$/u));
  const amounts = findAmounts(plain, context).filter(({ start }) => start >= nameMin);
  const firstAmount = amounts[0];
  if (!firstAmount) return null;
  const title = nameOf(raw, plain, firstAmount.start, prefix);
  if (title === null || volumeName.test(title)) return null;
  const names = splitName(
    title,
    hints.leaves.filter(({ end }) => end <= firstAmount.start).map(({ start, end }) => raw.slice(start, end)),
  );
  const word = /^\S+/u.exec(plain)?.[0] ?? '';
  const glued = prefix === null && /\p{L}.*\d$/u.test(word) ? knownGlued(word) : null;
  const isYield = /yield|bond|bund|rendite|-ye?a?r\b|treasury|gilt|\boat\b|btp/iu.test(title);
  const slots = assign(raw, plain, amounts, isYield, hints);
  if (slots === null || slots.slots.length === 0 || isYear(amounts)) return null;
  const isKnown =
    glued !== null ||
    isKnownName(names.name, prefix?.length ?? null, block.language) ||
    pairIn(names.name, block.language) !== null ||
    (/\d$/u.test(word) && misspelt(word.replace(/\d+$/u, '')) !== null);
  return {
    row: {
      raw,
      name: names.name,
      ticker: hints.ticker ?? names.ticker,
      exchange: names.exchange,
      slots: slots.slots,
      currency: hints.currency,
      time: hints.time,
      columnsUnknown: slots.columnsUnknown,
    },
    isKnown,
    isFood: food.test(names.name),
    isGlued: glued !== null || (prefix === null && /\p{L}{2,}.*\d$/u.test(word)),
    hasChange: slots.slots.some(({ field }) => field === 'change' || field === 'changePercent'),
    amounts,
  };
}

/** The whole name is known, or what stands behind the known part is the money it is priced in ("Bitcoin CAD"). */
function isKnownName(name: string, known: number | null, language: string | null): boolean {
  if (knownInstrument(name) !== null) return true;
  return known !== null && known < name.length && currencyOf(name.slice(known), language) !== null;
}

function nameOf(raw: string, plain: string, end: number, prefix: { length: number } | null): string | null {
  const text = raw
    .slice(0, end)
    .replace(/[\s\u00a0:.…|–—-]+$/u, '')
    .trim();
  if (text === '' || text.length > 60 || text.split(' ').length > 8 || /[{}]/u.test(text)) return null;
  if (!/[\p{L}€£$¥]/u.test(text)) return null;
  if (prefix && /^(?:yield|index|price|rate|,)?$/iu.test(trimmed(plain.slice(prefix.length, end))))
    return raw.slice(0, prefix.length).trim();
  return text;
}

/** "Microsoft Ignite 2025" is an event, not a price. */
const isYear = (amounts: readonly Amount[]): boolean =>
  amounts.length === 1 && /^(?:19|20)\d\d$/u.test(amounts[0]?.raw ?? '');

interface Assigned {
  readonly slots: Slot[];
  readonly columnsUnknown: boolean;
}

/** Gives each number a field: by the label before it, else by its place and marks. null where words stand between numbers. */
function assign(
  raw: string,
  plain: string,
  amounts: readonly Amount[],
  isYield: boolean,
  hints: LineHints,
): Assigned | null {
  const slots: Slot[] = [];
  const free: { amount: Amount; direction: Direction | null }[] = [];
  let unchangedAt: number | null = null;
  const put = (field: ValueField, amount: Amount, direction: Direction | null): void => {
    const moves = field === 'change' || field === 'changePercent';
    if (slots.some((slot) => slot.field === field)) return;
    slots.push({
      field,
      state: 'number',
      amount,
      start: amount.start,
      end: amount.end,
      direction: moves ? (direction ?? hints.direction) : null,
      colourOnly: hints.colourOnly,
      basisPoints: false,
    });
  };
  for (const [index, amount] of amounts.entries()) {
    const previous = amounts[index - 1];
    const gap = previous ? trimmed(plain.slice(previous.end, amount.start)) : '';
    const role = gap === '' ? null : roleOf(gap);
    if (role === 'ignored' || (role === 'volume' && amount.currency !== null)) continue;
    const field = role === 'change' && amount.unit === 'percent' ? 'changePercent' : role;
    if (field !== null && (valueFields as readonly string[]).includes(field)) {
      put(field as ValueField, amount, null);
      continue;
    }
    const direction = gap === '' ? null : wordDirection(gap);
    if (/\p{L}/u.test(gap) && direction === null && !filler.test(gap)) {
      if (!isUnchanged(gap)) return null;
      unchangedAt = previous?.end ?? null;
    }
    free.push({ amount, direction });
  }
  const tail = trimmed(plain.slice(amounts.at(-1)?.end ?? 0));
  if (tail !== '') {
    if (isUnchanged(tail)) unchangedAt = plain.lastIndexOf(tail);
    else if (/[\p{L}°]/u.test(tail) && !filler.test(tail)) return null;
  }
  const columnsUnknown = place(free, isYield, put);
  if (unchangedAt !== null && !slots.some(({ field }) => field === 'change'))
    slots.push({
      field: 'change',
      state: 'unchanged',
      amount: null,
      start: unchangedAt,
      end: raw.length,
      direction: null,
      colourOnly: false,
      basisPoints: false,
    });
  return { slots: slots.sort((a, b) => a.start - b.start), columnsUnknown };
}

/** Numbers without labels: value, change, percent. True if that is not certain. */
function place(
  free: readonly { amount: Amount; direction: Direction | null }[],
  isYield: boolean,
  put: (field: ValueField, amount: Amount, direction: Direction | null) => void,
): boolean {
  const [first, ...rest] = free;
  if (!first) return false;
  put('last', first.amount, first.direction);
  const percents = rest.filter(({ amount }) => amount.unit === 'percent');
  const plain = rest.filter(({ amount }) => amount.unit !== 'percent');
  for (const { amount, direction } of percents.slice(0, 1)) put('changePercent', amount, direction);
  for (const { amount, direction } of plain.slice(0, 1)) put('change', amount, direction);
  const moves = plain[0];
  const isMove =
    moves === undefined ||
    percents.length > 0 ||
    (moves.amount.sign ?? moves.amount.arrow ?? moves.direction) !== null ||
    moves.amount.bracketed ||
    moves.amount.value === '0';
  return (first.amount.unit === 'percent' && !isYield) || percents.length > 1 || plain.length > 1 || !isMove;
}
