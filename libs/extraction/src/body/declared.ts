import type { Survey } from '../page/survey.ts';
import type { JsonLd } from '../metadata/json-ld.ts';
import type { PageShape } from './blocks/page-shape.ts';

/** What the page declares about its own text, to compare blocks with. */
export interface Declared {
  readonly headline: string | null;
  readonly description: string | null;
  /** Index of the block with the headline, or -1. */
  readonly headlineBlock: number;
  /** `articleBody` of JSON-LD. */
  readonly articleBody: string | null;
  /** The page says that it is an article. */
  readonly isNewsArticle: boolean;
}

const tokens = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

/** Share of common words, 0 to 1 (Jaccard). */
function similarity(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size === 0 || right.size === 0) return 0;
  let common = 0;
  for (const token of left) if (right.has(token)) common++;
  return common / (left.size + right.size - common);
}

/** The block that shows the headline: the heading most like the declared title, else the first h1; -1 if there is none. */
function findHeadlineBlock(page: PageShape, titles: readonly string[]): number {
  const titleTokens = titles.map(tokens);
  let best = -1;
  let bestScore = 0.5;
  let firstH1 = -1;
  for (const { index, container, text } of page.blocks) {
    const isH1 = container.tag === 'h1';
    if (isH1 && firstH1 < 0 && text.length < 400) firstH1 = index;
    if (
      !isH1 &&
      !/^h[2-6]$/.test(container.tag) &&
      !/\b(?:title|headline)\b/.test(container.element?.attribs['class'] ?? '')
    )
      continue;
    if (text.length > 400) continue;
    const own = tokens(text);
    const score =
      Math.max(0, ...titleTokens.map((title) => similarity(own, title))) +
      (isH1 ? 0.3 : 0) -
      (page.firstGood >= 0 && index > page.firstGood + 3 ? 0.3 : 0);
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  }
  return best >= 0 ? best : firstH1;
}

/** What blocks are compared with, from the head of the page. */
export function declaredBy(page: Survey, shape: PageShape, jsonLd: Pick<JsonLd, 'main' | 'type'>): Declared {
  const of = (name: string): string | null => page.meta.get(name)?.[0] ?? null;
  const titles = [of('og:title'), page.title].filter((title) => title !== null);
  const headlineBlock = findHeadlineBlock(shape, titles);
  const articleBody = jsonLd.main?.['articleBody'];
  return {
    headline: shape.blocks[headlineBlock]?.text ?? titles[0] ?? null,
    description: of('og:description') ?? of('description'),
    headlineBlock,
    articleBody: typeof articleBody === 'string' ? articleBody : null,
    isNewsArticle: /article|posting|report/.test(jsonLd.type ?? ''),
  };
}
