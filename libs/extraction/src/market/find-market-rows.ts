import type { MarketQuote } from '@newsflow/contracts';
import type { Document, Element } from 'domhandler';
import { selectorWriter } from './html/css-selector.ts';
import { htmlRows } from './html/html-page.ts';
import { proseRows } from './prose/prose.ts';
import { type PageFacts, toQuote } from './quote.ts';
import { textLineRows } from './rows/text-lines.ts';

export type MarketPage =
  | { readonly kind: 'text'; readonly text: string; readonly language?: string | null }
  | { readonly kind: 'html'; readonly document: Document; readonly language: string | null };

export interface FoundRow {
  readonly quote: MarketQuote;
  /** A row of a ticker or table, not a clause of prose: no part of an article's body. */
  readonly standalone: boolean;
  /** Where it stands in a text page, once for each occurrence. */
  readonly spans?: readonly { readonly start: number; readonly end: number }[];
  /** The elements that show it in an HTML page. */
  readonly elements?: readonly Element[];
}

/** Rows of one page; equal ones are one, with a count. The text decides what is equal, as it decides the id. */
class Rows {
  readonly #found = new Map<
    string,
    { quote: MarketQuote; standalone: boolean; spans: { start: number; end: number }[]; elements: Element[] }
  >();

  add(
    quote: MarketQuote,
    standalone: boolean,
    spans: readonly { start: number; end: number }[],
    elements: readonly Element[],
  ): void {
    const same = this.#found.get(quote.id);
    if (!same) {
      this.#found.set(quote.id, { quote, standalone, spans: [...spans], elements: [...elements] });
      return;
    }
    same.quote = { ...same.quote, occurrences: same.quote.occurrences + 1 };
    same.spans.push(...spans);
    same.elements.push(...elements);
  }

  all(kind: MarketPage['kind']): FoundRow[] {
    return [...this.#found.values()].map(({ quote, standalone, spans, elements }) => ({
      quote,
      standalone,
      ...(kind === 'text' ? { spans } : { elements }),
    }));
  }
}

/**
 * The market quotes of a page: tables, lists, strips, quote boxes, ticker lines and plain sentences of prose, in the order of the page
 * (prose last). Never throws. What a row leaves open is null, and its status and issues say so.
 */
export function findMarketRows(page: MarketPage, facts: PageFacts): FoundRow[] {
  const rows = new Rows();
  if (page.kind === 'text') {
    const language = page.language ?? null;
    for (const { reading, start, end } of textLineRows(page.text, language))
      rows.add(
        toQuote(reading, [{ type: 'TextPositionSelector', start, end }], language, facts),
        true,
        [{ start, end }],
        [],
      );
    for (const { text, start } of paragraphsOf(page.text)) {
      for (const { reading, ...clause } of proseRows(text, language)) {
        const span = { start: start + clause.start, end: start + clause.end };
        rows.add(toQuote(reading, [{ type: 'TextPositionSelector', ...span }], language, facts), false, [span], []);
      }
    }
    return rows.all('text');
  }
  const selectorOf = selectorWriter();
  const found = htmlRows(page.document, page.language);
  for (const [index, { reading, elements }] of found.rows.entries()) {
    const prefix = found.rows[index - 1]?.reading.raw.slice(-32) ?? '';
    const suffix = found.rows[index + 1]?.reading.raw.slice(0, 32) ?? '';
    const css = elements.slice(0, 1).map((element) => ({ type: 'CssSelector' as const, value: selectorOf(element) }));
    rows.add(
      toQuote(
        reading,
        [...css, { type: 'TextQuoteSelector', exact: reading.raw, prefix, suffix }],
        page.language,
        facts,
      ),
      true,
      [],
      elements,
    );
  }
  for (const { text, element } of found.paragraphs) {
    for (const { reading, start, end } of proseRows(text, page.language)) {
      const quoted = {
        type: 'TextQuoteSelector' as const,
        exact: reading.raw,
        prefix: text.slice(Math.max(0, start - 32), start),
        suffix: text.slice(end, end + 32),
      };
      rows.add(
        toQuote(reading, [{ type: 'CssSelector', value: selectorOf(element) }, quoted], page.language, facts),
        false,
        [],
        [element],
      );
    }
  }
  return rows.all('html');
}

/** Lines of a text page that are long enough to be prose. */
function* paragraphsOf(text: string): Generator<{ text: string; start: number }> {
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.length >= 40 && /\p{Nd}/u.test(line)) yield { text: line, start };
    start += line.length + 1;
  }
}
