import { type Element, isTag } from 'domhandler';
import type { Container } from '../../body/blocks/container.ts';
import { textOf } from '../../page/survey.ts';
import { metaOf, type PageFacts } from '../facts.ts';
import { strings } from '../json-ld.ts';
import { propertyValue, withProperty } from '../microdata.ts';
import { plainText } from '../plain-text.ts';
import { squeezed } from '../publisher.ts';
import { type Candidate, Candidates } from '../ranking/candidates.ts';
import { describe } from './headline-signs.ts';
import { type TitlePart, titleParts } from './title-parts.ts';

const maxLength = 400;
const maxHeadings = 16;
const titleMetas = ['title', 'dc.title', 'dcterms.title', 'parsely-title', 'sailthru.title', 'cxenseparse:title'];

/** Equal for titles that differ in case, punctuation and white space alone. */
const titleKey = (text: string): string =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).join(' ');

/** Whether a part of a title is the site's name, or that with a town or a top-level domain. */
function isSiteName(part: string, sites: ReadonlySet<string>): boolean {
  const name = squeezed(part);
  if (sites.has(name)) return true;
  for (const site of sites)
    if (site.length >= 4 && (name === `the${site}` || (name.includes(site) && name.length < site.length + 8)))
      return true;
  return false;
}

/** Every headline that a page declares or shows, whole and in parts, with the signs for each. */
export function headlineCandidates(facts: PageFacts): Candidate<string>[] {
  const { jsonLd, survey, sites } = facts;
  const candidates = new Candidates<string>();
  const kind = facts.isNews ? 'news:' : 'other:';
  const add = (raw: string, sign: string, source: string, origin: string, more: readonly string[] = []): void => {
    const text = raw.trim();
    if (text === '' || text.length > maxLength) return;
    candidates.add(titleKey(text), { value: text, source }, origin, [sign, `${kind}${sign}`, ...more]);
  };
  const partsOf = (title: string): TitlePart[] => {
    const parts = titleParts(title, (part) => isSiteName(part, sites));
    // A title that is the site's name has no headline inside.
    return sites.has(squeezed(title)) ? parts.slice(0, 1) : parts;
  };
  const inParts = (raw: string | null | undefined, sign: string, source: string): void => {
    const title = plainText(raw ?? '').slice(0, maxLength);
    for (const { text, cut } of partsOf(title)) add(text, `${sign}:${cut}`, source, sign, [cut]);
  };
  const ofLd = (name: string): string => plainText(strings(jsonLd.main?.[name], jsonLd.resolve)[0] ?? '');

  for (const heading of headings(facts)) {
    const { element, signs, source } = heading;
    const [sign = ''] = signs;
    const whole = textOf(element, maxLength + 1);
    const parts = childTexts(element);
    add(whole, `${sign}:${parts.length > 1 ? 'inParts' : 'whole'}`, source, 'heading', signs);
    for (const { text, cut } of partsOf(whole).slice(1)) add(text, `${sign}:${cut}`, source, 'heading', signs);
    if (parts.length < 2) continue;
    const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
    add(longest, `${sign}:longestChild`, source, 'heading', signs);
    add(parts.slice(1).join(' '), `${sign}:withoutFirst`, source, 'heading', signs);
    add(parts.slice(0, -1).join(' '), `${sign}:withoutLast`, source, 'heading', signs);
  }
  inParts(ofLd('headline'), 'ld.headline', 'json-ld');
  add(ofLd('alternativeHeadline'), 'ld.alternative', 'json-ld', 'ld.alternative');
  inParts(metaOf(facts, 'og:title'), 'og', 'open-graph');
  inParts(metaOf(facts, 'twitter:title'), 'twitter', 'meta');
  for (const element of withProperty(facts, 'headline').slice(0, 2))
    add(plainText(propertyValue(element)), 'microdata', 'microdata', 'microdata');
  add(plainText(metaOf(facts, 'headline') ?? ''), 'meta.headline', 'meta', 'meta.headline');
  inParts(metaOf(facts, ...titleMetas), 'meta.title', 'meta');
  inParts(survey.title, 'title', 'html');
  inParts(ofLd('name'), 'ld.name', 'json-ld');
  const { all } = candidates;
  describe(all, facts);
  return all;
}

interface Heading {
  readonly element: Element;
  /** The first names the kind of heading. */
  readonly signs: readonly string[];
  readonly source: 'h1' | 'heading';
}

const looksLikeTitle = /\b(?:title|headline|heading|titel|titre|titulo)\b/i;

/** The h1s of a page, and lower headings that are named as titles or agree with the page's own. */
function headings({ shape, headlineBlock, firstKept, places }: PageFacts): Heading[] {
  const found: Heading[] = [];
  let h1s = 0;
  for (const container of shape.containers) {
    const { element, tag, firstBlock, lastBlock } = container;
    if (!element || firstBlock < 0 || found.length >= maxHeadings) continue;
    const isAnchor = firstBlock <= headlineBlock && headlineBlock <= lastBlock;
    const isLower = /^h[2-4]$/.test(tag);
    if (tag !== 'h1' && !isLower && !(isAnchor && firstBlock === lastBlock)) continue;
    const named = looksLikeTitle.test(
      `${element.attribs['class'] ?? ''} ${element.attribs['itemprop'] ?? ''}`.slice(0, 300).replace(/[-_]+/g, ' '),
    );
    const isHeading = isLower && (isAnchor || named);
    const isTitleBox = isAnchor && firstBlock === lastBlock && named;
    if (tag !== 'h1' && !isHeading && !isTitleBox) continue;
    if (tag === 'h1') h1s++;
    found.push({
      element,
      source: tag === 'h1' ? 'h1' : 'heading',
      signs: [
        tag === 'h1' ? (isAnchor ? 'h1.anchor' : 'h1.other') : isAnchor ? 'heading.anchor' : 'heading.other',
        ...(tag === 'h1' ? [h1s === 1 ? 'h1.first' : h1s === 2 ? 'h1.second' : 'h1.later'] : []),
        ...(named ? ['heading.named'] : []),
        ...(firstKept >= 0 && firstBlock > firstKept + 1 ? ['heading.inText'] : []),
        ...partOfPage(container, places),
      ],
    });
  }
  return found;
}

const partOfPage = (container: Container, places: PageFacts['places']): string[] =>
  places.surroundings(container).map((name) => `heading.${name}`);

/** Texts of the elements and the bare text of which a heading consists: a kicker stands in one of its own. */
function childTexts(heading: Element): string[] {
  let element = heading;
  for (let depth = 0; depth < 6; depth++) {
    const filled = element.children.filter((child) => isTag(child) || ('data' in child && /\S/.test(child.data)));
    const [only] = filled;
    if (filled.length !== 1 || !only || !isTag(only)) break;
    element = only;
  }
  return element.children
    .slice(0, 12)
    .map((child) => (isTag(child) ? textOf(child, maxLength) : 'data' in child ? child.data.slice(0, maxLength) : ''))
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => /[\p{L}\p{N}]/u.test(text));
}
