import { decimalOfBlock } from '../numbers/convention.ts';
import { plainMarks, visibleText } from '../numbers/marks.ts';
import { blockTime } from '../words/as-of.ts';
import { maxMarketRows } from '../limits.ts';
import { isMarketGroup, readLineRow } from './group.ts';
import { type Line, readLine } from './line.ts';
import type { RowReading } from './reading.ts';
import type { BlockFacts } from './row.ts';

export interface TextRow {
  readonly reading: RowReading;
  readonly block: BlockFacts;
  /** Offsets in the page's text. */
  readonly start: number;
  readonly end: number;
}
interface PlainLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
/** A longer block is taken in pieces, so that no more is read than is kept. */
const longestGroup = 2_000;
const bullet = /^[\s\u00a0]*(?:[•·*▪◦‣|–—-][\s\u00a0]*)*/u;

/** The ticker rows of a plain text: neighbouring lines without a blank line between them are one block. */
export function textLineRows(text: string, language: string | null): TextRow[] {
  const found: TextRow[] = [];
  let group: PlainLine[] = [];
  const close = (): void => {
    const left = maxMarketRows - found.length;
    if (left > 0) for (const row of readGroup(group, language).slice(0, left)) found.push(row);
    group = [];
  };
  let offset = 0;
  for (const line of text.split('\n')) {
    const cut = bullet.exec(line)?.[0].length ?? 0;
    const content = line.slice(cut).trimEnd();
    if (content === '' || group.length >= longestGroup) close();
    if (content !== '')
      group.push({ text: visibleText(content), start: offset + cut, end: offset + cut + content.length });
    offset += line.length + 1;
  }
  close();
  return found;
}

function readGroup(group: readonly PlainLine[], language: string | null): TextRow[] {
  const short = group.filter(({ text }) => text.length <= 160);
  if (short.length === 0 || short.length * 2 < group.length) return [];
  const all = short.map(({ text }) => text).join(' ');
  const block: BlockFacts = {
    language,
    decimal: decimalOfBlock(plainMarks(all), language),
    currency: null,
    minor: false,
    time: blockTime(all, language),
    exchange: null,
    type: null,
  };
  const lines: { line: Line; source: PlainLine }[] = [];
  for (const source of short) {
    const line = readLine(source.text, block);
    if (line) lines.push({ line, source });
  }
  const numeric = short.filter(({ text }) => /\p{Nd}/u.test(text)).length;
  const heading = short.find(({ text }) => !/\p{Nd}/u.test(text))?.text ?? '';
  if (
    !isMarketGroup(
      lines.map(({ line }) => line),
      numeric,
      heading,
    )
  )
    return [];
  return lines.map(({ line, source }) => ({
    reading: readLineRow(line, block),
    block,
    start: source.start,
    end: source.end,
  }));
}
