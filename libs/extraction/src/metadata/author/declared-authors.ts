import type { Element } from 'domhandler';
import { textOf } from '../../page/survey.ts';
import { absoluteUrl, metaOf, type PageFacts } from '../facts.ts';
import { type Node, strings, typesOf } from '../json-ld.ts';
import { propertyValue, withProperty } from '../microdata.ts';
import { plainText } from '../plain-text.ts';
import type { Author, AuthorStatement } from './author.ts';
import { looksLikeName, namesIn } from './person-names.ts';

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
const writtenBy =
  /^(?:written by|author|autor|auteur|by|verfasst von|geschrieben von|escrito por|écrit par|scritto da|geschreven door|skriven av|kirjoittanut|napisane przez|автор|written|posted by|yazan|autore|du[ -]author)$/i;
const maxNames = 12;

/** Who wrote the article by the page's own declarations, best first. */
export function declaredAuthors(facts: PageFacts): AuthorStatement[] {
  const { jsonLd, survey } = facts;
  const found: AuthorStatement[] = [];
  const add = (authors: readonly Author[], source: string, origin: string, ...signs: readonly string[]): void => {
    if (authors.length > 0)
      found.push({ authors: authors.slice(0, maxNames), source, origin, signs: [origin, ...signs] });
  };
  const ofMetas = (names: readonly string[]): Author[] =>
    names
      .flatMap((name) => survey.meta.get(name)?.slice(0, maxNames) ?? [])
      .flatMap((content) => namesIn(plainText(content)).map((name) => ({ name })));

  const declared = jsonLd.main?.['author'];
  add(
    authorsOfNode(facts, declared ?? jsonLd.main?.['creator']),
    'json-ld',
    'ld.author',
    ...typeSigns(facts, declared),
  );
  const other = jsonLd.nodes.find((node) => node !== jsonLd.main && node['author'] !== undefined);
  if (other) add(authorsOfNode(facts, other['author']), 'json-ld', jsonLd.main ? 'ld.other' : 'ld.only');
  for (const name of rareMetas) add(ofMetas([name]), 'meta', 'meta.rare');
  add(ofMetas(['author']), 'meta', 'meta.author');
  add(ofMetas(['article:author', 'og:article:author', 'og:author']), 'meta', 'meta.ogAuthor');
  for (const number of [1, 2]) {
    const label = metaOf(facts, `twitter:label${number}`)?.trim() ?? '';
    if (writtenBy.test(label)) add(ofMetas([`twitter:data${number}`]), 'meta', 'meta.twitter');
  }
  add(microdata(facts), 'microdata', 'microdata');
  return found;
}

function typeSigns({ jsonLd }: PageFacts, value: unknown): string[] {
  const nodes = [value]
    .flat()
    .slice(0, maxNames)
    .map((entry: unknown) => jsonLd.resolve(entry))
    .filter(isNode);
  const types = nodes.flatMap(typesOf);
  return types.length > 0 && types.every((type) => /organi[sz]ation|corporation|newsmedia/.test(type))
    ? ['ld.organisation']
    : [];
}

function authorsOfNode(facts: PageFacts, value: unknown): Author[] {
  const { resolve } = facts.jsonLd;
  return [value]
    .flat()
    .slice(0, maxNames)
    .flatMap((entry: unknown) => {
      const author = resolve(entry);
      const link = isNode(author) && typeof author['url'] === 'string' ? absoluteUrl(facts, author['url']) : null;
      const names = strings(author, resolve)
        .slice(0, maxNames)
        .flatMap((name) => namesIn(plainText(name)));
      return names.map((name) => ({ name, ...(link === null || names.length > 1 ? {} : { url: link }) }));
    });
}

function microdata(facts: PageFacts): Author[] {
  return together(withProperty(facts, 'author')).flatMap((element) => {
    const named = facts.survey.microdata.find(
      (inner) => inner.attribs['itemprop'] === 'name' && inner.parent === element,
    );
    return namesIn(propertyValue(named ?? element))
      .filter(looksLikeName)
      .map((name) => ({ name }));
  });
}

/** The first element and those that share its parent or grandparent: further ones belong to comments and cards. */
export function together(elements: readonly Element[]): Element[] {
  const [first] = elements;
  const close = new Set([first?.parent, first?.parent?.parent]);
  return elements
    .filter((element) => close.has(element.parent) || (element.parent !== null && close.has(element.parent.parent)))
    .slice(0, 8);
}

/** The names that links give, with their addresses. */
export const authorsOfLinks = (facts: PageFacts, links: readonly Element[]): Author[] =>
  links.flatMap((element) => {
    const link = absoluteUrl(facts, element.attribs['href'] ?? '');
    const names = namesIn(textOf(element, 200)).filter(looksLikeName);
    return names.map((name) => ({ name, ...(link === null || names.length > 1 ? {} : { url: link }) }));
  });
