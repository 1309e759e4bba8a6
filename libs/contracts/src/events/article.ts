import Type from 'typebox';
import {
  Confidence,
  Id,
  Instant,
  Offset,
  oneOf,
  ParserVersion,
  PublishedTime,
  Rights,
  Sha256,
  Url,
  Version,
} from './fields.ts';

export const Block = Type.Object(
  {
    kind: oneOf('lead', 'paragraph', 'subheading', 'listItem', 'quote', 'caption', 'table'),
    start: Offset,
    end: Offset,
  },
  { description: 'A stretch of articleBody; offsets in UTF-16 units, end exclusive.' },
);
export type Block = Type.Static<typeof Block>;

export const Warning = Type.Object({ code: Type.String(), message: Type.String() });
export type Warning = Type.Static<typeof Warning>;

/** Where a field was read: `json-ld`, `open-graph`, `microdata`, `meta`, `html`, `text`, `url` or a named rule. */
const Sources = Type.Record(Type.String(), Type.String());

export const Article = Type.Object(
  {
    id: Id,
    version: Version,
    parserVersion: ParserVersion,
    changeKind: oneOf('insert', 'update', 'reparse'),
    url: Url,
    canonicalUrl: Type.Optional(Url),
    headline: Type.Optional(Type.String()),
    alternativeHeadline: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
    author: Type.Array(Type.Object({ name: Type.String(), url: Type.Optional(Url) })),
    publisher: Type.Optional(Type.Object({ name: Type.String(), url: Type.Optional(Url) })),
    datePublished: Type.Optional(PublishedTime),
    dateModified: Type.Optional(PublishedTime),
    dateline: Type.Optional(Type.String()),
    inLanguage: Type.Optional(Type.String()),
    articleSection: Type.Array(Type.String()),
    keywords: Type.Array(Type.String()),
    image: Type.Array(Type.Object({ url: Url, caption: Type.Optional(Type.String()) })),
    isAccessibleForFree: Type.Optional(Type.Boolean()),
    articleBody: Type.String({ description: 'Plain text, a blank line between blocks.' }),
    blocks: Type.Array(Block),
    quotations: Type.Array(Id),
    contentHash: Sha256,
    rights: Rights,
    raw: Type.Object({
      topic: Type.String(),
      partition: Type.Integer({ minimum: 0 }),
      offset: Type.String({ pattern: '^\\d+$' }),
      sha256: Sha256,
      fetchedAt: Instant,
    }),
    extraction: Type.Object({ sources: Sources, completeness: Confidence, warnings: Type.Array(Warning) }),
  },
  {
    title: 'Article',
    description: 'One article as one fetch of its page showed it (names of schema.org NewsArticle).',
  },
);
export type Article = Type.Static<typeof Article>;
