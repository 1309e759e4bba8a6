import { type ChildNode, type Document, type Element, isTag, isText } from 'domhandler';

/** What a page says about itself outside its running text. */
export interface Survey {
  /** `<html lang>`. */
  readonly lang: string | null;
  /** `<base href>`. */
  readonly base: string | null;
  readonly title: string | null;
  /** `<meta>` by lower-case name, property, http-equiv or itemprop; contents in order. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  /** `<link href>` by each word of its rel. */
  readonly links: ReadonlyMap<string, readonly string[]>;
  /** Texts of `application/ld+json` scripts. */
  readonly jsonLd: readonly string[];
  /** Texts of all other scripts. */
  readonly scripts: readonly string[];
  readonly times: readonly Element[];
  /** Elements with an itemprop, `<meta>` left out. */
  readonly microdata: readonly Element[];
  /** Links with a rel, or with an address that is used below. */
  readonly anchors: readonly Element[];
  readonly images: readonly Element[];
}

/** White space collapsed, non-breaking too; soft hyphens and zero-width characters removed. */
export const cleanText = (text: string): string =>
  text
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .replace(/ [\s\p{Cc}]+|(?! )[\s\p{Cc}]+/gu, ' ')
    .trim();

/** Scripts, and the pronunciation that stands above words. */
const unread = new Set(['script', 'style', 'rt', 'rp']);

/** Text below an element, in order, without recursion; at most `limit` characters. */
export function textOf(element: Element, limit = 2_000): string {
  let text = '';
  let node: ChildNode | null = element.firstChild;
  while (node && text.length < limit) {
    if (isText(node)) text += node.data;
    let child: ChildNode | null = null;
    if (isTag(node)) {
      if (node.name === 'br' || node.name === 'p' || node.name === 'div' || node.name === 'li') text += ' ';
      if (!unread.has(node.name)) child = node.firstChild;
    }
    if (child) {
      node = child;
      continue;
    }
    while (node && !node.next) {
      node = node.parent === element || !node.parent ? null : node.parent;
    }
    node = node?.next ?? null;
  }
  return cleanText(text.slice(0, limit));
}

/** What a walk over the tree collects. */
class Surveyor implements Survey {
  lang: string | null = null;
  base: string | null = null;
  title: string | null = null;
  readonly meta = new Map<string, string[]>();
  readonly links = new Map<string, string[]>();
  readonly jsonLd: string[] = [];
  readonly scripts: string[] = [];
  readonly times: Element[] = [];
  readonly microdata: Element[] = [];
  readonly anchors: Element[] = [];
  readonly images: Element[] = [];

  visit(element: Element): void {
    const { name, attribs } = element;
    if (name === 'meta') {
      this.visitMeta(attribs);
      return;
    }
    if (name === 'link') {
      const href = attribs['href']?.trim();
      if (href)
        for (const rel of (attribs['rel'] ?? '').toLowerCase().split(/\s+/)) if (rel) add(this.links, rel, href);
    } else if (name === 'script') {
      const [child] = element.children;
      if (child && isText(child))
        (/ld\+json/i.test(attribs['type'] ?? '') ? this.jsonLd : this.scripts).push(child.data);
    } else if (name === 'title') {
      this.title ??= textOf(element, 1_000) || null;
    } else if (name === 'html') this.lang ??= attribs['lang']?.trim() ?? attribs['xml:lang']?.trim() ?? null;
    else if (name === 'base') this.base ??= attribs['href']?.trim() ?? null;
    else if (name === 'time') this.times.push(element);
    else if (name === 'img') this.images.push(element);
    else if (name === 'a' && attribs['href']) this.anchors.push(element);
    if (attribs['itemprop']) this.microdata.push(element);
  }

  private visitMeta(attribs: Element['attribs']): void {
    const content = attribs['content'];
    if (content === undefined || content.trim() === '') return;
    for (const key of new Set([attribs['property'], attribs['name'], attribs['http-equiv'], attribs['itemprop']]))
      if (key) add(this.meta, key.trim().toLowerCase(), content);
  }
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

/** One walk over the whole tree, without recursion. */
export function survey(document: Document): Survey {
  const surveyor = new Surveyor();
  let node: ChildNode | null = document.firstChild;
  while (node) {
    let child: ChildNode | null = null;
    if (isTag(node)) {
      surveyor.visit(node);
      if (node.name !== 'script' && node.name !== 'style' && node.name !== 'svg') child = node.firstChild;
    }
    if (child) {
      node = child;
      continue;
    }
    while (node && !node.next) node = node.parent && isTag(node.parent) ? node.parent : null;
    node = node?.next ?? null;
  }
  return surveyor;
}
