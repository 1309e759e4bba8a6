import { type ChildNode, type Document, type Element, isTag, isText, type ParentNode } from 'domhandler';
import { singleBlanks } from '../../languages/characters.ts';
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
/** What names an element beside its class. */
const otherNames = ['id', 'itemprop', 'role', 'data-testid', 'data-component', 'data-qa', 'data-type', 'data-module'];

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

const needsTidying = /[\u00ad\u200b\u2060\ufeff]|\p{Cc}| {2}/u;

const tidied = (text: string): string =>
  text
    .replace(invisible, '')
    .replace(/ ?\n ?/g, '\n')
    .replace(controls, '')
    .replace(/ {2,}/g, ' ')
    .trim();

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
    const text = singleBlanks(data);
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
    const text = needsTidying.test(this.text) ? tidied(this.text) : this.text.trim();
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

const namesOf = ({ attribs }: Element): string => {
  let text = attribs['class'] ?? '';
  for (const name of otherNames) {
    const value = attribs[name];
    if (value) text = `${text} ${value}`;
  }
  return text;
};

/** A walk over a page. A class, for what the engine compiles for functions that are made for each page is lost with them. */
class Cutter {
  readonly root = newContainer({
    element: null,
    parent: null,
    tag: '#root',
    mask: 0,
    hidden: false,
    overlay: false,
    signature: '',
  });
  readonly containers: Container[] = [this.root];
  readonly blocks: PageBlock[] = [];
  private readonly vocabulary = new Vocabulary();
  private readonly open = new OpenBlock();
  private container = this.root;
  private links = 0;
  private bolds = 0;
  private italics = 0;
  private marketDepth = 0;
  /** Per open element: the masks of the inline elements between it and its container, itself included. */
  private readonly inlineMasks: number[] = [];

  constructor(private readonly market: ReadonlySet<Element>) {}

  text(data: string): void {
    const { open } = this;
    if (open.empty) open.inlineMask = this.inlineMask;
    open.add(data, this.links > 0, this.bolds > 0, this.italics > 0);
  }

  enter(element: Element): void {
    const { name } = element;
    if (this.market.has(element)) this.marketDepth++;
    if (name === 'a') {
      this.links++;
      this.open.links++;
    } else if (name === 'b' || name === 'strong') this.bolds++;
    else if (name === 'i' || name === 'em') this.italics++;
    else if (name === 'br') {
      this.open.lineBreak();
      if (this.open.breaks >= 2) this.flush();
    } else if (name === 'img' || name === 'picture') this.container.images++;
    if (blockTags.has(name)) this.enterContainer(element);
    else {
      const own = name === 'a' || name === 'br' ? 0 : this.vocabulary.mask(namesOf(element));
      this.inlineMasks.push(this.inlineMask | own);
    }
  }

  leave(element: Element): void {
    const { name } = element;
    this.inlineMasks.pop();
    if (blockTags.has(name)) {
      this.flush();
      this.container = this.container.parent ?? this.root;
    }
    if (name === 'a') this.links--;
    else if (name === 'b' || name === 'strong') this.bolds--;
    else if (name === 'i' || name === 'em') this.italics--;
    if (this.market.has(element)) this.marketDepth--;
  }

  /** Ends the block that is open. */
  flush(): void {
    const { open, blocks, container } = this;
    if (open.empty) {
      open.take();
      return;
    }
    const { text, link, bold, italic, inlineMask, links } = open.take();
    if (!/[\p{L}\p{N}]/u.test(text)) return;
    const { words, stopWords, capitalised, numbers, sentenceEnds, commas } = measure(text);
    // Written out: copying properties one by one took a tenth of a page's time.
    blocks.push({
      index: blocks.length,
      container,
      text,
      linkShare: link,
      boldShare: bold,
      italicShare: italic,
      links,
      inlineMask,
      words,
      stopWords,
      capitalised,
      numbers,
      sentenceEnds,
      commas,
      good: link < 0.3 && words >= 8 && sentenceEnds >= 1,
      market: this.marketDepth > 0,
    });
  }

  private get inlineMask(): number {
    return this.inlineMasks.at(-1) ?? 0;
  }

  private enterContainer(element: Element): void {
    this.flush();
    const { name, attribs } = element;
    const { container: parent } = this;
    this.container = newContainer({
      element,
      parent,
      tag: name,
      mask: this.vocabulary.mask(namesOf(element)) | this.inlineMask,
      hidden: parent.hidden || isHidden(element),
      overlay: parent.overlay || isOverlay(element),
      signature:
        `${name}.${attribs['class'] ?? ''}`.slice(0, 120) +
        `<${parent.signature.slice(0, parent.signature.indexOf('<'))}`,
    });
    this.containers.push(this.container);
    this.inlineMasks.push(0);
  }
}

/** One walk in document order, without recursion. Navigation, forms and hidden parts are cut like all else: what is furniture is decided later. */
export function cutPage(document: Document, market: ReadonlySet<Element>): CutPage {
  const cutter = new Cutter(market);
  let node: ChildNode | null = document.firstChild;
  while (node) {
    let child: ChildNode | null = null;
    if (isText(node)) cutter.text(node.data);
    else if (isTag(node) && !skippedTags.has(node.name)) {
      cutter.enter(node);
      child = node.firstChild;
      if (!child) cutter.leave(node);
    }
    if (child) {
      node = child;
      continue;
    }
    while (node && !node.next) {
      const above: ParentNode | null = node.parent;
      node = above && isTag(above) ? above : null;
      if (node) cutter.leave(node);
    }
    node = node?.next ?? null;
  }
  cutter.flush();
  const { root, containers, blocks } = cutter;
  return { root, containers, blocks };
}
