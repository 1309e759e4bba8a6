import { bit } from '../body/vocabulary.ts';
import { closest } from '../body/container.ts';
import { furniturePatterns } from '../body/furniture.ts';
import { textOf } from '../page/survey.ts';
import { absoluteUrl, type PageFacts, type Sourced } from './facts.ts';
import { type Node, strings } from './json-ld.ts';
import { propertyValue, withProperty } from './microdata.ts';
import { looksLikeName, namesIn, samePerson } from './person-names.ts';
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

/** Author links and by-lines close to the headline or right behind the body; related cards carry by-lines too. */
function visibleAuthors(facts: PageFacts): Sourced<Author[]>[] {
  const { blocks } = facts.shape;
  const found: Sourced<Author[]>[] = [];
  const from = Math.max(0, (facts.headlineBlock >= 0 ? facts.headlineBlock : facts.firstKept) - 4);
  const until = Math.max(facts.headlineBlock + 12, facts.firstKept + 3);
  const consider = (index: number): void => {
    const block = blocks[index];
    if (!block || block.words > 30 || block.words === 0) return;
    const text = block.text.replace(/\s+/g, ' ');
    const marked =
      closest(block.container, ({ mask }) => (mask & bit('author')) !== 0, 2) !== null ||
      (block.inlineMask & bit('author')) !== 0;
    const byLine = furniturePatterns(text).includes('byLine');
    const labelled =
      furniturePatterns(blocks[index - 1]?.text ?? '').includes('byLine') && (blocks[index - 1]?.words ?? 99) <= 2;
    if (!marked && !byLine && !labelled) return;
    const names = namesIn(text).filter(looksLikeName).slice(0, 6);
    if (names.length > 0)
      found.push({ value: names.map((name) => ({ name })), source: byLine || labelled ? 'by-line' : 'by-line-class' });
  };
  for (let index = from; index <= until; index++) consider(index);
  for (let index = facts.lastKept + 1; facts.lastKept >= 0 && index <= facts.lastKept + 3; index++) consider(index);
  return found;
}

function linkedAuthors(facts: PageFacts): Author[] {
  const authors: Author[] = [];
  for (const element of facts.survey.anchors) {
    if (authors.length >= 8) break;
    if (!/\bauthor\b/i.test(element.attribs['rel'] ?? '')) continue;
    const link = absoluteUrl(facts, element.attribs['href'] ?? '');
    for (const name of namesIn(textOf(element, 200)).filter(looksLikeName))
      authors.push({ name, ...(link === null ? {} : { url: link }) });
  }
  return authors;
}

/** Who wrote the article, best source first; empty where the page does not say. */
export function findAuthors(facts: PageFacts): Sourced<Author[]> {
  const sites = siteNames(facts);
  const metas = (names: readonly string[]): Author[] =>
    names
      .flatMap((name) => facts.survey.meta.get(name) ?? [])
      .flatMap((content) => namesIn(plainText(content)).map((name) => ({ name })));
  const microdata = withProperty(facts, 'author')
    .slice(0, 6)
    .flatMap((element) => {
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
    const persons = authors.filter((author) => !isSite(author));
    if (persons.length > 0) return { value: persons, source };
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
