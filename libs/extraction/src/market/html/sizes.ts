import { type ChildNode, type Document, type Element, isTag, isText, type ParentNode } from 'domhandler';
import { digit, hasAtLeast } from '../../languages/characters.ts';
import { isUnseen } from './visible.ts';

/** Of an element with what lies inside. */
export interface Size {
  /** Units of visible text inside. */
  readonly text: number;
  readonly hasDigit: boolean;
  readonly elements: number;
  /** Tables and definition lists inside. */
  readonly tables: number;
}

export const isTabular = ({ name }: Element): boolean => name === 'table' || name === 'dl';

/** Sizes of all elements that a reader sees, in one walk without recursion. */
export function measure(document: Document): Map<Element, Size> {
  const sizes = new Map<Element, OpenSize>();
  /** Of the elements around, the innermost last. */
  const open: OpenSize[] = [];
  let node: ChildNode | null = document.firstChild;
  while (node) {
    if (isText(node)) addText(open.at(-1), node.data);
    else if (isTag(node) && !isUnseen(node)) {
      const size = { text: 0, hasDigit: false, elements: 1, tables: 0 };
      sizes.set(node, size);
      open.push(size);
      if (node.firstChild) {
        node = node.firstChild;
        continue;
      }
      close(node, open);
    }
    while (node && !node.next) {
      const above: ParentNode | null = node.parent;
      node = above && isTag(above) ? above : null;
      if (node) close(node, open);
    }
    node = node?.next ?? null;
  }
  return sizes;
}

type OpenSize = { -readonly [Key in keyof Size]: Size[Key] };

/** Digits of ASCII, and all that lies beyond the scripts without digits of their own: a class without `u` is found fastest. */
const mayBeDigit = /[0-9\u0660-\uffff]/;

function addText(size: OpenSize | undefined, text: string): void {
  if (!size) return;
  size.text += text.trim().length;
  size.hasDigit ||= mayBeDigit.test(text) && hasAtLeast(text, 1, digit);
}

/** Adds the size of an element to that of the one around. */
function close(element: Element, open: OpenSize[]): void {
  const own = open.pop();
  const around = open.at(-1);
  if (!own || !around) return;
  around.text += own.text;
  around.hasDigit ||= own.hasDigit;
  around.elements += own.elements;
  around.tables += own.tables + (isTabular(element) ? 1 : 0);
}
