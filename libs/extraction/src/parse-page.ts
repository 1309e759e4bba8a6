import type { MarketQuote, Quotation, Warning } from '@newsflow/contracts';
import type { TextBody } from './body/text-body.ts';
import { type ExtractedArticle, type PageInput, parserVersion } from './extraction.ts';
import { toExtraction } from './extract.ts';
import { findQuotations } from './quotations/find-quotations.ts';
import { type Models, shippedModels } from './models.ts';
import { readPage } from './read-page.ts';

type PlacedQuotation = Omit<Quotation, 'selector'> & {
  start: number;
  end: number;
  selector: Quotation['selector'] | null;
};

/** The object of `parse`: the data of the events, and plain copies of the fields that scorers read. */
export interface ParsedPage {
  readonly article: ExtractedArticle | null;
  readonly quotations: readonly PlacedQuotation[];
  readonly marketQuotes: readonly MarketQuote[];
  readonly warnings: readonly Warning[];
  /** articleBody. */
  readonly text: string | null;
  readonly title: string | null;
  readonly authors: readonly string[];
  /**
   * The time by which the page dates itself, ISO 8601: that of publication, or that of the last change where the page shows its readers only this.
   * `article` tells the two apart.
   */
  readonly publishedAt: string | null;
  readonly language: string | null;
  readonly sections: readonly string[];
  readonly tags: readonly string[];
}

/**
 * Reads one page for the command line. Of a text page all quotations count, also those outside the body: their offsets are
 * UTF-16 units of the whole text, only `selector` counts in articleBody and is null outside. Never throws.
 */
export function parsePage(input: PageInput, models: Models = shippedModels): ParsedPage {
  const page = readPage(input, models);
  const { article, quotations, marketQuotes, warnings } = toExtraction(input, page);
  const placed = page.text
    ? wholeText(input, page.text.text, page.text.body, article?.inLanguage ?? null)
    : quotations.map(place);
  return {
    article,
    quotations: placed,
    marketQuotes,
    warnings,
    text: article?.articleBody ?? null,
    title: article?.headline ?? null,
    authors: article?.author.map(({ name }) => name) ?? [],
    publishedAt: page.article?.shownDate ?? article?.dateModified ?? null,
    language: article?.inLanguage ?? null,
    sections: article?.articleSection ?? [],
    tags: article?.keywords ?? [],
  };
}

const place = (quotation: Quotation): PlacedQuotation => ({
  ...quotation,
  start: quotation.segments[0]?.start ?? 0,
  end: quotation.segments.at(-1)?.end ?? 0,
});

function wholeText(input: PageInput, text: string, body: TextBody, language: string | null): PlacedQuotation[] {
  const { pageId: articleId, version } = input;
  const paragraphs = body.outline
    .filter(({ rule }) => rule !== 'market-row')
    .map(({ start, end, kind }) => ({ start, end, ...(kind === null ? {} : { kind }) }));
  return findQuotations({ text, paragraphs, language, articleId, version, parserVersion }).map((quotation) => {
    const whole = place(quotation);
    const block = body.outline.find(({ start, end }) => start <= whole.start && whole.end <= end);
    return {
      ...whole,
      selector:
        block?.bodyStart === undefined || block.bodyStart === null
          ? null
          : shifted(quotation.selector, block.bodyStart - block.start),
    };
  });
}

const shifted = (selectors: Quotation['selector'], by: number): Quotation['selector'] =>
  selectors.map((selector) =>
    selector.type === 'TextPositionSelector'
      ? { ...selector, start: selector.start + by, end: selector.end + by }
      : selector,
  );
