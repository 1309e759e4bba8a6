import { type Element, isTag, isText } from 'domhandler';
import { isUnseen, shownText } from './visible.ts';

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
        : shownText([node], maxNote)
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
export const isOnlyContent = (run: readonly Element[]): boolean => {
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
export const noteBefore = (element: Element): string => textAround(element, 'prev', 120);
export const noteAfter = (element: Element): string => textAround(element, 'next', 120);
export const noteAround = (element: Element): string => `${noteBefore(element)} ${noteAfter(element)}`;

export function headingBefore(element: Element): string {
  const before = textAround(element, 'prev', 80);
  if (before !== '') return before;
  const parent = element.parent !== null && isTag(element.parent) ? element.parent : null;
  return parent === null || /^(?:body|main|article)$/u.test(parent.name) ? '' : textAround(parent, 'prev', 80);
}
