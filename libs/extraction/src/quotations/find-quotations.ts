import type { Quotation } from '@newsflow/contracts';
import { ArticleReader } from './article-reader.ts';
import { assemble, type QuotationSource } from './assembly.ts';

export interface QuotationsInput extends QuotationSource {
  /** Blocks of `text` in order, offsets in UTF-16 units; without a kind they count as running text. */
  readonly paragraphs: readonly { readonly start: number; readonly end: number; readonly kind?: string }[];
}

/** UTF-16 units that are read of one text: no article of news is a tenth as long. */
export const longestText = 1_000_000;

/**
 * Finds what is quoted in a text and who said it: direct, mixed and indirect speech. Subheadings, names and titles in marks and
 * scare quotes are left out; where no speaker can be told the quotation comes with `speaker: null`.
 *
 * Pure and linear in the text's length; what stands behind the first {@link longestText} units is not read. Never throws. Offsets
 * count UTF-16 units of `text`, end exclusive.
 */
export function findQuotations(input: QuotationsInput): Quotation[] {
  const reader = new ArticleReader(input.text, input.language);
  const paragraphs = input.paragraphs.filter(({ start }) => start < longestText);
  const drafts = reader.read(paragraphs.map((each) => ({ ...each, end: Math.min(each.end, longestText) })));
  return assemble(drafts, input);
}
