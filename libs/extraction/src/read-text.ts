import type { Warning } from '@newsflow/contracts';
import { textBody } from './body/text-body.ts';
import { type PageInput, parserVersion } from './extraction.ts';
import { detectLanguage } from './metadata/detect-language.ts';
import type { Fields } from './metadata/fields.ts';
import { readFirstLines } from './metadata/first-lines.ts';
import { readOpening } from './metadata/opening.ts';
import { splitTagLine } from './metadata/tag-line.ts';
import { findMarketRows } from './market/find-market-rows.ts';
import { marketWarnings } from './market/limits.ts';
import type { ReadPage } from './read-page.ts';

const minWords = 25;
/** As of HTML, so much of the longest texts is read. */
const maxLines = 100_000;
const maxText = 4_000_000;

/** The part of a text that is read. */
function readable(text: string): string {
  let end = -1;
  for (let line = 0; line < maxLines; line++) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text.slice(0, maxText);
  }
  return text.slice(0, Math.min(end, maxText));
}

/** Body and the few fields that plain text can state. */
export function readText(whole: string, input: PageInput): ReadPage {
  const text = readable(whole);
  const market = findMarketRows({ kind: 'text', text }, { ...input, parserVersion });
  const tickers = market.flatMap((row) => (row.standalone ? (row.spans ?? []) : [])).sort((a, b) => a.start - b.start);
  const body = textBody(text, tickers);
  const warnings: Warning[] = marketWarnings(market);
  if (text.length < whole.length) {
    const message = `what follows ${maxLines} lines or ${maxText} characters was left out`;
    warnings.push({ code: 'PAGE_TOO_LARGE', message });
  }
  const page = { rights: input.rights, market, text: { text, body }, decisions: [], objection: null, facts: null };
  const words = body.text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (words < minWords) {
    warnings.push({ code: 'NO_ARTICLE_TEXT', message: 'no running text was found' });
    return { ...page, article: null, warnings };
  }
  const opening = readOpening(body.text);
  const first = readFirstLines(text);
  const headline = body.headline ?? first.headline;
  const language = detectLanguage(body.text, []);
  const tags = body.tagLine === null ? null : splitTagLine(body.tagLine, body.text);
  if (tags?.guessed) {
    warnings.push({
      code: 'KEYWORDS_SPLIT_GUESSED',
      message: 'the line of tags marks no borders: the split is a reading',
    });
  }
  const fields: Fields = {
    ...(headline === null ? {} : { headline }),
    ...(opening.publisher === null ? {} : { publisher: { name: opening.publisher } }),
    ...(opening.dateline === null ? {} : { dateline: opening.dateline }),
    ...(language === null ? {} : { inLanguage: language.tag }),
    ...(first.datePublished === null ? {} : { datePublished: first.datePublished }),
    author: first.authors.map((name) => ({ name })),
    articleSection: [],
    keywords: [...(tags?.keywords ?? [])],
    image: [],
  };
  const sources = Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => !Array.isArray(value) || value.length > 0)
      .map(([name]) => [name, 'text']),
  );
  return { ...page, article: { body, fields, sources, shownDate: first.datePublished }, warnings };
}
