import { furniturePatterns } from '../body/blocks/furniture.ts';
import { absoluteUrl, metaOf, type ReadParts, type Sourced } from './facts.ts';
import { type Node, strings, typesOf } from './json-ld.ts';
import { plainText } from './plain-text.ts';

export interface Publisher {
  readonly name: string;
  readonly url?: string;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const organisation = /^(?:newsmediaorganization|organization|corporation|localbusiness|website)$/;

/** Who publishes the page, as the page says it. */
export function findPublisher(facts: ReadParts): Sourced<Publisher> | null {
  const { jsonLd } = facts;
  const declared = jsonLd.resolve([jsonLd.main?.['publisher']].flat()[0]);
  const name = plainText(strings(declared, jsonLd.resolve)[0] ?? '');
  if (name !== '') {
    const link = isNode(declared) && typeof declared['url'] === 'string' ? absoluteUrl(facts, declared['url']) : null;
    return { value: { name, ...(link === null ? {} : { url: link }) }, source: 'json-ld' };
  }
  const site = metaOf(facts, 'og:site_name');
  if (site !== null) return { value: { name: plainText(site) }, source: 'open-graph' };
  for (const node of jsonLd.nodes) {
    if (!typesOf(node).some((type) => organisation.test(type))) continue;
    const own = plainText(strings(node['name'], jsonLd.resolve)[0] ?? '');
    if (own !== '') return { value: { name: own }, source: 'json-ld' };
  }
  const application = metaOf(facts, 'application-name', 'dc.publisher', 'citation_journal_title');
  if (application !== null) return { value: { name: plainText(application) }, source: 'meta' };
  const titled = nameInTitle(facts);
  return titled === null ? null : { value: { name: titled }, source: 'html' };
}

/** What the title has behind the headline, if the page says the same in its masthead or in a line about its rights. */
function nameInTitle({ survey, shape, headlineBlock }: ReadParts): string | null {
  const headline = shape.blocks[headlineBlock]?.text.replace(/\s+/g, ' ') ?? '';
  if (headline === '' || !survey.title?.startsWith(headline)) return null;
  const name = /^\s+[|–—-]\s+([^|–—]{3,60})$/.exec(survey.title.slice(headline.length))?.[1]?.trim();
  if (name === undefined) return null;
  const bare = name.replace(/^the /i, '');
  const isSaid = shape.blocks.some(
    ({ text, linkShare }) =>
      text.length < 300 &&
      text.includes(bare) &&
      (furniturePatterns(text).includes('legal') || (text === name && linkShare > 0.8)),
  );
  return isSaid ? name : null;
}

/** All names under which the site goes, to tell them from titles, authors and tags: lower case, letters and digits only. */
export function siteNames(facts: ReadParts): Set<string> {
  const { jsonLd } = facts;
  const host = (URL.parse(facts.url)?.hostname ?? '').replace(/^www\./, '');
  const names = [
    metaOf(facts, 'og:site_name'),
    metaOf(facts, 'application-name'),
    metaOf(facts, 'twitter:site'),
    findPublisher(facts)?.value.name ?? null,
    host,
    host.split('.').at(-2) ?? null,
    ...jsonLd.nodes
      .filter((node) => typesOf(node).some((type) => organisation.test(type)))
      .flatMap((node) => [...strings(node['name'], jsonLd.resolve), ...strings(node['alternateName'], jsonLd.resolve)]),
  ];
  return new Set(
    names
      .filter((name) => name !== null)
      .map(squeezed)
      .filter((name) => name.length >= 2),
  );
}

/** Lower case without anything but letters and digits: "The New-Times" and "thenewtimes" are equal. */
export const squeezed = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
