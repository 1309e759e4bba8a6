import { type AnyNode, type Element, isTag, isText } from 'domhandler';
import { blockFacts } from './block-facts.ts';
import { isMarketGroup, readLineRow } from '../rows/group.ts';
import { type Line, readLine } from '../rows/line.ts';
import { colourDirection, namedDirection } from '../words/direction.ts';
import type { RowReading } from '../rows/reading.ts';
import type { BlockFacts } from '../rows/row.ts';
import { visible, type Visible } from './visible.ts';

export interface ItemRow {
  readonly reading: RowReading;
  readonly element: Element;
}
const bullet = /^[\s\u00a0•·*▪◦‣|–—-]+(?=[^\d\s])/u;

/** Neighbouring elements of one kind, each a row: list items, cards, spans of a strip. null if they are no market rows. */
export function itemRows(
  items: readonly Element[],
  heading: () => string,
  note: () => string,
  language: string | null,
  isTrusted: boolean,
): { block: BlockFacts; rows: ItemRow[] } | null {
  const texts = items.map((element) => ({ element, seen: visible([element]) }));
  const values = texts.map(({ seen }) => seen.text).join(' ');
  const bare = blockFacts({ language, caption: '', heads: '', note: '', values, type: null });
  const shown = texts.filter(({ seen }) => seen.text !== '');
  const total = shown.length;
  const lines: { line: Line; element: Element }[] = [];
  for (const [index, { element, seen }] of shown.entries()) {
    const line = readItem(element, seen, bare);
    if (line) lines.push({ line, element });
    // Three in five must be rows: given up as soon as more than two in five are none.
    else if ((lines.length + total - index - 1) * 5 < total * 3) return null;
  }
  if (
    !isMarketGroup(
      lines.map(({ line }) => line),
      total,
      heading(),
    ) &&
    !(isTrusted && lines.length === total && total >= 2)
  )
    return null;
  const block = blockFacts({ language, caption: '', heads: '', note: note(), values, type: null });
  return { block, rows: lines.map(({ line, element }) => ({ reading: readLineRow(line, block), element })) };
}

function readItem(element: Element, seen: Visible, block: BlockFacts): Line | null {
  const cut = bullet.exec(seen.text)?.[0].length ?? 0;
  const text = seen.text.slice(cut);
  const data = element.attribs;
  const isCjk = block.language !== null && /^(?:zh|ja|ko)\b/iu.test(block.language);
  const line = readLine(text, block, {
    leaves: seen.leaves.map(({ start, end }) => ({ start: Math.max(0, start - cut), end: end - cut })),
    direction: seen.named ?? (isCjk ? null : seen.colour),
    colourOnly: isCjk && seen.named === null && seen.colour !== null,
    ticker: data['data-symbol'] ?? data['data-ticker'] ?? null,
    currency: /^[A-Z]{3}$/u.exec(data['data-currency'] ?? '')?.[0] ?? null,
    time:
      /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/u.exec(
        data['data-ts'] ?? data['data-time'] ?? '',
      )?.[0] ?? null,
  });
  return line;
}

/** The first class that says what an element is, not how its value moved ("up"). */
const kindOf = (classes: string): string =>
  classes.split(/\s+/u).find((name) => namedDirection(name) === null && colourDirection(name) === null) ?? '';

/** A longer one is taken in pieces, so that no more is read than is kept. */
const longestRun = 2_000;

/** Finds runs of at least two neighbouring child elements with the same tag and first class, nothing but separators between them. */
export class RunFinder {
  private runs: Element[][] = [];
  private run: Element[] = [];
  private readonly kinds = new Map<string, string>();

  /** @param candidates tells which elements may be part of a run */
  constructor(private readonly candidates: { isItem(element: Element): boolean }) {}

  runsOf(children: readonly AnyNode[]): Element[][] {
    if (children.length < 2) return [];
    this.runs = [];
    let key = '';
    for (const child of children) {
      if (isText(child)) {
        if (/[^\s|•·/,;–—-]/u.test(child.data)) this.close();
        continue;
      }
      if (!isTag(child) || child.name === 'br' || child.name === 'hr') continue;
      if (!this.candidates.isItem(child)) {
        this.close();
        continue;
      }
      const own = `${child.name}.${this.kindOf(child.attribs.class ?? '')}`;
      if (own !== key || this.run.length >= longestRun) this.close();
      key = own;
      this.run.push(child);
    }
    this.close();
    return this.runs;
  }

  private close(): void {
    if (this.run.length === 0) return;
    if (this.run.length >= 2) this.runs.push(this.run);
    this.run = [];
  }

  private kindOf(classes: string): string {
    let kind = this.kinds.get(classes);
    if (kind === undefined) this.kinds.set(classes, (kind = kindOf(classes)));
    return kind;
  }
}
