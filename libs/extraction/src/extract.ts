import { singleBlanks } from './languages/characters.ts';
import { contentSha256 } from '@newsflow/contracts';
import { type ExtractedArticle, type Extraction, type PageInput, parserVersion } from './extraction.ts';
import type { Fields } from './metadata/fields.ts';
import { findQuotations, longestText } from './quotations/find-quotations.ts';
import { readPage, type ReadPage } from './read-page.ts';

/**
 * Reads one page: article, quotations and market quotes with everything of the contract that the page states, and nothing that it does not.
 * Pure: the same input gives the same result. Never throws: whatever is wrong with the page is in `warnings`.
 */
export const extract = (input: PageInput): Extraction => toExtraction(input, readPage(input));

/** The events' data of a page that was read. */
export function toExtraction(input: PageInput, page: ReadPage): Extraction {
  const isCut = (page.article?.body.text.length ?? 0) > longestText;
  const cut = {
    code: 'TEXT_TOO_LONG',
    message: `quotations after the first ${longestText} characters were left out`,
  };
  const warnings = isCut ? [...page.warnings, cut] : page.warnings;
  const marketQuotes = page.market.map(({ quote }) => quote);
  if (!page.article) return { article: null, quotations: [], marketQuotes, warnings };
  const { body, fields, sources } = page.article;
  const { pageId: id, version, url } = input;
  const language = fields.inLanguage ?? null;
  const quotations = findQuotations({
    text: body.text,
    paragraphs: body.blocks,
    language,
    articleId: id,
    version,
    parserVersion,
  });
  const article: ExtractedArticle = {
    id,
    version,
    parserVersion,
    url,
    ...fields,
    articleBody: body.text,
    blocks: [...body.blocks],
    quotations: quotations.map((quotation) => quotation.id),
    contentHash: contentSha256(`${normal(fields.headline ?? '')}\n${normal(body.text)}`),
    rights: page.rights,
    extraction: { sources: { ...sources }, completeness: completeness(fields), warnings: [...warnings] },
  };
  return { article, quotations, marketQuotes, warnings };
}

/** White space that does not make another content. */
const normal = (text: string): string => singleBlanks(text.normalize('NFC')).trim();

/** Share of the fields that a reader of news expects which the page gave, 0 to 1. */
function completeness(fields: Fields): number {
  const { headline, datePublished, author, publisher, inLanguage, description, image } = fields;
  const present = [headline, datePublished, author.length, publisher, inLanguage, description, image.length].filter(
    Boolean,
  );
  return Math.round((present.length / 7) * 100) / 100;
}
