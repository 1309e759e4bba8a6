/** The topics of newsflow. The names that clients use are built with {@link topicNames}. */

const day = 86_400_000;
const mebibyte = 1024 * 1024;
/** Kafka's own default of `max.message.bytes` is 1 MiB + overhead; articles with long tables need more. */
const eventBytes = 2 * mebibyte;

export const services = ['scraper', 'parser', 'store'] as const;
export type Service = (typeof services)[number];
export type TopicId =
  | 'fetch-request'
  | 'raw-page'
  | 'article'
  | 'quotation'
  | 'market-quote'
  | 'page-outcome'
  | 'source-health'
  | 'takedown';

export interface TopicSpec {
  readonly id: TopicId;
  readonly key: 'page id' | 'source id' | 'registrable domain, else host';
  readonly cleanup: 'delete' | 'compact';
  /** null: kept until compaction. */
  readonly retentionMs: number | null;
  readonly maxMessageBytes: number;
  readonly writers: readonly string[];
  readonly readers: readonly string[];
  readonly purpose: string;
}

export const topics: Readonly<Record<TopicId, TopicSpec>> = {
  'fetch-request': {
    id: 'fetch-request',
    key: 'registrable domain, else host',
    cleanup: 'delete',
    retentionMs: 7 * day,
    maxMessageBytes: mebibyte,
    writers: ['cli', 'gateway'],
    readers: ['scraper'],
    purpose: 'pages that somebody wants fetched',
  },
  'raw-page': {
    id: 'raw-page',
    key: 'page id',
    cleanup: 'delete',
    retentionMs: 7 * day,
    maxMessageBytes: 8 * mebibyte,
    writers: ['scraper'],
    readers: ['parser'],
    purpose: 'page bodies as received, with the facts of their fetch',
  },
  article: {
    id: 'article',
    key: 'page id',
    cleanup: 'delete',
    retentionMs: 30 * day,
    maxMessageBytes: 8 * mebibyte,
    writers: ['parser'],
    readers: ['store'],
    purpose: 'articles',
  },
  quotation: {
    id: 'quotation',
    key: 'page id',
    cleanup: 'delete',
    retentionMs: 30 * day,
    maxMessageBytes: eventBytes,
    writers: ['parser'],
    readers: ['store'],
    purpose: 'what somebody said',
  },
  'market-quote': {
    id: 'market-quote',
    key: 'page id',
    cleanup: 'delete',
    retentionMs: 30 * day,
    maxMessageBytes: eventBytes,
    writers: ['parser'],
    readers: ['store'],
    purpose: 'ticker rows',
  },
  'page-outcome': {
    id: 'page-outcome',
    key: 'page id',
    cleanup: 'delete',
    retentionMs: 30 * day,
    maxMessageBytes: eventBytes,
    writers: ['scraper', 'parser'],
    readers: ['store'],
    purpose: 'how each fetch and each parse ended; the manifest of what is current',
  },
  'source-health': {
    id: 'source-health',
    key: 'source id',
    cleanup: 'compact',
    retentionMs: null,
    maxMessageBytes: mebibyte,
    writers: ['scraper'],
    readers: [],
    purpose: 'the state of each source',
  },
  takedown: {
    id: 'takedown',
    key: 'page id',
    cleanup: 'compact',
    retentionMs: null,
    maxMessageBytes: mebibyte,
    writers: ['cli', 'gateway'],
    readers: [],
    purpose: 'pages to remove everywhere',
  },
};

export const partitions = { production: 24, embedded: 6 } as const;

/** Room that a dead letter or retry record gets above its source topic for reason, stack and origin. */
export const failureHeaderBytes = 64 * 1024;
export const deadLetterRetentionMs = 30 * day;
/** How long a record that failed in a way that may pass waits before each further try: a topic for each. */
export const retryDelaysMs: readonly number[] = [10_000, 60_000, 600_000];
export const retryRetentionMs = 7 * day;

/** `500ms`, `10s`, `1m`: the largest unit that leaves no rest. */
function durationWord(ms: number): string {
  const units = [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
  ] as const;
  const unit = units.find(([, size]) => ms >= size && ms % size === 0);
  return unit ? `${ms / unit[1]}${unit[0]}` : `${ms}ms`;
}

/**
 * First word of every name of an installation, which is also a folder of the command line's data: letters, digits, dots, underscores
 * and hyphens as in topic names, with a letter or a digit in front, so that it is never `.`, `..` or an option.
 */
export const namespacePattern = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}$/;

/** Every name that contains the namespace, so that two installations can share a cluster. */
export function topicNames(namespace: string) {
  return {
    topic: (id: TopicId): string => `${namespace}.${id}.v1`,
    /** The inverse of `topic`; undefined for a foreign topic. */
    idOf: (name: string): TopicId | undefined =>
      Object.values(topics).find(({ id }) => name === `${namespace}.${id}.v1`)?.id,
    group: (service: string): string => `${namespace}-${service}`,
    deadLetter: (group: string): string => `${group}.dlq.v1`,
    retry: (group: string, delayMs: number): string => `${group}.retry.${durationWord(delayMs)}.v1`,
    /** Of the transactions that move the group on in one partition of a topic, given by its full name. */
    transactionalId: (group: string, topic: string, partition: number): string => `${group}-${topic}-${partition}`,
    /** CloudEvents `source` of a service. */
    source: (service: string): string => `/${namespace}/${service}`,
  };
}
export type TopicNames = ReturnType<typeof topicNames>;
