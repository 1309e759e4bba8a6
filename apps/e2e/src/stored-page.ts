import { type Article, type MarketQuote, pageId, type Quotation } from '@newsflow/contracts';
import type { ContentExpectation } from '@newsflow/stack';

type Stored<T> = T & { collection: string; _id: string; current: boolean };
export type StoredDocument = Stored<Article & Quotation & MarketQuote>;

/** What is current of a page, in the words of its expectation: equal if the page was read as a person reads it. */
export function storedPage(documents: readonly StoredDocument[], url: string): ContentExpectation {
  const id = pageId(url);
  const current = (collection: string) =>
    documents.filter(
      (document) =>
        document.collection === collection &&
        document.current &&
        [document._id, document.articleId, document.pageId].includes(id),
    );
  const [article] = current('articles');
  return {
    article: article ? asExpected(article) : null,
    quotations: current('quotations')
      .sort((a, b) => startOf(a) - startOf(b))
      .map(({ quotationType, text, speaker }) => ({
        type: quotationType,
        text,
        speaker: speaker ? (speaker.canonicalName ?? speaker.text) : null,
      })),
    marketQuotes: inOrder(
      current('marketQuotes').map(
        ({ raw, symbol, symbolRaw, name, currency, last, change, changePercent, asOf, parseStatus, occurrences }) => ({
          raw,
          symbol,
          symbolRaw,
          name,
          currency,
          last,
          change,
          changePercent,
          asOf,
          parseStatus,
          occurrences,
        }),
      ),
    ),
  };
}

/** What of the expectation {@link storedPage} gives, in the same order. */
export const ordered = ({ article, quotations, marketQuotes }: ContentExpectation): ContentExpectation => ({
  article,
  quotations,
  marketQuotes: inOrder(marketQuotes),
});

const startOf = ({ segments }: Quotation): number => segments[0]?.start ?? 0;
const inOrder = <T extends { raw: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => (a.raw < b.raw ? -1 : 1));

function asExpected(article: Article): ContentExpectation['article'] {
  const { headline, alternativeHeadline, description, datePublished, dateModified, dateline, canonicalUrl } = article;
  const { isAccessibleForFree, publisher, inLanguage, articleSection, keywords, articleBody, blocks } = article;
  const stated = Object.entries({
    alternativeHeadline,
    description,
    publisher: publisher?.name,
    datePublished,
    dateModified,
    dateline,
    canonicalUrl,
    isAccessibleForFree,
  }).filter(([, value]) => value !== undefined);
  return {
    headline: headline ?? '',
    ...Object.fromEntries(stated),
    author: article.author.map(({ name }) => name),
    inLanguage: inLanguage ?? '',
    articleSection,
    keywords,
    blocks: blocks.map(({ kind, start, end }) => ({ [kind]: articleBody.slice(start, end) })),
  };
}

/** articleBody that consists of the expected blocks. */
export const bodyOf = ({ article }: ContentExpectation): string =>
  (article?.blocks ?? []).flatMap((block) => Object.values(block)).join('\n\n');
