import { type AnyNode, type Document, type Element, isTag, isText } from 'domhandler';
import { isMarketGroup, readLineRow } from '../rows/group.ts';
import { readLine } from '../rows/line.ts';
import { readRow, type RowReading } from '../rows/reading.ts';
import type { BlockFacts } from '../rows/row.ts';
import { maxMarketRows } from '../limits.ts';
import { blockFacts } from './block-facts.ts';
import { quoteBox } from './definition-list.ts';
import { itemRows, runsOf } from './items.ts';
import { gridOf, tableGrid } from './table-grid.ts';
import { tableRows } from './table-rows.ts';
import { isBreaking, isUnseen, visible, visibleLines } from './visible.ts';

/** A row found in the markup, with the elements that show it. */
interface HtmlRow {
  readonly reading: RowReading;
  readonly block: BlockFacts;
  readonly elements: readonly Element[];
}
interface HtmlRows {
  readonly rows: readonly HtmlRow[];
  /** Text blocks that hold no rows: where prose is looked for. */
  readonly paragraphs: readonly { readonly text: string; readonly element: Element }[];
}

interface Size {
  /** Units of visible text inside. */
  readonly text: number;
  readonly hasDigit: boolean;
  readonly elements: number;
  /** Tables and definition lists inside. */
  readonly tables: number;
}
const maxItemText = 300;
const maxItemElements = 60;
/** Text of the largest table that is read. */
const maxTableText = 200_000;

/** Walks the whole tree once; every table, list, strip and text block is looked at where it stands. */
export function htmlRows(document: Document, language: string | null): HtmlRows {
  const sizes = measure(document);
  const rows: HtmlRow[] = [];
  const paragraphs: { text: string; element: Element }[] = [];
  const taken = new Set<Element>();
  let hasMarketTable = false;
  const stack: AnyNode[] = [...document.children].reverse();
  const take = (found: {
    readonly block: BlockFacts;
    readonly rows: readonly { readonly reading: RowReading; readonly element: Element }[];
  }): void => {
    for (const { reading, element } of found.rows.slice(0, maxMarketRows - rows.length))
      rows.push({ reading, block: found.block, elements: [element] });
  };

  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isTag(node) || isUnseen(node) || taken.has(node)) continue;
    const size = sizes.get(node);
    if (!size || size.text === 0) continue;
    const element = node;
    // One that holds others is layout; reading it at each level of a deep nest would take quadratic time.
    const isTable = isTabular(element) && size.tables === 0 && size.text <= maxTableText && rows.length < maxMarketRows;
    if (size.hasDigit && isTable) {
      const found =
        element.name === 'table' ? readTable(element, language, hasMarketTable) : readBox(element, language);
      if (found) {
        hasMarketTable ||= element.name === 'table';
        take(found);
        continue;
      }
    }
    const children = element.children;
    if (size.hasDigit && element.name !== 'table' && element.name !== 'tr') {
      for (const run of runsOf(children, (child) => isItem(child, sizes.get(child)))) {
        if (rows.length >= maxMarketRows) break;
        const numeric = run.filter((item) => sizes.get(item)?.hasDigit === true).length;
        const found = numeric * 5 >= run.length * 3 ? readRun(run, language) : null;
        if (!found) continue;
        take(found);
        for (const item of run) taken.add(item);
      }
    }
    const isBlock = !children.some((child) => isTag(child) && isBreaking(child.name) && child.name !== 'br');
    const remaining = children.filter((child) => !isTag(child) || !taken.has(child));
    const hasLines = element.name === 'pre' || children.some((child) => isTag(child) && child.name === 'br');
    if (size.hasDigit && hasLines && isBlock && remaining.length === children.length) {
      const found = readLines(element, language);
      if (found) {
        take(found);
        continue;
      }
    }
    if (isBlock && remaining.some((child) => isText(child) && /\S/u.test(child.data))) {
      if (size.hasDigit && remaining.length === children.length)
        paragraphs.push({ text: visible([element]).text, element });
      continue;
    }
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child !== undefined) stack.push(child);
    }
  }
  return { rows, paragraphs };
}

const isTabular = ({ name }: Element): boolean => name === 'table' || name === 'dl';

function measure(document: Document): Map<Element, Size> {
  const sizes = new Map<Element, { text: number; hasDigit: boolean; elements: number; tables: number }>();
  const stack: { node: AnyNode; done: boolean }[] = document.children.map((node) => ({ node, done: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node } = top;
    if (isText(node)) {
      const parent = node.parent !== null && isTag(node.parent) ? sizes.get(node.parent) : undefined;
      if (parent) {
        parent.text += node.data.trim().length;
        parent.hasDigit ||= /\p{Nd}/u.test(node.data);
      }
    } else if (isTag(node)) {
      if (!top.done) {
        if (isUnseen(node)) continue;
        sizes.set(node, { text: 0, hasDigit: false, elements: 1, tables: 0 });
        stack.push({ node, done: true });
        for (const child of node.children) stack.push({ node: child, done: false });
      } else {
        const own = sizes.get(node);
        const parent = node.parent !== null && isTag(node.parent) ? sizes.get(node.parent) : undefined;
        if (!own || !parent) continue;
        parent.text += own.text;
        parent.hasDigit ||= own.hasDigit;
        parent.elements += own.elements;
        parent.tables += own.tables + (isTabular(node) ? 1 : 0);
      }
    }
  }
  return sizes;
}

const isItem = (element: Element, size: Size | undefined): boolean =>
  size !== undefined &&
  size.text >= 3 &&
  size.text <= maxItemText &&
  size.elements <= maxItemElements &&
  element.name !== 'td' &&
  element.name !== 'tr' &&
  (element.name !== 'p' || size.text <= 60);

function readTable(
  table: Element,
  language: string | null,
  isTrusted: boolean,
): { block: BlockFacts; rows: { reading: RowReading; element: Element }[] } | null {
  const grid = tableGrid(table);
  if (grid.rows.length === 0) return null;
  const found = tableRows(grid, noteAround(table), language);
  if (found)
    return {
      block: found.block,
      rows: found.rows.map(({ row, source }) => ({ reading: readRow(row, found.block), element: source.element })),
    };
  const items = grid.rows.map(({ element }) => element);
  const isPlain = grid.rows.every(({ cells }) => cells.length >= 2 && cells.every(({ isHead }) => !isHead));
  return isPlain && items.length >= 2
    ? itemRows(
        items,
        () => (grid.caption === '' ? headingBefore(table) : grid.caption),
        () => `${grid.caption} ${noteAround(table)}`,
        language,
        isTrusted,
      )
    : null;
}

function readBox(
  list: Element,
  language: string | null,
): { block: BlockFacts; rows: { reading: RowReading; element: Element }[] } | null {
  const box = quoteBox(list, headingBefore(list), language);
  return box && { block: box.block, rows: [{ reading: box.reading, element: list }] };
}

function readRun(
  run: readonly Element[],
  language: string | null,
): { block: BlockFacts; rows: { reading: RowReading; element: Element }[] } | null {
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last) return null;
  const note = (): string => {
    const outer = isOnlyContent(run) && first.parent !== null && isTag(first.parent) ? noteAround(first.parent) : '';
    return `${noteBefore(first)} ${noteAfter(last)} ${outer}`;
  };
  const columns = first.children.filter((child) => isTag(child)).length;
  if (run.length >= 3 && columns >= 3 && !/\d/u.test(visible([first]).text)) {
    const found = tableRows(gridOf(run), note(), language);
    if (found)
      return {
        block: found.block,
        rows: found.rows.map(({ row, source }) => ({ reading: readRow(row, found.block), element: source.element })),
      };
  }
  return itemRows(run, () => headingBefore(first), note, language, false);
}

/** Lines of one text block, split at `br` or line ends. The block is one element: it is left out as a whole or not at all. */
function readLines(
  element: Element,
  language: string | null,
): { block: BlockFacts; rows: { reading: RowReading; element: Element }[] } | null {
  const lines = visibleLines([element], element.name === 'pre');
  if (lines.length < 2) return null;
  const numeric = lines.filter((line) => line.length <= 120 && /\p{Nd}/u.test(line));
  if (numeric.length < 2) return null;
  const heading = lines.find((line) => !/\d/u.test(line)) ?? '';
  const plainBlock = lineFacts(lines.join(' '), language);
  const read = numeric.flatMap((text) => readLine(text, plainBlock) ?? []);
  if (read.length < 2 || !isMarketGroup(read, Math.min(numeric.length, read.length + 2), heading)) return null;
  const note = `${lines
    .filter((line) => readLine(line, plainBlock) === null)
    .join(' ')
    .slice(0, 300)} ${noteBefore(element)}`;
  const block = {
    ...plainBlock,
    time: blockFacts({ language, caption: '', heads: '', note, values: '', type: null }).time,
  };
  return { block, rows: read.map((line) => ({ reading: readLineRow(line, block), element })) };
}

const lineFacts = (values: string, language: string | null): BlockFacts =>
  blockFacts({ language, caption: '', heads: '', note: '', values, type: null });

/** Nodes and units of text of a neighbour that are looked at: one with more is no note. */
const maxNote = 1_000;

const textAround = (element: Element, step: 'prev' | 'next', limit: number): string => {
  let text = '';
  let looked = 0;
  for (let node = element[step]; node !== null && looked < 6 && text.length < limit; node = node[step]) {
    looked += 1;
    if (isTag(node) && (isUnseen(node) || node.children.length > 40 || isDateLine(node))) break;
    const piece = isTag(node)
      ? node.name === 'table'
        ? ''
        : visible([node], maxNote).text
      : isText(node)
        ? node.data.slice(0, maxNote).trim()
        : '';
    if (piece.length > limit) break;
    text = step === 'prev' ? `${piece} ${text}` : `${text} ${piece}`;
    if (piece !== '' && isTag(node)) break;
  }
  return text.trim();
};
/** The article's own date is never the time of its prices. */
const isDateLine = (element: Element): boolean =>
  element.name === 'time' ||
  /(?:^|[-_\s])(?:meta|byline|date|dateline|published|author|pubdate)(?:$|[-_\s])/iu.test(element.attribs.class ?? '');
/** Whether the run fills its parent, whose neighbours then speak about it. */
const isOnlyContent = (run: readonly Element[]): boolean => {
  const [first] = run;
  const parent = first?.parent ?? null;
  return (
    parent !== null &&
    isTag(parent) &&
    // With a text between each two of its elements at most.
    parent.children.length <= 2 * run.length + 1 &&
    !/^(?:body|main|article)$/u.test(parent.name) &&
    parent.children.filter((child) => isTag(child)).length === run.length
  );
};
/** A short line directly before or after a block: "All prices in Canadian dollars.", "Rates at 21:00 GMT, Nov 20, 2026". */
const noteBefore = (element: Element): string => textAround(element, 'prev', 120);
const noteAfter = (element: Element): string => textAround(element, 'next', 120);
const noteAround = (element: Element): string => `${noteBefore(element)} ${noteAfter(element)}`;

function headingBefore(element: Element): string {
  const before = textAround(element, 'prev', 80);
  if (before !== '') return before;
  const parent = element.parent !== null && isTag(element.parent) ? element.parent : null;
  return parent === null || /^(?:body|main|article)$/u.test(parent.name) ? '' : textAround(parent, 'prev', 80);
}
