import type { PageShape } from '../body/blocks/page-shape.ts';
import type { Survey } from '../page/survey.ts';
import type { JsonLd } from './json-ld.ts';
import { Places } from './places.ts';
import { siteNames } from './publisher.ts';

/** What was read of a page before its fields. */
export interface ReadParts {
  readonly url: string;
  readonly survey: Survey;
  readonly jsonLd: JsonLd;
  readonly shape: PageShape;
  /** Index of the block with the headline, or -1. */
  readonly headlineBlock: number;
  /** Indexes of the first and the last kept block, or -1. */
  readonly firstKept: number;
  readonly lastKept: number;
}

/** All that the readers of single fields look at. */
export interface PageFacts extends ReadParts {
  /** Names of the site, {@link squeezed}. */
  readonly sites: ReadonlySet<string>;
  readonly places: Places;
  /** The page calls itself a news article: its declarations are more often right than those of other pages. */
  readonly isNews: boolean;
}

export const pageFacts = (parts: ReadParts): PageFacts => ({
  ...parts,
  sites: siteNames(parts),
  places: new Places(parts.shape, parts.headlineBlock),
  isNews: /(?:newsarticle|liveblogposting)$/.test(parts.jsonLd.type ?? ''),
});

/** A value with where it was read (see `extraction.sources` of the contract). */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
}

/** First content of the first of these `<meta>` names that has one. */
export function metaOf(facts: Pick<PageFacts, 'survey'>, ...names: readonly string[]): string | null {
  for (const name of names) {
    const content = facts.survey.meta.get(name)?.find((value) => value.trim() !== '');
    if (content !== undefined) return content;
  }
  return null;
}

/** Longer ones are no addresses that anybody calls. */
const longestUrl = 2_048;

/** Absolute form of an http(s) link of the page, without credentials; null for anything else. */
export function absoluteUrl(facts: Pick<PageFacts, 'url' | 'survey'>, link: string): string | null {
  const base = (facts.survey.base !== null && URL.parse(facts.survey.base, facts.url)?.href) || facts.url;
  const url = URL.parse(link.trim(), base);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  url.username = '';
  url.password = '';
  return url.href.length <= longestUrl ? url.href : null;
}
