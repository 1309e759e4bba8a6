import { isPlausibleName } from './plausible.ts';
import { type Line } from './line.ts';
import { readGlued } from './glued.ts';
import { readRow, type RowReading } from './reading.ts';
import type { BlockFacts } from './row.ts';

const marketHeading =
  /market|börse|boerse|bourse|bolsa|borsa|kurse|mercado|mercati|marché|рынк|биржа|бирж|giełda|beurs|株価|市況|بازار|بورس|أسواق|stocks|indices|devisen|currencies|commodit/iu;

/**
 * Whether neighbouring lines that could be read are market rows. Names decide, not shapes: a price list has the same
 * shape. `total` counts the lines that could not be read as well.
 */
export function isMarketGroup(lines: readonly Line[], total: number, heading: string): boolean {
  if (lines.length === 0 || lines.length * 5 < total * 3) return false;
  const isHeaded = marketHeading.test(heading);
  const known = lines.filter(({ isKnown, isFood, hasChange }) => isKnown && (!isFood || hasChange || isHeaded));
  const pence = lines.filter(
    ({ row, hasChange }) =>
      hasChange && row.slots.some(({ field, amount }) => field === 'last' && amount?.minor === true),
  );
  if (lines.length >= 2 && pence.length === lines.length) return true;
  if (!lines.some(({ isKnown, isFood }) => isKnown && !isFood) && !isHeaded) return false;
  // A name and a number are a price only where nearly all names are instruments.
  if (!isHeaded && !lines.some(({ hasChange }) => hasChange) && known.length * 4 < lines.length * 3) return false;
  return (
    known.length >= 1 && known.length * 5 >= lines.length && lines.every(({ row }) => isPlausibleName(row.name ?? ''))
  );
}

/** A line as reading: rows without certain columns and names with digits glued to them are left undecided. */
export function readLineRow(line: Line, block: BlockFacts): RowReading {
  const percents = line.amounts.filter(({ unit }) => unit === 'percent').length;
  const isGlued = line.row.columnsUnknown
    ? percents > 1 || line.isGlued
    : line.isGlued && line.isKnown && !line.row.slots.some(({ field }) => field === 'open');
  return isGlued ? readGlued(line, block) : readRow(line.row, block);
}
