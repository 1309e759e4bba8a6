import Type from 'typebox';
import {
  Confidence,
  Id,
  nullable,
  oneOf,
  ParserVersion,
  Span,
  TextPositionSelector,
  TextQuoteSelector,
  Version,
} from './fields.ts';

export const Quotation = Type.Object(
  {
    id: Id,
    articleId: Id,
    version: Version,
    parserVersion: ParserVersion,
    quotationType: oneOf('direct', 'mixed', 'indirect'),
    text: Type.String({ description: 'The quotation as printed, its marks included; parts joined by " … ".' }),
    segments: Type.Array(Span),
    quotedParts: Type.Array(Span, { description: 'The stretches inside quotation marks, marks included.' }),
    selector: Type.Array(Type.Union([TextQuoteSelector, TextPositionSelector])),
    speaker: nullable(
      Type.Object({
        ...Span.properties,
        canonicalName: nullable(Type.String()),
        type: oneOf('person', 'organization', 'group', 'unknown'),
      }),
    ),
    speakerResolution: oneOf('explicit', 'pronoun', 'continuation', 'none'),
    cue: nullable(Type.Object({ ...Span.properties, lemma: Type.String() })),
    addressee: nullable(Type.String()),
    continues: nullable(Id),
    nestedIn: nullable(Id),
    inLanguage: nullable(Type.String()),
    confidence: Confidence,
    issues: Type.Array(Type.String()),
  },
  {
    title: 'Quotation',
    description:
      'What somebody said, who said it, where in the text (offsets: UTF-16 units of articleBody, end exclusive).',
  },
);
export type Quotation = Type.Static<typeof Quotation>;
