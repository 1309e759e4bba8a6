import type { ConnectionOptions } from 'node:tls';
import type { OutgoingRecord, Position, ReceivedRecord } from './records.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type Log = (level: LogLevel, message: string, fields: Readonly<Record<string, unknown>>) => void;

export interface KafkaSettings {
  /** `host:port` */
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Default: plain text. `true`: the system's certificate authorities. */
  readonly tls?: boolean | ConnectionOptions;
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
  /** Default: silence. */
  readonly log?: Log;
}

export interface WaitOptions {
  /** Default: never gives up. */
  readonly giveUpAfterMs?: number;
  readonly signal?: AbortSignal;
}

/** Idempotent, acks=all, zstd; sends one request at a time and puts what waits meanwhile into the next. */
export interface Producer {
  /**
   * Resolves with the position of each record, in order, once all are acknowledged by all in-sync replicas.
   * Rejects with {@link UnavailableError} (try again: a part may be in the log already), {@link PoisonError}
   * `RECORD_TOO_LARGE`, or {@link FatalError} (not allowed). A failed send never harms the next one; what is sent beside a
   * record that the broker refuses may lie in the log twice.
   */
  send(topic: string, records: readonly OutgoingRecord[]): Promise<Position[]>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

/** Records for one topic, by its full name. */
export interface TopicRecords {
  readonly topic: string;
  readonly records: readonly OutgoingRecord[];
}

/** Where a group goes on in a partition. */
export interface GroupOffset {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/**
 * Owns its transactional id until another producer is made with it, by whatever process: from then on each of its
 * transactions fails. What it had begun by then has been committed or taken back whole.
 */
export interface TransactionalProducer {
  /**
   * All records and the offset in one transaction: read_committed readers see all of it or nothing. One at a time.
   * Resolves with the positions of the records, for each topic. Rejects as {@link Producer.send}. After a rejection this producer is of no use, and it is not known whether the
   * transaction was committed: close it, make a new one, then ask for the group's offset.
   */
  transact(sends: readonly TopicRecords[], offset: GroupOffset): Promise<Position[][]>;
  close(): Promise<void>;
}

export interface TopicToCreate {
  readonly topic: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly config: Readonly<Record<string, string>>;
}

export interface PartitionOffsets {
  readonly partition: number;
  /** First offset in the log. */
  readonly low: string;
  /** Where read_committed readers come to the end: the next record to be written, or the first of an open transaction. */
  readonly high: string;
}

/** Of one partition: where a group goes on, and a note of its own beside it. */
export interface NotedOffset {
  readonly partition: number;
  readonly offset: string;
  /** Kept by the broker as it is, 4,096 bytes by default (`offset.metadata.max.bytes`). */
  readonly metadata: string;
}

/** Opens a connection for each call; not for hot paths. */
export interface Admin {
  /** Names of all topics. */
  listTopics(): Promise<string[]>;
  /** A topic that exists already stays as it is. Resolves when each partition has a leader. */
  createTopics(topics: readonly TopicToCreate[]): Promise<void>;
  topicConfigs(topics: readonly string[]): Promise<Map<string, Record<string, string>>>;
  /** Sets the listed entries and keeps every other one. */
  alterTopicConfig(topic: string, entries: Readonly<Record<string, string>>): Promise<void>;
  topicOffsets(topic: string): Promise<PartitionOffsets[]>;
  /** The first offset at or after a time; the log's end where there is none. */
  offsetsAt(topic: string, time: Date): Promise<{ partition: number; offset: string }[]>;
  /** Only partitions that the group has committed. */
  committedOffsets(group: string): Promise<(NotedOffset & { readonly topic: string })[]>;
  /** For a group that nobody is a member of; rejects where somebody is. */
  setOffsets(group: string, topic: string, offsets: readonly NotedOffset[]): Promise<void>;
}

/** What one read of one partition gave. */
export interface PartitionRead {
  readonly records: readonly ReceivedRecord[];
  /** Where to read on; beyond transaction markers and aborted records. */
  readonly nextOffset: string;
  /** No committed record lies at or behind `nextOffset` now. */
  readonly atEnd: boolean;
}

/** Reads partitions without a consumer group, read_committed. */
export interface LogReader {
  read(
    topic: string,
    partition: number,
    offset: string,
    options?: { maxWaitMs?: number; maxBytes?: number },
  ): Promise<PartitionRead>;
  close(): Promise<void>;
}

/** What one fetch of one partition gave to a member of a group; no records where all that it held is hidden from us. */
export interface FetchedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly ReceivedRecord[];
  /** Of the fetched range, transaction markers included: the commit of a finished batch is this + 1. */
  readonly lastOffset: string;
  /** Commits and moves the position of the next fetch; rejects with the group's own error, see `onBatch`. */
  commit(nextOffset: string): Promise<void>;
  /** Moves the position of the next fetch alone, behind an offset that was committed in a transaction. */
  advance(nextOffset: string): void;
  heartbeat(): Promise<void>;
  /** The group has given out its partitions anew since: this one may be somebody else's, and what is not done comes again. */
  isLost(): boolean;
}

export interface MembershipOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly heartbeatIntervalMs: number;
  readonly maxBytesPerPartition: number;
  readonly concurrentPartitions: number;
  /** An error that `commit` or `heartbeat` gave is passed on by rejecting with it: the member joins again. */
  readonly onBatch: (batch: FetchedBatch) => Promise<void>;
  readonly onJoined: (assignment: readonly { topic: string; partition: number }[]) => void;
  /** Out of the group for a while; joins again by itself. */
  readonly onLeft: () => void;
  /** The member is dead and will not come back. */
  readonly onDead: (error: Error) => void;
  readonly onOffsetReset: (topic: string, partition: number) => void;
}

/** One member of a consumer group. A fetch starts at the committed offset, at the log's beginning where there is none. */
export interface Membership {
  /** May resolve as late as at the first join. Rejects with UnavailableError (try again) or FatalError. */
  start(): Promise<void>;
  pause(topic: string, partition: number): void;
  resume(topic: string, partition: number): void;
  /** Stops fetching, waits for running `onBatch` calls, leaves the group. */
  stop(): Promise<void>;
}

/** The one port to Kafka: everything else in this library is written against it. */
export interface KafkaClient {
  readonly brokers: readonly string[];
  readonly log: Log;
  /** Resolves when a broker has answered; one log line a try. Rejects with KafkaUnreachableError, or the signal's reason. */
  whenReachable(options?: WaitOptions): Promise<void>;
  producer(): Producer;
  /** Resolves when the id is ours alone and its last transaction has ended. Rejects with UnavailableError or FatalError. */
  transactionalProducer(transactionalId: string): Promise<TransactionalProducer>;
  consumer(options: MembershipOptions): Membership;
  admin(): Admin;
  reader(): LogReader;
}
