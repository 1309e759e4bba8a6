import type { Static, TSchema } from 'typebox';
import type { TopicId } from '../topics.ts';
import { Article } from './article.ts';
import { Deleted } from './deleted.ts';
import { MarketQuote } from './market-quote.ts';
import { PageOutcome } from './page-outcome.ts';
import { Quotation } from './quotation.ts';
import { FetchFacts } from './raw-page.ts';
import { FetchRequest, SourceHealth, Takedown } from './requests.ts';

interface EventSpec {
  readonly topic: TopicId;
  /** Of the value; for a raw page of the header nf_fetch. */
  readonly schema: TSchema;
}

/** Every `ce_type` with its topic and schema. */
export const events = {
  'newsflow.fetch.requested.v1': { topic: 'fetch-request', schema: FetchRequest },
  'newsflow.raw-page.fetched.v1': { topic: 'raw-page', schema: FetchFacts },
  'newsflow.article.changed.v1': { topic: 'article', schema: Article },
  'newsflow.article.deleted.v1': { topic: 'article', schema: Deleted },
  'newsflow.quotation.changed.v1': { topic: 'quotation', schema: Quotation },
  'newsflow.quotation.deleted.v1': { topic: 'quotation', schema: Deleted },
  'newsflow.market-quote.observed.v1': { topic: 'market-quote', schema: MarketQuote },
  'newsflow.market-quote.deleted.v1': { topic: 'market-quote', schema: Deleted },
  'newsflow.page.outcome.v1': { topic: 'page-outcome', schema: PageOutcome },
  'newsflow.source.health.v1': { topic: 'source-health', schema: SourceHealth },
  'newsflow.page.takedown.v1': { topic: 'takedown', schema: Takedown },
} as const satisfies Record<string, EventSpec>;

export type EventType = keyof typeof events;

/** Agreed on, so that readers can be ready for them; nothing writes them yet. */
export const reservedTypes: readonly EventType[] = [
  'newsflow.article.deleted.v1',
  'newsflow.quotation.deleted.v1',
  'newsflow.market-quote.deleted.v1',
  'newsflow.page.takedown.v1',
];
export type EventData<T extends EventType> = Static<(typeof events)[T]['schema']>;

/** `ce_dataschema` of a type, also the `$id` of its schema. */
export const schemaId = (type: EventType): string => `urn:newsflow:schema:${type}`;

/** The published JSON Schema (2020-12) of one event type. */
export const jsonSchema = (type: EventType): Record<string, unknown> => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: schemaId(type),
  ...(JSON.parse(JSON.stringify(events[type].schema)) as Record<string, unknown>),
});
