import { type ChildNode, type Document, DomHandler } from 'domhandler';
import { decodeHTML, decodeHTMLAttribute } from 'entities';
import { Parser } from 'htmlparser2';
import type { Warning } from '@newsflow/contracts';

/** As deep as browsers build a tree; deeper tags are dropped, their text stays. */
const maxDepth = 512;
/** Some 50 times the largest real page; beyond, text and tags are dropped. */
const maxNodes = 400_000;
/** UTF-16 units of text outside of scripts and styles; no event could carry as much. */
const maxText = 4_000_000;

/** Elements whose text is taken as it is. */
const rawText = new Set(['script', 'style', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext']);

/** Leaves out tags below {@link maxDepth}: each closing tag searches the stack of open ones, so a deep one costs quadratic time. */
class BoundedParser extends Parser {
  private depth = 0;
  /** Opened below the limit and not yet closed. */
  private dropped = 0;
  truncated = false;

  constructor(handler: BoundedHandler) {
    // Entities are decoded by the handler: a tokenizer that looks for them cannot skip to the next tag.
    super(handler, { decodeEntities: false, recognizeCDATA: false });
    handler.onDepth = (depth) => {
      this.depth = depth;
    };
  }

  override onopentagname(start: number, endIndex: number): void {
    if (this.depth < maxDepth) {
      super.onopentagname(start, endIndex);
      return;
    }
    this.dropped++;
    this.truncated = true;
  }

  override onclosetag(start: number, endIndex: number): void {
    if (this.dropped > 0) this.dropped--;
    else super.onclosetag(start, endIndex);
  }
}

class BoundedHandler extends DomHandler {
  private nodes = 0;
  private text = 0;
  private hasEntity = false;
  truncated = false;
  onDepth: (depth: number) => void = () => undefined;

  onattribute(_name: string, value: string): void {
    this.hasEntity ||= value.includes('&');
  }

  override onopentag(name: string, attribs: Record<string, string>): void {
    if (this.hasEntity) {
      for (const [attribute, value] of Object.entries(attribs)) attribs[attribute] = decodeHTMLAttribute(value);
      this.hasEntity = false;
    }
    super.onopentag(name, attribs);
    this.onDepth(this.tagStack.length);
  }

  override onclosetag(): void {
    super.onclosetag();
    this.onDepth(this.tagStack.length);
  }

  override ontext(data: string): void {
    const { name = '' } = this.tagStack.at(-1) as { name?: string };
    if (name === 'script' || name === 'style') {
      super.ontext(data);
      return;
    }
    const text = data.includes('&') && !rawText.has(name) ? decodeHTML(data) : data;
    const left = maxText - this.text;
    this.text += text.length;
    if (text.length > left) this.truncated = true;
    if (left > 0) super.ontext(text.slice(0, left));
  }

  override oncomment(): void {
    // Comments hold nothing that is read, and cost memory.
  }

  override onprocessinginstruction(): void {
    // Neither does a doctype.
  }

  protected override addNode(node: ChildNode): void {
    if (++this.nodes <= maxNodes) super.addNode(node);
    else this.truncated = true;
  }
}

export interface Tree {
  readonly document: Document;
  readonly warnings: readonly Warning[];
}

/** Tag soup to a light tree in linear time, bounded in depth, nodes and text. Never throws. */
export function parseTree(html: string): Tree {
  const handler = new BoundedHandler();
  const parser = new BoundedParser(handler);
  parser.end(html);
  const warnings: Warning[] = [];
  if (parser.truncated)
    warnings.push({ code: 'NESTING_TOO_DEEP', message: `tags below level ${maxDepth} were left out` });
  if (handler.truncated)
    warnings.push({
      code: 'PAGE_TOO_LARGE',
      message: `what follows ${maxNodes} nodes or ${maxText} characters of text was left out`,
    });
  return { document: handler.root, warnings };
}
