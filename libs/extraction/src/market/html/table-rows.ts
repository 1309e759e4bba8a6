import { findAmounts, type NumberContext } from '../numbers/amounts.ts';
import { plainMarks } from '../numbers/marks.ts';
import { blockTime, clockIn, isoTime } from '../words/as-of.ts';
import { isEquityName, isMarketName, type Role, roleOf } from '../words/columns.ts';
import { currencyIn, currencyOf, pairIn } from '../words/currencies.ts';
import { isBroken, isMissing, isUnchanged } from '../words/direction.ts';
import type { InstrumentType } from '../words/instrument.ts';
import { knownInstrument } from '../words/known.ts';
import { splitName } from '../rows/name.ts';
import type { BlockFacts, PrintedRow, Slot, ValueField } from '../rows/row.ts';
import { blockFacts } from './block-facts.ts';
import { type Cell, type Grid, type GridRow, maxColumns, transposed } from './table-grid.ts';

export interface TableRows {
  readonly block: BlockFacts;
  readonly rows: readonly { readonly row: PrintedRow; readonly source: GridRow }[];
}
const eastAsian = /^(?:zh|ja|ko)\b/iu;
const isNumeric = (cell: Cell): boolean =>
  /\d/u.test(plainMarks(cell.text)) || isMissing(cell.text) || isBroken(cell.text) || isUnchanged(cell.text);
const isPrice = (role: Role | null): boolean => role === 'last' || role === 'bid' || role === 'ask';

/** The market rows of a table whose heads say that it is one; null for every other table. */
export function tableRows(grid: Grid, note: string, language: string | null): TableRows | null {
  return headed(grid, note, language) ?? (isTransposed(grid) ? headed(transposed(grid), note, language) : null);
}

function headed(grid: Grid, note: string, language: string | null): TableRows | null {
  const headCount = headRows(grid);
  if (headCount === 0) return null;
  const heads = columnHeads(grid, headCount);
  const roles = heads.map((head) => roleOf(head) ?? roleOf(head.replace(/^.* (?=\S+$)/u, '')));
  const body = grid.rows.slice(headCount).filter(({ cells }) => cells.length >= 2 && new Set(cells).size > 1);
  if (!roles.some(isPrice) || body.length === 0) return null;
  const tickers = symbolColumnOf(roles, body);
  const nameColumn = nameColumnOf(
    roles.map((role, column) => (column === tickers ? 'symbol' : role)),
    body,
  );
  if (nameColumn < 0) return null;
  const symbolColumn = tickers;
  const names = body.map(({ cells }) => cells[nameColumn]?.text ?? '');
  const known = names.filter(
    (name) => name !== '' && (knownInstrument(name) !== null || pairIn(name, language) !== null),
  ).length;
  const head = heads[nameColumn] ?? '';
  const isStrong =
    isMarketName(head) ||
    symbolColumn >= 0 ||
    (roles.includes('bid') && roles.includes('ask')) ||
    known * 5 >= body.length;
  const hasMoves = roles.some(
    (role) => role === 'change' || role === 'changePercent' || role === 'changeBasisPoints' || role === 'previousClose',
  );
  const isWeakName = roles[nameColumn] === 'name';
  if (
    !(isStrong && (hasMoves || known * 2 >= body.length || roles.includes('bid') || symbolColumn >= 0)) &&
    !(isWeakName && hasMoves && roles.includes('last'))
  )
    return null;

  const priceHeads = heads.filter((_, index) => isPrice(roles[index] ?? null)).join(' ');
  const type = typeOf(head, heads.join(' '), grid.caption, roles);
  const values = body
    .map(({ cells }) =>
      cells
        .filter((_, index) => index !== nameColumn && roles[index] !== 'time' && roles[index] !== 'symbol')
        .map(({ text }) => text)
        .join(' '),
    )
    .join(' ');
  const block = blockFacts({ language, caption: grid.caption, heads: `${priceHeads} ${head}`, note, values, type });
  const rows = body.flatMap((source) => {
    const row = printedRow(source, roles, nameColumn, symbolColumn, block);
    return row === null ? [] : [{ row, source }];
  });
  return rows.length === 0 ? null : { block, rows };
}

/** The first rows in which no cell but a year or "24h" holds a number and some cell is a column head. */
function headRows(grid: Grid): number {
  let count = 0;
  for (const { cells } of grid.rows.slice(0, 3)) {
    const isHead =
      cells.length > 1 &&
      cells.every(
        (cell) => cell.isHead || !/^[+-]?[€$£]?\s?\d/u.test(plainMarks(cell.text)) || roleOf(cell.text) !== null,
      ) &&
      (cells.every(({ isHead: head }) => head) || cells.filter(({ text }) => roleOf(text) !== null).length >= 2);
    if (!isHead || (count > 0 && !cells.every(({ isHead: head }) => head))) break;
    count += 1;
  }
  return count;
}

function columnHeads(grid: Grid, count: number): string[] {
  const width = Math.max(0, ...grid.rows.map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, column) =>
    [...new Set(grid.rows.slice(0, count).map(({ cells }) => cells[column]?.text ?? ''))].join(' ').trim(),
  );
}

function isTransposed(grid: Grid): boolean {
  // Each row has a field: there are no more of them than of columns.
  if (grid.rows.length > maxColumns) return false;
  const labels = grid.rows.slice(1).map(({ cells }) => roleOf(cells[0]?.text ?? ''));
  return (
    labels.filter((role) => role !== null && role !== 'name' && role !== 'ignored').length >= 2 &&
    labels.some((role) => role === 'last' || role === 'bid')
  );
}

function nameColumnOf(roles: readonly (Role | null)[], body: readonly GridRow[]): number {
  const isName = (column: number): boolean => body.some(({ cells }) => /\p{L}/u.test(cells[column]?.text ?? ''));
  const named = roles.findIndex((role, column) => role === 'name' && isName(column));
  if (named >= 0) return named;
  const free = roles.findIndex((role, column) => role === null && isName(column));
  if (free >= 0) return free;
  return roles.findIndex(
    (role, column) => role === 'symbol' && body.some(({ cells }) => (cells[column]?.text ?? '') !== ''),
  );
}

/** The column of tickers: by its head, or the first of two name columns if it holds nothing but short capitals. */
function symbolColumnOf(roles: readonly (Role | null)[], body: readonly GridRow[]): number {
  const headed = roles.indexOf('symbol');
  const [first, second] = roles.flatMap((role, column) => (role === 'name' ? [column] : []));
  if (headed >= 0 || first === undefined || second === undefined) return headed;
  return body.every(({ cells }) => /^[A-Z0-9.]{1,7}$/u.test(cells[first]?.text ?? '')) ? first : -1;
}

function typeOf(head: string, heads: string, caption: string, roles: readonly (Role | null)[]): InstrumentType | null {
  const words = `${head} ${caption}`.toLowerCase();
  if (/yield|rendite|rendement|bund/iu.test(heads) || /(?:^|\s)bonds?\b/u.test(words)) return 'bond';
  if (/devise|devisen|currenc|waluta|divisa|döviz|валют|العملة|العملات|通貨|pair\b|\bfx\b|moneda|cambi/u.test(words))
    return 'currency';
  if (/contract|commodit|rohstoff|edelmetall|grain|metal|matières premières/u.test(words)) return 'commodity';
  if (/coin|crypto|token/u.test(words)) return 'crypto';
  if (/(?:^|\s)(?:index|indices|indexes|indizes|indice|índice|endeks|индекс|المؤشر|指数|شاخص)(?:$|\s)/u.test(words))
    return 'index';
  return isEquityName(head) || roles.includes('volume') ? 'equity' : null;
}

function printedRow(
  { cells }: GridRow,
  roles: readonly (Role | null)[],
  nameColumn: number,
  symbolColumn: number,
  block: BlockFacts,
): PrintedRow | null {
  const context: NumberContext = { decimal: block.decimal, language: block.language, blankGroups: true };
  let raw = '';
  const slots: Slot[] = [];
  let time: string | null = null;
  let currency: string | null = null;
  let hasValue = false;
  for (const [column, cell] of cells.entries()) {
    if (cell.text === '' || (cell.isShared && column !== nameColumn) || cells.indexOf(cell) !== column) continue;
    const start = raw === '' ? 0 : raw.length + 1;
    raw = raw === '' ? cell.text : `${raw} ${cell.text}`;
    const role = roles[column] ?? null;
    if (role === 'unit') currency = currencyIn(cell.text, block.language) ?? currencyOf(cell.text, block.language);
    if (role === 'time') time = timeOf(cell.text, block);
    if (column === nameColumn || column === symbolColumn || role === null || role === 'time' || role === 'unit')
      continue;
    hasValue ||= isNumeric(cell);
    for (const slot of cellSlots(cell, role, start, context))
      if (!slots.some(({ field }) => field === slot.field)) slots.push(slot);
  }
  const nameCell = cells[nameColumn];
  if (
    !nameCell ||
    nameCell.text === '' ||
    nameCell.text.length > 80 ||
    !hasValue ||
    /[{}]/u.test(raw) ||
    /^(?:total|gesamt|summe|totale|итого|average|toplam)(?![\p{L}])/iu.test(nameCell.text)
  )
    return null;
  if (!slots.some(({ field }) => field === 'last' || field === 'bid' || field === 'ask')) return null;
  const names = splitName(
    nameCell.text,
    nameCell.leaves.map(({ start, end }) => nameCell.text.slice(start, end)),
  );
  const symbol = symbolColumn >= 0 && symbolColumn !== nameColumn ? (cells[symbolColumn]?.text ?? '') : '';
  return {
    raw,
    name: symbolColumn === nameColumn ? null : names.name,
    ticker: symbol !== '' ? symbol : symbolColumn === nameColumn ? nameCell.text : names.ticker,
    exchange: names.exchange,
    slots,
    currency,
    time,
    columnsUnknown: false,
  };
}

function timeOf(text: string, block: BlockFacts): string | null {
  const full = blockTime(text, block.language);
  if (full) return isoTime(full);
  const clock = clockIn(text);
  return clock && block.time
    ? isoTime({
        date: block.time.date,
        clock: { time: clock.time, offset: clock.offset ?? block.time.clock?.offset ?? null },
      })
    : null;
}

/** The values of one cell: one, a change with its percent, or a range. */
export function cellSlots(cell: Cell, role: Role, offset: number, context: NumberContext): Slot[] {
  const text = plainMarks(cell.text);
  const isCjk = context.language !== null && eastAsian.test(context.language);
  const direction = cell.named ?? (isCjk ? null : cell.colour);
  const slot = (field: ValueField, state: Slot['state'], amount: Slot['amount']): Slot => ({
    field,
    state,
    amount,
    start: offset + (amount?.start ?? 0),
    end: offset + (amount?.end ?? cell.text.length),
    direction: field === 'change' || field === 'changePercent' ? direction : null,
    colourOnly: isCjk && cell.colour !== null,
    basisPoints: role === 'changeBasisPoints',
  });
  const field = fieldOfRole(role);
  if (field === null) return [];
  const isMove = field === 'change' || field === 'changePercent';
  if (isMissing(cell.text)) return [slot(field, 'missing', null)];
  if (isMove && text !== '0' && isUnchanged(text)) return [slot(field, 'unchanged', null)];
  const amounts = findAmounts(text, context);
  const [first, second] = amounts;
  if (!first || isBroken(cell.text)) return [slot(field, 'broken', null)];
  if (role === 'range')
    return second && amounts.length === 2
      ? [slot('low', 'number', first), slot('high', 'number', { ...second, sign: null })]
      : [];
  if (field === 'volume' && first.currency !== null) return [];
  const bare = amounts
    .slice(1)
    .some((amount) => amount.unit !== 'percent' && amount.sign === null && amount.arrow === null && !amount.bracketed);
  // "17 56.23": one number too many, or a number broken by a blank.
  if (bare && (!isMove || amounts.length === 2))
    return [
      slot(field, 'broken', {
        ...first,
        value: null,
        issue: 'NUMBER_GROUPING_INVALID',
        readings: [],
        end: amounts.at(-1)?.end ?? first.end,
      }),
    ];
  if (isMove) {
    const moves = amounts
      .slice(0, 2)
      .map((amount) =>
        slot(amount.unit === 'percent' || role === 'changePercent' ? 'changePercent' : 'change', 'number', amount),
      );
    return moves[0]?.field === moves[1]?.field ? moves.slice(0, 1) : moves;
  }
  // "31.70 +0.50 (+1.60%)" in one cell under "Last".
  const moves = amounts
    .slice(1)
    .filter(() => field === 'last')
    .map((amount) => slot(amount.unit === 'percent' ? 'changePercent' : 'change', 'number', amount));
  return [slot(field, 'number', first), ...moves];
}

const fieldOfRole = (role: Role): ValueField | null => {
  if (role === 'changeBasisPoints') return 'change';
  if (role === 'range') return 'low';
  return role === 'name' || role === 'symbol' || role === 'unit' || role === 'time' || role === 'ignored' ? null : role;
};
