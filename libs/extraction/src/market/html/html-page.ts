import { type AnyNode, type Document, type Element, isTag, isText } from 'domhandler';
import { isMarketGroup, readLineRow } from '../rows/group.ts';
import { readLine } from '../rows/line.ts';
import { readRow, type RowReading } from '../rows/reading.ts';
import type { BlockFacts } from '../rows/row.ts';
import { maxMarketRows } from '../limits.ts';
import { blockFacts } from './block-facts.ts';
import { quoteBox } from './definition-list.ts';
import { itemRows, RunFinder } from './items.ts';
import { headingBefore, isOnlyContent, noteAfter, noteAround, noteBefore } from './notes.ts';
import { isTabular, measure, type Size } from './sizes.ts';
import { gridOf, tableGrid } from './table-grid.ts';
import { tableRows } from './table-rows.ts';
import { isBreaking, shownText, visibleLines } from './visible.ts';

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

const maxItemText = 300;
const maxItemElements = 60;
/** Text of the largest table that is read. */
const maxTableText = 200_000;

interface Found {
  readonly block: BlockFacts;
  readonly rows: readonly { readonly reading: RowReading; readonly element: Element }[];
}

/** Walks the whole tree once; every table, list, strip and text block is looked at where it stands. */
export function htmlRows(document: Document, language: string | null): HtmlRows {
  return new HtmlReader(document, language).read();
}

/** What stands directly in an element. */
interface Content {
  /** Nothing but text and inline elements. */
  readonly isBlock: boolean;
  readonly hasBreak: boolean;
  /** None of it was read as a row. */
  readonly isWhole: boolean;
  readonly hasText: boolean;
}

class HtmlReader {
  private readonly sizes: ReadonlyMap<Element, Size>;
  private readonly rows: HtmlRow[] = [];
  private readonly paragraphs: { text: string; element: Element }[] = [];
  private readonly taken = new Set<Element>();
  private readonly runs = new RunFinder(this);
  private readonly stack: Element[] = [];
  private hasMarketTable = false;

  constructor(
    document: Document,
    private readonly language: string | null,
  ) {
    this.sizes = measure(document);
    this.pushElements(document.children);
  }

  read(): HtmlRows {
    for (let element = this.stack.pop(); element !== undefined; element = this.stack.pop())
      if (!this.readElement(element)) this.pushElements(element.children);
    return { rows: this.rows, paragraphs: this.paragraphs };
  }

  isItem(element: Element): boolean {
    return isItem(element, this.sizes.get(element));
  }

  private pushElements(children: readonly AnyNode[]): void {
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child !== undefined && isTag(child)) this.stack.push(child);
    }
  }

  /** @returns true if what is inside needs no further look */
  private readElement(element: Element): boolean {
    const { language } = this;
    const size = this.sizes.get(element);
    if (!size || size.text === 0 || this.taken.has(element)) return true;
    // One that holds others is layout; reading it at each level of a deep nest would take quadratic time.
    const isTable =
      isTabular(element) && size.tables === 0 && size.text <= maxTableText && this.rows.length < maxMarketRows;
    if (size.hasDigit && isTable) {
      const found =
        element.name === 'table' ? readTable(element, language, this.hasMarketTable) : readBox(element, language);
      if (found) {
        this.hasMarketTable ||= element.name === 'table';
        this.take(found);
        return true;
      }
    }
    if (size.hasDigit && element.name !== 'table' && element.name !== 'tr') this.readRuns(element);
    const { isBlock, hasBreak, isWhole, hasText } = this.contentOf(element.children);
    if (size.hasDigit && (hasBreak || element.name === 'pre') && isBlock && isWhole) {
      const found = readLines(element, language);
      if (found) {
        this.take(found);
        return true;
      }
    }
    if (!isBlock || !hasText) return false;
    if (size.hasDigit && isWhole) this.paragraphs.push({ text: shownText([element]), element });
    return true;
  }

  private readRuns({ children }: Element): void {
    for (const run of this.runs.runsOf(children)) {
      if (this.rows.length >= maxMarketRows) break;
      let numeric = 0;
      for (const item of run) if (this.sizes.get(item)?.hasDigit === true) numeric++;
      const found = numeric * 5 >= run.length * 3 ? readRun(run, this.language) : null;
      if (!found) continue;
      this.take(found);
      for (const item of run) this.taken.add(item);
    }
  }

  private contentOf(children: readonly AnyNode[]): Content {
    let isBlock = true;
    let hasBreak = false;
    let isWhole = true;
    let hasText = false;
    for (const child of children) {
      if (isTag(child)) {
        if (child.name === 'br') hasBreak = true;
        else if (isBreaking(child.name)) isBlock = false;
        if (this.taken.has(child)) isWhole = false;
      } else if (isText(child)) hasText ||= /\S/u.test(child.data);
    }
    return { isBlock, hasBreak, isWhole, hasText };
  }

  private take({ block, rows }: Found): void {
    for (const { reading, element } of rows.slice(0, maxMarketRows - this.rows.length))
      this.rows.push({ reading, block, elements: [element] });
  }
}

const isItem = (element: Element, size: Size | undefined): boolean =>
  size !== undefined &&
  size.text >= 3 &&
  size.text <= maxItemText &&
  size.elements <= maxItemElements &&
  element.name !== 'td' &&
  element.name !== 'tr' &&
  (element.name !== 'p' || size.text <= 60);

function readTable(table: Element, language: string | null, isTrusted: boolean): Found | null {
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

function readBox(list: Element, language: string | null): Found | null {
  const box = quoteBox(list, headingBefore(list), language);
  return box && { block: box.block, rows: [{ reading: box.reading, element: list }] };
}

function readRun(run: readonly Element[], language: string | null): Found | null {
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last) return null;
  const note = (): string => {
    const outer = isOnlyContent(run) && first.parent !== null && isTag(first.parent) ? noteAround(first.parent) : '';
    return `${noteBefore(first)} ${noteAfter(last)} ${outer}`;
  };
  const columns = first.children.filter((child) => isTag(child)).length;
  if (run.length >= 3 && columns >= 3 && !/\d/u.test(shownText([first]))) {
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
function readLines(element: Element, language: string | null): Found | null {
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
