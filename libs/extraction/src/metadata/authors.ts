import type { PageBlock } from '../body/block.ts';
import { bit } from '../body/vocabulary.ts';
import type { Element } from 'domhandler';
import { closest } from '../body/container.ts';
import { furniturePatterns } from '../body/furniture.ts';
import { textOf } from '../page/survey.ts';
import { absoluteUrl, type PageFacts, type Sourced } from './facts.ts';
import { type Node, strings } from './json-ld.ts';
import { propertyValue, withProperty } from './microdata.ts';
import { afterByWord, looksLikeName, namesIn, samePerson } from './person-names.ts';
import { plainText } from './plain-text.ts';
import { siteNames, squeezed } from './publisher.ts';

export interface Author {
  readonly name: string;
  readonly url?: string;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const rareMetas = [
  'parsely-author',
  'sailthru.author',
  'dc.creator',
  'dcterms.creator',
  'citation_author',
  'byl',
  'article:author_name',
  'cxenseparse:author',
  'rnews:author',
];

function fromJsonLd(facts: PageFacts): Author[] {
  const { main, resolve } = facts.jsonLd;
  return [main?.['author'] ?? main?.['creator']].flat().flatMap((entry: unknown) => {
    const author = resolve(entry);
    const link = isNode(author) && typeof author['url'] === 'string' ? absoluteUrl(facts, author['url']) : null;
    const names = strings(author, resolve).flatMap((name) => namesIn(plainText(name)));
    return names.map((name) => ({ name, ...(link === null || names.length > 1 ? {} : { url: link }) }));
  });
}

const wordsIn = (name: string): number => name.split(' ').length;
const isFullName = (name: string): boolean => wordsIn(name) >= 2 && wordsIn(name) <= 4 && looksLikeName(name);

/** Names of one short block, by how the block says that they are authors; null if it does not. */
function byLine(facts: PageFacts, block: PageBlock, isAlone: boolean): Sourced<string[]> | null {
  const text = block.text.replace(/\s+/g, ' ');
  const patterns = furniturePatterns(text);
  const marked =
    closest(block.container, ({ mask }) => (mask & bit('author')) !== 0, 2) !== null ||
    (block.inlineMask & bit('author')) !== 0;
  const before = facts.shape.blocks[block.index - 1];
  const labelled = before !== undefined && before.words <= 2 && furniturePatterns(before.text).includes('byLine');
  if (patterns.includes('byLine') || labelled) return { value: namesIn(text).filter(looksLikeName), source: 'by-line' };
  const after = block.words <= 20 ? afterByWord(text) : null;
  const named = after === null ? [] : namesIn(after).filter(isFullName);
  if (named.length > 0) return { value: named, source: 'by-line' };
  if (marked) return { value: namesIn(text).filter(isFullName), source: 'by-line-class' };
  // A bare name is an author only beside a date or a reading time.
  if (!isAlone || block.words > 10) return null;
  const rest = text.replace(dateInText, ' | ').replace(/^[\s|•·,–—-]+/, '');
  const [name] = namesIn(rest);
  const near =
    rest !== text ||
    [block.index - 1, block.index + 1, block.index + 2].some((index) => hasDate(facts.shape.blocks[index]));
  return near && name !== undefined && isFullName(name) && wordsIn(name) <= 3 && !/[\p{Ll}]{2}\p{Lu}/u.test(name)
    ? { value: [name], source: 'name-line' }
    : null;
}

const dateInText =
  /(?:\d{1,2}[.:/-]){1,2}\d{2,4}(?: \d{1,2}:\d{2})?|\p{L}{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}\.? \p{L}{3,10}\.? \d{4}|\d+ min(?:ute)?s? read/gu;
const hasDate = (block: PageBlock | undefined): boolean =>
  block !== undefined && block.words <= 12 && /\b(?:19|20)\d{2}\b|\bmin(?:ute)?s? read\b|\bago\b/.test(block.text);

/** By-lines close to the headline or right behind the body; related cards carry by-lines too. */
function visibleAuthors(facts: PageFacts): Sourced<Author[]>[] {
  const { blocks } = facts.shape;
  const found: (Sourced<Author[]> & { rank: number })[] = [];
  const anchor = facts.headlineBlock >= 0 ? facts.headlineBlock : facts.firstKept;
  const consider = (index: number, isAlone: boolean): void => {
    const block = blocks[index];
    if (!block || block.words > 30 || block.text.length > 500 || index === facts.headlineBlock) return;
    const line = byLine(facts, block, isAlone);
    if (!line || line.value.length === 0) return;
    const rank = ['by-line', 'by-line-class', 'name-line'].indexOf(line.source);
    found.push({ value: line.value.slice(0, 6).map((name) => ({ name })), source: line.source, rank });
  };
  const until = Math.max(anchor + 10, Math.min(facts.firstKept + 3, anchor + 40));
  for (let index = Math.max(0, anchor - 4); index <= until; index++) {
    consider(index, index > anchor && index < Math.max(facts.firstKept, anchor + 3));
  }
  for (let index = facts.lastKept + 1; facts.lastKept >= 0 && index <= facts.lastKept + 3; index++)
    consider(index, false);
  return found.sort((a, b) => a.rank - b.rank);
}

function linkedAuthors(facts: PageFacts): Author[] {
  const authors: Author[] = [];
  for (const element of together(
    facts.survey.anchors.filter(({ attribs }) => /\bauthor\b/i.test(attribs['rel'] ?? '')),
  )) {
    const link = absoluteUrl(facts, element.attribs['href'] ?? '');
    for (const name of namesIn(textOf(element, 200)).filter(looksLikeName))
      authors.push({ name, ...(link === null ? {} : { url: link }) });
  }
  return authors;
}

/** The first element and those that share its parent or grandparent: further ones belong to comments and cards. */
function together(elements: readonly Element[]): Element[] {
  const [first] = elements;
  const close = new Set([first?.parent, first?.parent?.parent]);
  return elements
    .filter((element) => close.has(element.parent) || (element.parent !== null && close.has(element.parent.parent)))
    .slice(0, 8);
}

/** Who wrote the article, best source first; empty where the page does not say. */
export function findAuthors(facts: PageFacts): Sourced<Author[]> {
  const sites = siteNames(facts);
  const metas = (names: readonly string[]): Author[] =>
    names
      .flatMap((name) => facts.survey.meta.get(name) ?? [])
      .flatMap((content) => namesIn(plainText(content)).map((name) => ({ name })));
  const microdata = together(withProperty(facts, 'author')).flatMap((element) => {
    const named = facts.survey.microdata.find(
      (inner) => inner.attribs['itemprop'] === 'name' && inner.parent === element,
    );
    return namesIn(propertyValue(named ?? element))
      .filter(looksLikeName)
      .map((name) => ({ name }));
  });
  const candidates: Sourced<Author[]>[] = [
    { value: fromJsonLd(facts), source: 'json-ld' },
    { value: metas(rareMetas), source: 'meta' },
    { value: microdata, source: 'microdata' },
    { value: linkedAuthors(facts), source: 'rel-author' },
    { value: metas(['author', 'article:author']), source: 'meta' },
    ...visibleAuthors(facts),
  ];
  const isSite = ({ name }: Author): boolean => sites.has(squeezed(name));
  let soft: Sourced<Author[]> | null = null;
  for (const { value, source } of candidates) {
    const authors = unique(value);
    // In a bare string, what stands beside the site's name is its town or company form.
    const persons = source === 'meta' && authors.some(isSite) ? [] : authors.filter((author) => !isSite(author));
    if (persons.length > 0) return { value: persons, source };
    // A site that names itself as author is believed if nobody else is named.
    if (authors.length > 0) soft ??= { value: authors, source };
  }
  return soft ?? { value: [], source: 'none' };
}

function unique(authors: readonly Author[]): Author[] {
  const seen = new Set<string>();
  return authors.filter(({ name }) => {
    const key = samePerson(name);
    return !seen.has(key) && Boolean(seen.add(key));
  });
}
