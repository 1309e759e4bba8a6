import type { Element } from 'domhandler';
import { closest } from '../body/blocks/container.ts';
import { textOf } from '../page/survey.ts';
import type { PageFacts, Sourced } from './facts.ts';
import { strings } from './json-ld.ts';
import { plainText } from './plain-text.ts';
import { squeezed } from './publisher.ts';

const maxKeywords = 40;
const generic =
  /^(?:allgemein|uncategorized|uncategorised|tags?|index|follow|premium|home|all|general|nofollow|noindex|other|article|articles|default|latest)$/i;
/** Name a section of a site, but say nothing as a topic. */
const tooWide = /^(?:news|blog)$/i;
const prefix = /^(?:category|categories|nlp entity tokens|topics?|sections?|tags?|keywords?)\s*[:/]\s*/i;

/** Tags without counts, ids, host names and the site's own name; no doublets. */
function clean(values: readonly string[], sites: ReadonlySet<string>, kind: 'topic' | 'section'): string[] {
  const seen = new Set<string>();
  const tags: string[] = [];
  for (const value of values) {
    const tag = plainText(value)
      .replace(prefix, '')
      .replace(/^#/, '')
      .replace(/\s*\(\d+\)$/, '')
      .trim();
    const key = squeezed(tag);
    if (
      key === '' ||
      tag.length > 100 ||
      generic.test(tag) ||
      (kind === 'topic' && tooWide.test(tag)) ||
      sites.has(key) ||
      seen.has(key)
    )
      continue;
    if (/^\d+$|^[0-9a-f]{8}-[0-9a-f-]{20,}$|^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|de|uk)$/i.test(tag)) continue;
    seen.add(key);
    tags.push(tag);
  }
  return tags.slice(0, maxKeywords);
}

const split = (value: string): string[] => value.split(value.includes(',') || !value.includes(';') ? /[,،、]/ : /;/);

/** Topics that the page gives its article: tag links, then declared keywords. */
export function findKeywords(facts: PageFacts): Sourced<string[]> {
  const { jsonLd, survey, sites } = facts;
  const declaredArticle = jsonLd.main !== null || survey.meta.has('article:published_time');
  const linked = survey.anchors
    .filter(({ attribs }) => /\btag\b/i.test(attribs['rel'] ?? ''))
    .map((element) => textOf(element, 120));
  const fromJsonLd = strings(jsonLd.main?.['keywords'], jsonLd.resolve);
  const lists: Sourced<string[]>[] = [
    { value: linked.length <= 40 ? linked : [], source: 'rel-tag' },
    { value: fromJsonLd.length === 1 ? split(fromJsonLd[0] ?? '') : fromJsonLd, source: 'json-ld' },
    { value: (survey.meta.get('article:tag') ?? []).flatMap(split), source: 'open-graph' },
    { value: (survey.meta.get('news_keywords') ?? []).slice(0, 1).flatMap(split), source: 'meta' },
    { value: declaredArticle ? (survey.meta.get('keywords') ?? []).slice(0, 1).flatMap(split) : [], source: 'meta' },
    { value: tagLinks(facts), source: 'tag-links' },
  ];
  for (const { value, source } of lists) {
    const tags = clean(value, sites, 'topic');
    if (tags.length > 0) return { value: tags, source };
  }
  return { value: [], source: 'none' };
}

const isNamedForTags = (classes: string): boolean =>
  /tag|topic|keyword/i.test(classes) && /\b(?:tags?|topics?|taglist|keywords?)\b/i.test(classes.replace(/[-_]+/g, ' '));

/** Links to tag pages inside a container that is named for tags. */
function tagLinks(facts: PageFacts): string[] {
  const elements = new Set<Element>();
  for (const { element } of facts.shape.containers)
    if (element && isNamedForTags(element.attribs['class'] ?? '')) elements.add(element);
  if (elements.size === 0) return [];
  const found: string[] = [];
  for (const { container, text, linkShare } of facts.shape.blocks) {
    if (linkShare < 0.8 || text.length > 60 || found.length > 25) continue;
    if (closest(container, ({ element }) => element !== null && elements.has(element), 4)) found.push(text);
  }
  return found.length <= 25 ? found : [];
}

/** Sections of the site that the article stands in. */
export function findSections(facts: PageFacts): Sourced<string[]> {
  const { jsonLd, survey, sites } = facts;
  const linked = survey.anchors
    .filter(({ attribs }) => /\bcategory\b/i.test(attribs['rel'] ?? ''))
    .map((element) => textOf(element, 120));
  const lists: Sourced<string[]>[] = [
    {
      value: strings(jsonLd.main?.['articleSection'], jsonLd.resolve).flatMap((value) => value.split(/[,;>]/)),
      source: 'json-ld',
    },
    { value: (survey.meta.get('article:section') ?? []).slice(0, 3), source: 'open-graph' },
    { value: linked.length <= 12 ? linked : [], source: 'rel-category' },
  ];
  for (const { value, source } of lists) {
    const sections = clean(value, sites, 'section');
    if (sections.length > 0) return { value: sections, source };
  }
  return { value: [], source: 'none' };
}
