import { absoluteUrl, metaOf, type PageFacts, type Sourced } from './facts.ts';
import type { Node } from './json-ld.ts';
import { plainText } from './plain-text.ts';

export interface Image {
  readonly url: string;
  readonly caption?: string;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const maxImages = 20;

/** Pictures that the page declares for its article. */
export function findImages(facts: PageFacts): Sourced<Image[]> {
  const { main, resolve } = facts.jsonLd;
  const declared = [main?.['image'] ?? main?.['thumbnailUrl']].flat(2).flatMap((entry: unknown): Image[] => {
    const image = resolve(entry);
    const link =
      typeof image === 'string' ? image : isNode(image) ? [image['url'] ?? image['contentUrl']].flat()[0] : undefined;
    const url = typeof link === 'string' ? absoluteUrl(facts, link) : null;
    if (url === null) return [];
    const caption = isNode(image) && typeof image['caption'] === 'string' ? plainText(image['caption']) : '';
    return [{ url, ...(caption === '' ? {} : { caption }) }];
  });
  if (declared.length > 0) return { value: distinct(declared), source: 'json-ld' };
  const shared = metaOf(facts, 'og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image', 'twitter:image:src');
  const url = shared === null ? null : absoluteUrl(facts, shared);
  return url === null ? { value: [], source: 'none' } : { value: [{ url }], source: 'open-graph' };
}

const distinct = (images: readonly Image[]): Image[] =>
  [...new Map(images.map((image) => [image.url, image])).values()].slice(0, maxImages);
