import { type ChildNode, type Document, type Element, isTag, isText, type ParentNode } from 'domhandler';
import type { PageBlock } from './block.ts';
import { type Container, newContainer } from './container.ts';
import { measure } from './measure.ts';
import { Vocabulary } from './vocabulary.ts';

const blockTags = new Set(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul button label legend caption'.split(
    ' ',
  ),
);
const skippedTags = new Set(
  'script style noscript svg template iframe object embed select option textarea canvas audio video map math title'.split(
    ' ',
  ),
);
const nameAttributes = [
  'class',
  'id',
  'itemprop',
  'role',
  'data-testid',
  'data-component',
  'data-qa',
  'data-type',
  'data-module',
];

/** Soft hyphens, zero-width spaces, joiners of words and byte order marks: typographic hints that are no part of the text. */
const invisible = /[\u00ad\u200b\u2060\ufeff]/g;
/** NUL and its like: no part of any text. */
const controls = /(?!\n)\p{Cc}/gu;

export interface CutPage {
  readonly root: Container;
  readonly containers: readonly Container[];
  readonly blocks: readonly PageBlock[];
}

const isHidden = ({ attribs }: Element): boolean =>
  'hidden' in attribs ||
  attribs['aria-hidden'] === 'true' ||
  (attribs['style'] !== undefined &&
    /display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden/i.test(attribs['style']));

const isOverlay = ({ name, attribs }: Element): boolean =>
  name === 'dialog' || attribs['aria-modal'] === 'true' || /^(?:alert)?dialog$/i.test(attribs['role'] ?? '');

/** Runs of white space that are no single blank: most are, and need no replacing. */
const whiteSpace = / \s+|[^\S ]\s*/g;

/** The text of the block that is being read, with what share of it is linked or set off. */
class OpenBlock {
  private text = '';
  /** Asking the text itself would copy it each time. */
  private endsInBlank = false;
  private link = 0;
  private bold = 0;
  private italic = 0;
  links = 0;
  breaks = 0;
  inlineMask = 0;

  add(data: string, inLink: boolean, inBold: boolean, inItalic: boolean): void {
    const text = data.replace(whiteSpace, ' ');
    if (text === '' || (text === ' ' && (this.text === '' || this.endsInBlank))) return;
    if (text !== ' ') this.breaks = 0;
    this.text += text;
    this.endsInBlank = text.endsWith(' ');
    if (inLink) this.link += text.length;
    if (inBold) this.bold += text.length;
    if (inItalic) this.italic += text.length;
  }

  get empty(): boolean {
    return this.text === '' || this.text === ' ';
  }

  lineBreak(): void {
    this.breaks++;
    if (this.empty) return;
    this.text += '\n';
    this.endsInBlank = false;
  }

  take(): { text: string; link: number; bold: number; italic: number; links: number; inlineMask: number } {
    const raw = Math.max(1, this.text.length);
    const text = this.text
      .replace(invisible, '')
      .replace(/ ?\n ?/g, '\n')
      .replace(controls, '')
      .replace(/ {2,}/g, ' ')
      .trim();
    const share = (part: number): number => Math.min(1, part / raw);
    const { links, inlineMask } = this;
    const taken = {
      text,
      link: share(this.link),
      bold: share(this.bold),
      italic: share(this.italic),
      links,
      inlineMask,
    };
    this.text = '';
    this.link = this.bold = this.italic = this.links = this.breaks = this.inlineMask = 0;
    return taken;
  }
}

/** One walk in document order, without recursion. Navigation, forms and hidden parts are cut like all else: what is furniture is decided later. */
export function cutPage(document: Document, market: ReadonlySet<Element>): CutPage {
  const vocabulary = new Vocabulary();
  const root = newContainer({
    element: null,
    parent: null,
    tag: '#root',
    mask: 0,
    hidden: false,
    overlay: false,
    signature: '',
  });
  const containers: Container[] = [root];
  const blocks: PageBlock[] = [];
  const open = new OpenBlock();
  let container = root;
  let links = 0;
  let bolds = 0;
  let italics = 0;
  let marketDepth = 0;
  /** Per open element: the masks of the inline elements between it and its container, itself included. */
  const inlineMasks: number[] = [];

  const flush = (): void => {
    if (open.empty) {
      open.take();
      return;
    }
    const { text, link, bold, italic, inlineMask, ...rest } = open.take();
    if (!/[\p{L}\p{N}]/u.test(text)) return;
    const measures = measure(text);
    const good = link < 0.3 && measures.words >= 8 && measures.sentenceEnds >= 1;
    const shares = { linkShare: link, boldShare: bold, italicShare: italic, links: rest.links };
    const index = blocks.length;
    blocks.push({ index, container, text, ...shares, inlineMask, ...measures, good, market: marketDepth > 0 });
  };

  const names = (element: Element): string => {
    let text = '';
    for (const name of nameAttributes) {
      const value = element.attribs[name];
      if (value) text += ` ${value}`;
    }
    return text;
  };
  const inlineMask = (): number => inlineMasks.at(-1) ?? 0;

  const enter = (element: Element): void => {
    const { name } = element;
    if (market.has(element)) marketDepth++;
    if (name === 'a') {
      links++;
      open.links++;
    } else if (name === 'b' || name === 'strong') bolds++;
    else if (name === 'i' || name === 'em') italics++;
    else if (name === 'br') {
      open.lineBreak();
      if (open.breaks >= 2) flush();
    } else if (name === 'img' || name === 'picture') container.images++;
    if (blockTags.has(name)) {
      flush();
      const mask = vocabulary.mask(names(element)) | inlineMask();
      const own = `${name}.${element.attribs['class'] ?? ''}`.slice(0, 120);
      const parentOwn = container.signature.slice(0, container.signature.indexOf('<'));
      container = newContainer({
        element,
        parent: container,
        tag: name,
        mask,
        hidden: container.hidden || isHidden(element),
        overlay: container.overlay || isOverlay(element),
        signature: `${own}<${parentOwn}`,
      });
      containers.push(container);
      inlineMasks.push(0);
    } else inlineMasks.push(inlineMask() | (name === 'a' || name === 'br' ? 0 : vocabulary.mask(names(element))));
  };

  const leave = (element: Element): void => {
    const { name } = element;
    inlineMasks.pop();
    if (blockTags.has(name)) {
      flush();
      container = container.parent ?? root;
    }
    if (name === 'a') links--;
    else if (name === 'b' || name === 'strong') bolds--;
    else if (name === 'i' || name === 'em') italics--;
    if (market.has(element)) marketDepth--;
  };

  let node: ChildNode | null = document.firstChild;
  while (node) {
    let child: ChildNode | null = null;
    if (isText(node)) {
      if (open.empty && inlineMasks.length > 0) open.inlineMask = inlineMask();
      open.add(node.data, links > 0, bolds > 0, italics > 0);
    } else if (isTag(node) && !skippedTags.has(node.name)) {
      enter(node);
      child = node.firstChild;
      if (!child) leave(node);
    }
    if (child) {
      node = child;
      continue;
    }
    while (node && !node.next) {
      const above: ParentNode | null = node.parent;
      node = above && isTag(above) ? above : null;
      if (node) leave(node);
    }
    node = node?.next ?? null;
  }
  flush();
  return { root, containers, blocks };
}
