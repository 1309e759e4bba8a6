import type { Element } from 'domhandler';

/** A block-level element with what lies below it. The tree of containers is the tree of elements without the inline ones. */
export interface Container {
  readonly element: Element | null;
  readonly parent: Container | null;
  readonly tag: string;
  readonly depth: number;
  /** {@link Vocabulary} mask of its own class, id, role and itemprop, and of inline elements between it and its parent. */
  readonly mask: number;
  /** display:none, hidden, aria-hidden here or above. */
  readonly hidden: boolean;
  /** In a window above the page, which asks for something: a dialog here or above. */
  readonly overlay: boolean;
  /** Tag and class of itself and its parent: blocks of one kind on a page share it. */
  readonly signature: string;
  /** Place among its parent's containers, from 0. */
  readonly position: number;
  children: number;
  images: number;
  words: number;
  linkWords: number;
  blocks: number;
  goodWords: number;
  goodBlocks: number;
  /** Readability-like: what paragraphs directly and closely below it are worth. */
  score: number;
  firstBlock: number;
  lastBlock: number;
}

export interface NewContainer {
  readonly element: Element | null;
  readonly parent: Container | null;
  readonly tag: string;
  readonly mask: number;
  readonly hidden: boolean;
  readonly overlay: boolean;
  readonly signature: string;
}

/** Written out: copying an object's properties one by one took a tenth of a page's time. */
export function newContainer({ element, parent, tag, mask, hidden, overlay, signature }: NewContainer): Container {
  const position = parent ? parent.children++ : 0;
  return {
    element,
    parent,
    tag,
    mask,
    hidden,
    overlay,
    signature,
    position,
    depth: parent ? parent.depth + 1 : 0,
    children: 0,
    images: 0,
    words: 0,
    linkWords: 0,
    blocks: 0,
    goodWords: 0,
    goodBlocks: 0,
    score: 0,
    firstBlock: -1,
    lastBlock: -1,
  };
}

/** The nearest of a container and its ancestors that satisfies a condition, at most `limit` steps up. */
export function closest(container: Container, test: (candidate: Container) => boolean, limit = 600): Container | null {
  let candidate: Container | null = container;
  for (let step = 0; candidate && step <= limit; step++, candidate = candidate.parent)
    if (test(candidate)) return candidate;
  return null;
}
