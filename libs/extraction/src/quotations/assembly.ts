import { type Quotation, quotationId } from '@newsflow/contracts';
import type { Draft, Range } from './draft.ts';

export interface QuotationSource {
  readonly text: string;
  readonly language: string | null;
  /** The page's id, which is the article's too. */
  readonly articleId: string;
  readonly version: number;
  readonly parserVersion: number;
}

/** Context of a TextQuoteSelector on either side, in UTF-16 units. */
const contextLength = 32;

/** Drafts in order of appearance as the contract's objects. */
export function assemble(drafts: readonly Draft[], source: QuotationSource): Quotation[] {
  const ordered = [...drafts].sort((a, b) => startOf(a) - startOf(b) || endOf(b) - endOf(a));
  const ids = new Map<Draft, string>();
  const ordinals = new Map<string, number>();
  for (const item of ordered) {
    const text = printed(item, source.text);
    const key = quotationId(source.articleId, text, 0);
    const ordinal = ordinals.get(key) ?? 0;
    ordinals.set(key, ordinal + 1);
    ids.set(item, ordinal === 0 ? key : quotationId(source.articleId, text, ordinal));
  }
  return ordered.flatMap((item) => {
    const id = ids.get(item);
    return id === undefined ? [] : [quotation(item, id, ids, source)];
  });
}

const startOf = (item: Draft): number => item.segments[0]?.start ?? 0;
const endOf = (item: Draft): number => item.segments.at(-1)?.end ?? 0;

const printed = (item: Draft, text: string): string =>
  item.segments.map(({ start, end }) => text.slice(start, end)).join(' … ');

function quotation(item: Draft, id: string, ids: ReadonlyMap<Draft, string>, source: QuotationSource): Quotation {
  const { text } = source;
  const span = ({ start, end }: Range) => ({ text: text.slice(start, end), start, end });
  return {
    id,
    articleId: source.articleId,
    version: source.version,
    parserVersion: source.parserVersion,
    quotationType: item.type,
    text: printed(item, text),
    segments: item.segments.map(span),
    quotedParts: item.parts.map(span),
    selector: selectors(startOf(item), endOf(item), text),
    speaker: item.speaker && {
      ...span(item.speaker),
      canonicalName: item.speaker.canonicalName,
      type: item.speaker.type,
    },
    speakerResolution: item.resolution,
    cue: item.cue && { ...span(item.cue), lemma: item.cue.lemma },
    addressee: item.addressee,
    continues: (item.continues && ids.get(item.continues)) ?? null,
    nestedIn: (item.nestedIn && ids.get(item.nestedIn)) ?? null,
    inLanguage: source.language,
    confidence: confidence(item),
    issues: [...item.issues],
  };
}

function selectors(start: number, end: number, text: string): Quotation['selector'] {
  return [
    {
      type: 'TextQuoteSelector',
      exact: text.slice(start, end),
      prefix: text.slice(Math.max(0, start - contextLength), start),
      suffix: text.slice(end, end + contextLength),
    },
    { type: 'TextPositionSelector', start, end },
  ];
}

/** Judged on development data: how often span and speaker of such a reading were right. */
function confidence(item: Draft): number {
  const base = { direct: 0.95, mixed: 0.75, indirect: 0.65 }[item.type];
  const resolution = { explicit: 1, pronoun: 0.95, continuation: 0.85, none: 0.5 }[item.resolution];
  return Math.round(base * resolution * 0.85 ** item.issues.size * 100) / 100;
}
