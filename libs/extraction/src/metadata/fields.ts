import type { ExtractedArticle } from '../extraction.ts';
import { findAuthors } from './author/find-authors.ts';
import { detectLanguage } from './detect-language.ts';
import { absoluteUrl, metaOf, type PageFacts, type Sourced } from './facts.ts';
import { findHeadline } from './headline/find-headline.ts';
import { findImages } from './images.ts';
import { strings } from './json-ld.ts';
import { findKeywords, findSections } from './keywords.ts';
import type { MetadataWeights } from './metadata-weights.ts';
import { readOpening } from './opening.ts';
import { plainText } from './plain-text.ts';
import { findDates } from './date/find-dates.ts';
import { findPublisher } from './publisher.ts';

/** The fields of an article that are read beside its text; what the page does not state is absent. */
export type Fields = Pick<
  ExtractedArticle,
  | 'canonicalUrl'
  | 'headline'
  | 'alternativeHeadline'
  | 'description'
  | 'author'
  | 'publisher'
  | 'datePublished'
  | 'dateModified'
  | 'dateline'
  | 'inLanguage'
  | 'articleSection'
  | 'keywords'
  | 'image'
  | 'isAccessibleForFree'
>;

export interface SourcedFields {
  readonly fields: Fields;
  readonly sources: Readonly<Record<string, string>>;
  /** The day by which the page dates itself. */
  readonly shownDate: string | null;
}

function description(facts: PageFacts): Sourced<string> | null {
  const candidates: [string | null | undefined, string][] = [
    [strings(facts.jsonLd.main?.['description'], facts.jsonLd.resolve)[0], 'json-ld'],
    [metaOf(facts, 'og:description'), 'open-graph'],
    [metaOf(facts, 'description', 'dc.description', 'twitter:description'), 'meta'],
  ];
  for (const [text, source] of candidates) {
    const value = plainText(text ?? '');
    if (value !== '') return { value, source };
  }
  return null;
}

function canonical(facts: PageFacts): Sourced<string> | null {
  const link = facts.survey.links.get('canonical')?.[0];
  const url = link === undefined ? null : absoluteUrl(facts, link);
  if (url !== null) return { value: url, source: 'html' };
  const shared = metaOf(facts, 'og:url');
  const sharedUrl = shared === null ? null : absoluteUrl(facts, shared);
  return sharedUrl === null ? null : { value: sharedUrl, source: 'open-graph' };
}

function accessible(facts: PageFacts): Sourced<boolean> | null {
  const value = facts.jsonLd.main?.['isAccessibleForFree'];
  if (value === true || /^true$/i.test(String(value))) return { value: true, source: 'json-ld' };
  if (value === false || /^false$/i.test(String(value))) return { value: false, source: 'json-ld' };
  const tier = metaOf(facts, 'article:content_tier')?.toLowerCase();
  return tier === 'free' || tier === 'locked' ? { value: tier === 'free', source: 'open-graph' } : null;
}

/** @param latestDay no later day can be a publication day, as YYYY-MM-DD; null if unknown */
export function findFields(
  facts: PageFacts,
  body: string,
  latestDay: string | null,
  weights: MetadataWeights,
): SourcedFields {
  const sources: Record<string, string> = {};
  const take = <T>(name: keyof Fields, found: Sourced<T> | null): T | undefined => {
    if (found) sources[name] = found.source;
    return found?.value;
  };
  const list = <T>(name: keyof Fields, found: Sourced<T[]>): T[] => {
    if (found.value.length > 0) sources[name] = found.source;
    return found.value;
  };
  const { headline, alternative } = findHeadline(facts, weights.headline);
  const { shown: shownDate, published, modified } = findDates(facts, latestDay, weights.date);
  const opening = readOpening(body);
  const declaredLanguages = [
    { tag: facts.survey.lang ?? '', source: 'html' as const },
    ...[
      metaOf(facts, 'og:locale'),
      strings(facts.jsonLd.main?.['inLanguage'], facts.jsonLd.resolve)[0],
      metaOf(facts, 'content-language'),
    ].map((tag) => ({ tag: tag ?? '', source: 'meta' as const })),
  ];
  const language = detectLanguage(body, declaredLanguages);
  const fields: Fields = withoutAbsent({
    canonicalUrl: take('canonicalUrl', canonical(facts)),
    headline: take('headline', headline),
    alternativeHeadline: take('alternativeHeadline', alternative),
    description: take('description', description(facts)),
    author: list('author', findAuthors(facts, weights.author)),
    publisher: take('publisher', findPublisher(facts)),
    datePublished: take('datePublished', published),
    dateModified: take('dateModified', modified),
    dateline: take('dateline', opening.dateline === null ? null : { value: opening.dateline, source: 'text' }),
    inLanguage: take('inLanguage', language && { value: language.tag, source: language.source }),
    articleSection: list('articleSection', findSections(facts)),
    keywords: list('keywords', findKeywords(facts)),
    image: list('image', findImages(facts)),
    isAccessibleForFree: take('isAccessibleForFree', accessible(facts)),
  });
  return { fields, sources, shownDate };
}

/** The same object without the properties that are undefined. */
function withoutAbsent<T extends object>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
}
