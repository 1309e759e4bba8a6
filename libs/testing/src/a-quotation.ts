import { pageId, type Quotation, quotationId } from '@newsflow/contracts';

/** A direct quotation without a speaker. `id` follows from `articleId` and `text`, unless given. */
export function aQuotation(fields: Partial<Quotation> = {}): Quotation {
  const articleId = fields.articleId ?? pageId('https://gazette.example/ferry');
  const text = fields.text ?? '“It is about time,”';
  return {
    id: quotationId(articleId, text, 0),
    articleId,
    version: 1000,
    parserVersion: 1,
    quotationType: 'direct',
    text,
    segments: [{ text, start: 0, end: text.length }],
    quotedParts: [{ text, start: 0, end: text.length }],
    selector: [{ type: 'TextPositionSelector', start: 0, end: text.length }],
    speaker: null,
    speakerResolution: 'none',
    cue: null,
    addressee: null,
    continues: null,
    nestedIn: null,
    inLanguage: 'en',
    confidence: 0.5,
    issues: [],
    ...fields,
  };
}
