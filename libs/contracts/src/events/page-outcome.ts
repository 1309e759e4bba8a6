import Type from 'typebox';
import { Id, Instant, nullable, oneOf, ParserVersion, Url, Version } from './fields.ts';

export const scraperOutcomes = [
  'fetched',
  'not-modified',
  'unchanged',
  'refused-robots',
  'refused-tdm',
  'refused-address',
  'too-large',
  'not-html',
  'gone',
  'failed',
] as const;
export const parserOutcomes = ['parsed', 'not-an-article', 'dead-letter'] as const;

export const PageOutcome = Type.Object(
  {
    pageId: Type.String({ ...Id, description: 'Of the final URL once a response came, else of the requested one.' }),
    url: Type.String({ ...Url, description: 'As requested.' }),
    finalUrl: Type.Optional(Url),
    version: Version,
    parserVersion: Type.Optional(ParserVersion),
    stage: oneOf('scraper', 'parser'),
    outcome: oneOf(...scraperOutcomes, ...parserOutcomes),
    reason: nullable(Type.String({ description: 'A stable code such as "http-404", then details after a colon.' })),
    at: Instant,
    articleId: Type.Optional(nullable(Id)),
    quotations: Type.Optional(Type.Array(Id)),
    marketQuotes: Type.Optional(Type.Array(Id)),
  },
  {
    title: 'PageOutcome',
    description: 'How one fetch of one page ended at one stage. From the parser it is the manifest of what is current.',
  },
);
export type PageOutcome = Type.Static<typeof PageOutcome>;
