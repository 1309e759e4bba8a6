export { asyncApi } from './asyncapi.ts';
export {
  accessOf,
  type AccessRule,
  cliAccess,
  type ClusterTopic,
  clusterTopics,
  deliveries,
  lagAccess,
} from './cluster.ts';
export { type Article, type Block, type Warning } from './events/article.ts';
export { type EventData, events, type EventType, jsonSchema } from './events/catalogue.ts';
export type { Deleted } from './events/deleted.ts';
export type { Rights } from './events/fields.ts';
export type { MarketQuote } from './events/market-quote.ts';
export { type PageOutcome, parserOutcomes, scraperOutcomes } from './events/page-outcome.ts';
export type { Quotation } from './events/quotation.ts';
export { type FetchFacts, rawPageLimits } from './events/raw-page.ts';
export type { FetchRequest, SourceHealth, Takedown } from './events/requests.ts';
export {
  type Attributes,
  decodeEvent,
  decodeRawPage,
  encodeEvent,
  type EncodedRecord,
  encodeRawPage,
  type Event,
  headerText,
  type RawPage,
  type RecordToSend,
} from './cloud-event.ts';
export { eventsReference } from './reference.ts';
export { contentSha256, eventId, marketQuoteId, pageId, quotationId } from './ids.ts';
export { mongodbDatabase } from './mongodb-database.ts';
export {
  failureHeaderBytes,
  namespacePattern,
  partitions,
  deadLetterRetentionMs,
  retryDelaysMs,
  type Service,
  services,
  type TopicId,
  topicNames,
  type TopicNames,
  topics,
  type TopicSpec,
} from './topics.ts';
export { InvalidUrlError, maxUrlLength, normalizeUrl, registrableDomain } from './url.ts';
export { InvalidEventError } from './validation.ts';
export { compareVersions, type Versioned } from './versions.ts';
