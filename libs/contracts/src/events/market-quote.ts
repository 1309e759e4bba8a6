import Type from 'typebox';
import {
  Confidence,
  CssSelector,
  Decimal,
  Id,
  nullable,
  Offset,
  oneOf,
  ParserVersion,
  PublishedTime,
  TextPositionSelector,
  TextQuoteSelector,
  Version,
} from './fields.ts';

const amount = nullable(Decimal);

export const MarketQuote = Type.Object(
  {
    id: Id,
    pageId: Id,
    version: Version,
    parserVersion: ParserVersion,
    symbol: nullable(Type.String({ description: 'Symbol of a known instrument, such as "^GSPC".' })),
    symbolRaw: Type.String({ description: 'The ticker if one is printed, else the printed name, unchanged.' }),
    name: nullable(Type.String()),
    instrumentType: nullable(oneOf('index', 'equity', 'currency', 'commodity', 'crypto', 'bond', 'fund')),
    exchange: nullable(Type.String()),
    currency: nullable(Type.String()),
    last: amount,
    change: amount,
    changePercent: nullable(Type.String({ ...Decimal, description: '"1.5" is 1.5 %.' })),
    previousClose: amount,
    bid: amount,
    ask: amount,
    open: amount,
    high: amount,
    low: amount,
    volume: amount,
    asOf: nullable(Type.String({ ...PublishedTime, description: 'As printed; never the time of the fetch.' })),
    raw: Type.String({ description: 'Visible text of the row, white space collapsed.' }),
    fields: Type.Array(
      Type.Object({
        raw: Type.String(),
        value: amount,
        unit: nullable(Type.String({ description: '"percent", a currency code, or null.' })),
        start: Offset,
        end: Offset,
      }),
      { description: 'The numbers of the row; offsets in raw.' },
    ),
    selector: Type.Array(Type.Union([TextPositionSelector, TextQuoteSelector, CssSelector])),
    numberLocale: nullable(Type.String()),
    parseStatus: oneOf('ok', 'partial', 'ambiguous', 'malformed'),
    confidence: Confidence,
    issues: Type.Array(Type.String()),
    candidates: Type.Array(Type.Object({ reading: Type.String(), why: Type.String() })),
    occurrences: Type.Integer({ minimum: 1, description: 'How often the same row stood on the page.' }),
  },
  { title: 'MarketQuote', description: 'One ticker row as one fetch of its page showed it: an observation.' },
);
export type MarketQuote = Type.Static<typeof MarketQuote>;
