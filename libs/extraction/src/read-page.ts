import type { Rights, Warning } from '@newsflow/contracts';
import type { Body } from './body/assemble.ts';
import type { PageBlock } from './body/blocks/block.ts';
import type { TextBody } from './body/text-body.ts';
import type { Decision } from './body/select.ts';
import type { PageInput } from './extraction.ts';
import type { FoundRow } from './market/find-market-rows.ts';
import type { PageFacts } from './metadata/facts.ts';
import type { Fields } from './metadata/fields.ts';
import { type Models, shippedModels } from './models.ts';
import { decodePage } from './page/decode.ts';
import { pageKind } from './page/kind.ts';
import { readHtml } from './read-html.ts';
import { readText } from './read-text.ts';

interface FoundArticle {
  readonly body: Body;
  readonly fields: Fields;
  /** Field → where it was read. */
  readonly sources: Readonly<Record<string, string>>;
  /** The day by which the page dates itself: that of publication, or of the last change where it shows its readers only this. */
  readonly shownDate: string | null;
}

export interface ReadPage {
  readonly article: FoundArticle | null;
  readonly rights: Rights;
  readonly warnings: readonly Warning[];
  readonly market: readonly FoundRow[];
  /** A text page and where its blocks stand in it; null for HTML. */
  readonly text: { readonly text: string; readonly body: TextBody } | null;
  /** What became of each block of an HTML page. */
  readonly decisions: readonly Decision[];
  /** What spoke most against a block that the model removed; null for a text page. */
  readonly objection: ((block: PageBlock) => string) | null;
  /** What the fields of an HTML page were read from; null for text. */
  readonly facts: PageFacts | null;
}

/** Bytes to article, without quotations. Never throws. */
export function readPage(input: PageInput, models: Models = shippedModels): ReadPage {
  const { text, warnings } = decodePage(input.bytes, input.contentType);
  const kind = pageKind(text, input.contentType);
  const nothing = (code: string, message: string): ReadPage => ({
    article: null,
    rights: input.rights,
    warnings: [...warnings, { code, message }],
    market: [],
    text: null,
    decisions: [],
    objection: null,
    facts: null,
  });
  if (text.trim() === '') return nothing('EMPTY_PAGE', 'the body is empty');
  if (kind === 'binary') return nothing('NOT_TEXT', 'the body is no text');
  const page = kind === 'text' ? readText(text, input) : readHtml(text, input, models);
  return { ...page, warnings: [...warnings, ...page.warnings] };
}
