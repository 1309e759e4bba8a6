import { type AnyNode, type Element, isTag, isText } from 'domhandler';
import { colourDirection, namedDirection } from '../words/direction.ts';
import type { Direction } from '../rows/row.ts';
import { visibleText } from '../numbers/marks.ts';

const unseen = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'head',
  'iframe',
  'select',
  'textarea',
  'object',
  'math',
  'video',
  'audio',
]);
const breaking = new Set(
  'address article aside blockquote br caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

export const isUnseen = (element: Element): boolean => unseen.has(element.name) || 'hidden' in element.attribs;
export const isBreaking = (name: string): boolean => breaking.has(name);

interface Leaf {
  readonly start: number;
  readonly end: number;
}
export interface Visible {
  readonly text: string;
  /** The text nodes that hold words, as stretches of `text`. */
  readonly leaves: readonly Leaf[];
  readonly named: Direction | null;
  readonly colour: Direction | null;
}

/** What is between two parts of the text: a line or a blank between two elements, nothing inside one. */
type Piece = { readonly text: string } | { readonly gap: ' ' | '\n' };

function pieces(nodes: readonly AnyNode[], keepLines: boolean, limit = Infinity): { pieces: Piece[]; marks: string[] } {
  const found: Piece[] = [];
  const marks: string[] = [];
  const stack: (AnyNode | { readonly close: Element })[] = [...nodes].reverse();
  let closed = false;
  for (let left = limit; stack.length > 0 && left > 0; left -= 1) {
    const node = stack.pop();
    if (node === undefined) break;
    if ('close' in node) {
      closed = true;
      if (breaking.has(node.close.name)) found.push({ gap: '\n' });
      continue;
    }
    if (isText(node)) {
      left -= node.data.length;
      if (keepLines)
        node.data
          .split(/(\r?\n)/u)
          .forEach((line) => found.push(/^\r?\n$/u.test(line) ? { gap: '\n' } : { text: line }));
      else found.push({ text: node.data.slice(0, limit) });
      closed = false;
    } else if (isTag(node) && !isUnseen(node)) {
      if (node.attribs.class !== undefined) marks.push(node.attribs.class);
      if (node.name === 'img' && node.attribs.alt !== undefined) marks.push(node.attribs.alt);
      if (breaking.has(node.name)) found.push({ gap: '\n' });
      else if (closed) found.push({ gap: ' ' });
      closed = false;
      stack.push({ close: node });
      for (let index = node.children.length - 1; index >= 0; index -= 1) {
        const child = node.children[index];
        if (child !== undefined) stack.push(child);
      }
    }
  }
  return { pieces: found, marks };
}

const fold = (list: readonly (Direction | null)[]): Direction | null => {
  const all = new Set(list.filter((one) => one !== null));
  return all.size === 1 ? ([...all][0] ?? null) : null;
};

/**
 * The text that a reader sees in these nodes as one line, with what their classes and pictures say about direction.
 * Beyond `limit`, which counts nodes and units of text together, nothing is looked at.
 */
export function visible(nodes: readonly AnyNode[], limit?: number): Visible {
  const { text, leaves, marks } = seen(nodes, limit);
  return {
    text,
    leaves,
    named: fold(marks.map((mark) => namedDirection(mark))),
    colour: fold(marks.map((mark) => colourDirection(mark))),
  };
}

/** The text of {@link visible} alone. */
export const shownText = (nodes: readonly AnyNode[], limit?: number): string => seen(nodes, limit).text;

function seen(nodes: readonly AnyNode[], limit?: number): { text: string; leaves: Leaf[]; marks: string[] } {
  const { pieces: list, marks } = pieces(nodes, false, limit);
  let text = '';
  const leaves: Leaf[] = [];
  let pendingBlank = false;
  for (const piece of list) {
    if ('gap' in piece) {
      pendingBlank = true;
      continue;
    }
    const inner = visibleText(piece.text);
    if (inner === '') {
      pendingBlank ||= piece.text !== '';
      continue;
    }
    if ((pendingBlank || /^[ \t\r\n\f]/u.test(piece.text)) && text !== '') text += ' ';
    const start = text.length;
    text += inner;
    leaves.push({ start, end: text.length });
    pendingBlank = /[ \t\r\n\f]$/u.test(piece.text);
  }
  return { text, leaves, marks };
}

/** The lines that a reader sees in these nodes: split at `br`, blocks and (in `pre`) line ends. */
export function visibleLines(nodes: readonly AnyNode[], keepLines: boolean): string[] {
  const { pieces: list } = pieces(nodes, keepLines);
  return list
    .map((piece) => ('gap' in piece ? piece.gap : keepLines ? piece.text : piece.text.replaceAll(/[\r\n]+/gu, ' ')))
    .join('')
    .split('\n')
    .map((line) => visibleText(line))
    .filter((line) => line !== '');
}
