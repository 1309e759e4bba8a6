import type { Warning } from '@newsflow/contracts';
import { textBody } from './body/text-body.ts';
import { type PageInput, parserVersion } from './extraction.ts';
import { detectLanguage } from './metadata/detect-language.ts';
import type { Fields } from './metadata/fields.ts';
import { readOpening } from './metadata/opening.ts';
import { splitTagLine } from './metadata/tag-line.ts';
import { findMarketRows } from './market/find-market-rows.ts';
import type { ReadPage } from './read-page.ts';

const minWords = 25;

/** Body and the few fields that plain text can state. */
export function readText(text: string, input: PageInput): ReadPage {
  const market = findMarketRows({ kind: 'text', text }, { ...input, parserVersion });
  const tickers = market.flatMap((row) => (row.standalone ? (row.spans ?? []) : [])).sort((a, b) => a.start - b.start);
  const body = textBody(text, tickers);
  const warnings: Warning[] = [];
  const page = { rights: input.rights, market, text: { text, body }, decisions: [], objection: null, facts: null };
  const words = body.text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (words < minWords) {
    return { ...page, article: null, warnings: [{ code: 'NO_ARTICLE_TEXT', message: 'no running text was found' }] };
  }
  const opening = readOpening(body.text);
  const language = detectLanguage(body.text, []);
  const tags = body.tagLine === null ? null : splitTagLine(body.tagLine, body.text);
  if (tags?.guessed) {
    warnings.push({
      code: 'KEYWORDS_SPLIT_GUESSED',
      message: 'the line of tags marks no borders: the split is a reading',
    });
  }
  const fields: Fields = {
    ...(body.headline === null ? {} : { headline: body.headline }),
    ...(opening.publisher === null ? {} : { publisher: { name: opening.publisher } }),
    ...(opening.dateline === null ? {} : { dateline: opening.dateline }),
    ...(language === null ? {} : { inLanguage: language.tag }),
    author: [],
    articleSection: [],
    keywords: [...(tags?.keywords ?? [])],
    image: [],
  };
  const sources = Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => !Array.isArray(value) || value.length > 0)
      .map(([name]) => [name, 'text']),
  );
  return { ...page, article: { body, fields, sources, shownDate: null }, warnings };
}
