import { type Amount, findAmounts } from '../numbers/amounts.ts';
import { decimalOfBlock } from '../numbers/convention.ts';
import { plainMarks } from '../numbers/marks.ts';
import { readRow, type RowReading } from '../rows/reading.ts';
import type { BlockFacts, Direction, Slot, ValueField } from '../rows/row.ts';
import { signPattern, unitPattern } from '../words/currencies.ts';
import { knownInstrument } from '../words/known.ts';
import { type Mention, mentions } from './mentions.ts';
import {
  centWords,
  downWords,
  fromWords,
  levelWords,
  otherTime,
  perWords,
  shareWords,
  pointWords,
  tradeWords,
  upWords,
} from './words.ts';

export interface ProseRow {
  readonly reading: RowReading;
  /** Offsets of the clause in the paragraph. */
  readonly start: number;
  readonly end: number;
}

const longestParagraph = 20_000;
/** How far behind its instrument a level may stand. */
const levelReach = 160;

/** Every row of prose holds a percentage, an amount of money or points. */
const marks = new RegExp(
  `(?:%|percent|${unitPattern}|points?|punkt|zähler|puntos|punti|pontos|пункт)|(?:${signPattern})\\s?\\d`,
  'iu',
);

const sentences = (text: string): { text: string; start: number }[] => {
  const found: { text: string; start: number }[] = [];
  let start = 0;
  for (const { index } of text.matchAll(/[.!?…]["”»]?\s+(?=[\p{Lu}“„«"])/gu)) {
    if (index - start < 12) continue;
    found.push({ text: text.slice(start, index + 1), start });
    start = index + 1;
  }
  found.push({ text: text.slice(start), start });
  return found;
};

/**
 * Market quotes told in sentences: an instrument, a verb and the level that was reached ("Brent rose 1.2 % to $83.40").
 * Without an explicit level there is no row; a price of another time or a forecast is none either.
 */
export function proseRows(paragraph: string, language: string | null): ProseRow[] {
  const plain = plainMarks(paragraph);
  if (paragraph.length > longestParagraph || !/\d/u.test(plain) || !marks.test(plain)) return [];
  const block: BlockFacts = {
    language,
    decimal: decimalOfBlock(plain, language),
    currency: null,
    minor: false,
    time: null,
    exchange: null,
    type: null,
  };
  const isAboutShares = has(paragraph, shareWords);
  const all = sentences(plain);
  // A row stands in a sentence with a number and an instrument: most paragraphs have none.
  if (!all.some(({ text }) => /\d/u.test(text) && mentions(text, isAboutShares).length > 0)) return [];
  const read = all.map(({ text, start }) => ({ text, start, found: mentions(text, isAboutShares) }));
  // What a company sells has a price too: alone, in a paragraph that does not speak of shares, its name is no share.
  const names = new Set(read.flatMap(({ found }) => found.map(({ name }) => name)));
  const isMarket = isAboutShares || names.size > 1;
  const rows: ProseRow[] = [];
  for (const { text, start, found } of read) {
    if (!/\d/u.test(text) || has(text, otherTime)) continue;
    for (const [index, mention] of found.entries()) {
      if (!isMarket && mention.ticker === null && knownInstrument(mention.name)?.instrument.type === 'equity') continue;
      const end = found[index + 1]?.start ?? text.length;
      const row = readClause(paragraph.slice(start, start + text.length), text, mention, end, block);
      if (row) rows.push({ reading: row.reading, start: start + row.start, end: start + row.end });
    }
  }
  return rows;
}

const has = (text: string, words: RegExp): boolean => text.search(words) >= 0;

function readClause(
  sentence: string,
  plain: string,
  mention: Mention,
  end: number,
  block: BlockFacts,
): ProseRow | null {
  const clause = plain.slice(mention.end, end);
  if (!has(clause, upWords) && !has(clause, downWords) && !has(clause, tradeWords)) return null;
  const known = knownInstrument(mention.name);
  const isBond = known?.instrument.type === 'bond';
  const isIndex = known?.instrument.type === 'index';
  const found: { field: ValueField; amount: Amount; direction: Direction | null; until: number }[] = [];
  for (const amount of findAmounts(clause, { decimal: block.decimal, language: block.language, blankGroups: true })) {
    const before = clause.slice(Math.max(0, amount.start - levelReach), amount.start).replace(/[(]$/u, '');
    const after = clause.slice(amount.end);
    const points = pointWords.exec(after)?.[0] ?? '';
    const cents = amount.unit === null ? (centWords.exec(after)?.[0] ?? '') : '';
    const field = fieldOf({ amount, before, after, isBond, isIndex, points, cents });
    if (field === null || found.some((one) => one.field === field)) continue;
    const isMove = field === 'change' || field === 'changePercent';
    const until = amount.end + (points === '' ? cents.length : points.length);
    found.push({
      field,
      amount: cents === '' ? amount : { ...amount, minor: true },
      direction: isMove ? directionAt(clause.slice(0, amount.start), after) : null,
      until,
    });
  }
  const level = found.find(({ field }) => field === 'last');
  if (!level || (!isIndex && !isBond && level.amount.currency === null)) return null;
  if (known === null && mention.ticker === null && !/[.,]\d\d$/u.test(level.amount.raw)) return null;
  const lastUsed = Math.max(...found.map(({ until }) => until));
  const per = perWords.exec(clause.slice(lastUsed))?.[0].length ?? 0;
  const stop = mention.end + lastUsed + per;
  const shift = mention.end - mention.start;
  const slots = found
    .filter(
      ({ field, direction, amount }) =>
        (field !== 'change' && field !== 'changePercent') || direction !== null || amount.sign !== null,
    )
    .map(({ field, amount, direction }): Slot => ({
      field,
      state: 'number',
      amount,
      start: shift + amount.start,
      end: shift + amount.end,
      direction,
      colourOnly: false,
      basisPoints: false,
    }));
  const raw = sentence.slice(mention.start, stop);
  const row = {
    raw,
    name: mention.name,
    ticker: mention.ticker,
    exchange: mention.exchange,
    slots,
    currency: null,
    time: null,
    columnsUnknown: false,
  };
  return {
    reading: readRow(row, { ...block, type: known === null ? 'equity' : null }),
    start: mention.start,
    end: stop,
  };
}

interface Place {
  readonly amount: Amount;
  readonly before: string;
  readonly after: string;
  readonly isBond: boolean;
  readonly isIndex: boolean;
  readonly points: string;
  readonly cents: string;
}

function fieldOf({ amount, before, after, isBond, isIndex, points, cents }: Place): ValueField | null {
  const isLevel =
    (before.length < levelReach && levelWords.test(before)) || /^[^.,;]{0,12}(?:bezahlt|gehandelt)/u.test(after);
  if (amount.unit === 'percent')
    return isBond && isLevel
      ? 'last'
      : isBond && fromWords.test(before)
        ? 'previousClose'
        : isBond
          ? null
          : 'changePercent';
  if (isLevel && cents === '') return amount.unit === 'money' || isIndex ? 'last' : null;
  if (fromWords.test(before)) return amount.unit === 'money' ? 'previousClose' : null;
  return points !== '' || cents !== '' ? 'change' : null;
}

/** The nearest word of direction before a change, else just behind it ("0,92 Prozent höher"). */
function directionAt(before: string, after: string): Direction | null {
  const last = (words: RegExp): number => Math.max(-1, ...[...before.matchAll(words)].map(({ index }) => index));
  const [up, down] = [last(upWords), last(downWords)];
  if (up !== down) return up > down ? 1 : -1;
  const near = after.slice(0, 40);
  const [upAfter, downAfter] = [near.search(upWords), near.search(downWords)];
  if (upAfter < 0 && downAfter < 0)
    return /^[^.]{0,12}\bmehr\b/u.test(near) ? 1 : /^[^.]{0,12}\bweniger\b/u.test(near) ? -1 : null;
  return downAfter < 0 || (upAfter >= 0 && upAfter < downAfter) ? 1 : -1;
}
