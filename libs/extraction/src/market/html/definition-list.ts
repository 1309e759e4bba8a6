import { type Element, isTag } from 'domhandler';
import { findAmounts } from '../numbers/amounts.ts';
import { plainMarks } from '../numbers/marks.ts';
import { blockTime, isoTime } from '../words/as-of.ts';
import { roleOf } from '../words/columns.ts';
import { isMissing } from '../words/direction.ts';
import { splitName } from '../rows/name.ts';
import { readRow, type RowReading } from '../rows/reading.ts';
import type { BlockFacts, Slot } from '../rows/row.ts';
import { blockFacts } from './block-facts.ts';
import { cellSlots } from './table-rows.ts';
import { visible, type Visible } from './visible.ts';

/** A quote box: one instrument, a `dt` for each value. null for every other definition list. */
export function quoteBox(
  list: Element,
  heading: string,
  language: string | null,
): { reading: RowReading; block: BlockFacts } | null {
  const pairs = pairsOf(list);
  const whole = visible([list]);
  const isMarket = pairs.some(({ term }) =>
    ['previousClose', 'change', 'changePercent', 'bid', 'open'].includes(roleOf(term) ?? ''),
  );
  const hasPrice = pairs.some(
    ({ term, value }) =>
      ['last', 'bid'].includes(roleOf(term) ?? '') && (/\d/u.test(plainMarks(value.text)) || isMissing(value.text)),
  );
  if (!isMarket || !hasPrice || whole.text.length > 1000) return null;
  const named = pairs.find(({ term }) => ['name', 'symbol'].includes(roleOf(term) ?? ''));
  const title = named?.value.text ?? heading;
  if (title === '' || title.length > 80) return null;
  const block = blockFacts({
    language,
    caption: '',
    heads: '',
    note: '',
    values: pairs.map(({ value }) => value.text).join(' '),
    type: 'equity',
  });
  const context = { decimal: block.decimal, language, blankGroups: true };
  const slots: Slot[] = [];
  let time: string | null = null;
  let from = 0;
  for (const { term, value } of pairs) {
    const role = roleOf(term);
    const offset = Math.max(0, whole.text.indexOf(value.text, from));
    from = offset + value.text.length;
    if (role === null) continue;
    if (role === 'time') {
      const full = blockTime(value.text, language);
      time = full && isoTime(full);
      continue;
    }
    const cell = { ...value, isHead: false, isShared: false, span: 1 };
    if (findAmounts(plainMarks(value.text), context).length === 0 && !isMissing(value.text)) continue;
    for (const slot of cellSlots(cell, role, offset, context))
      if (!slots.some(({ field }) => field === slot.field)) slots.push(slot);
  }
  const names = splitName(title);
  const ticker = pairs.find(({ term }) => roleOf(term) === 'symbol')?.value.text ?? names.ticker;
  const row = { raw: whole.text, ...names, ticker, slots, currency: null, time, columnsUnknown: false };
  return { reading: readRow(row, block), block };
}

function pairsOf(list: Element): { term: string; value: Visible }[] {
  const pairs: { term: string; value: Visible }[] = [];
  let term = '';
  for (const child of list.children) {
    if (!isTag(child)) continue;
    const inner = child.name === 'div' ? child.children.filter((node) => isTag(node)) : [child];
    for (const part of inner) {
      if (part.name === 'dt') term = visible([part]).text;
      else if (part.name === 'dd') pairs.push({ term, value: visible([part]) });
    }
  }
  return pairs;
}
