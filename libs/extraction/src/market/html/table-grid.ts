import { type AnyNode, type Element, isTag } from 'domhandler';
import { visible, type Visible } from './visible.ts';

export interface Cell extends Visible {
  readonly isHead: boolean;
  /** Stands in several rows: a group's heading. */
  readonly isShared: boolean;
  /** Stands in several columns. */
  readonly span: number;
}
export interface GridRow {
  readonly element: Element;
  readonly cells: readonly Cell[];
}
export interface Grid {
  readonly caption: string;
  readonly rows: readonly GridRow[];
}
export const maxColumns = 60;
/** A list of quotes in a page of news is shorter; what follows is not read. */
const maxRows = 2_000;
const elements = (nodes: readonly AnyNode[]): Element[] => nodes.filter((node) => isTag(node));
const spanOf = (element: Element, name: 'colspan' | 'rowspan'): number =>
  Math.min(maxColumns, Math.max(1, Number.parseInt(element.attribs[name] ?? '1', 10) || 1));

/** The rows of a `table` with row and column spans laid out. */
export function tableGrid(table: Element): Grid {
  let caption = '';
  const rows: Element[] = [];
  const parts = [...elements(table.children)].reverse();
  while (parts.length > 0 && rows.length < maxRows) {
    const part = parts.pop();
    if (part?.name === 'tr') rows.push(part);
    else if (part?.name === 'caption') caption = visible(part.children).text;
    else if (part && ['thead', 'tbody', 'tfoot', 'form'].includes(part.name))
      for (const inner of elements(part.children).reverse()) parts.push(inner);
  }
  const carried: { cell: Cell; left: number }[] = [];
  return { caption, rows: rows.map((row) => ({ element: row, cells: layOut(row, carried) })) };
}

function layOut(row: Element, carried: { cell: Cell; left: number }[]): Cell[] {
  const cells: Cell[] = [];
  const fill = (): void => {
    for (
      let above = carried[cells.length];
      above !== undefined && above.left > 0 && cells.length < maxColumns;
      above = carried[cells.length]
    ) {
      above.left -= 1;
      cells.push(above.cell);
    }
  };
  for (const element of elements(row.children)) {
    if (element.name !== 'td' && element.name !== 'th') continue;
    fill();
    const rowspan = spanOf(element, 'rowspan');
    const span = spanOf(element, 'colspan');
    const cell: Cell = { ...withOwnClass(element), isHead: element.name === 'th', isShared: rowspan > 1, span };
    for (let index = 0; index < span && cells.length < maxColumns; index += 1) {
      carried[cells.length] = { cell, left: rowspan - 1 };
      cells.push(cell);
    }
  }
  fill();
  return cells;
}

const withOwnClass = (element: Element): Visible => visible([element]);

/** Rows made of other elements ("div"), each with a child per column. */
export const gridOf = (items: readonly Element[]): Grid => ({
  caption: '',
  rows: items.map((element) => ({
    element,
    cells: elements(element.children).map((child) => ({
      ...withOwnClass(child),
      isHead: false,
      isShared: false,
      span: 1,
    })),
  })),
});

/** Columns as rows; each keeps no element of its own. */
export function transposed(grid: Grid): Grid {
  const width = Math.max(0, ...grid.rows.map(({ cells }) => cells.length));
  const first = grid.rows[0];
  if (!first) return grid;
  const rows = Array.from({ length: width }, (_, column) => ({
    element: first.element,
    cells: grid.rows.flatMap(({ cells }) => cells[column] ?? []),
  }));
  return { caption: grid.caption, rows };
}
