import type { TopicNames } from '@newsflow/contracts';
import type { KafkaClient } from '../client.ts';
import type { RetryPolicy, Subscription } from '../subscription.ts';
import type { ConsumerTelemetry } from '../telemetry.ts';

export interface BackOff {
  readonly initialMs: number;
  readonly maxMs: number;
}

export interface ConsumerOptions {
  readonly client: KafkaClient;
  /** Full name: `names.group(service)`. */
  readonly group: string;
  readonly names: TopicNames;
  readonly subscriptions: readonly Subscription[];
  /**
   * `exactly-once`: what handlers give, dead letters and the offset in one transaction for each slice of a batch; handlers
   * must have no other effect. For readers of the outputs that are read_committed. Default `at-least-once`: the outputs
   * first, then the offset.
   */
  readonly delivery?: 'at-least-once' | 'exactly-once';
  /** Default: measures nothing. */
  readonly telemetry?: ConsumerTelemetry;
  /** Of handlers that do not say it themselves. Default: `delayed`. */
  readonly retry?: RetryPolicy;
  /** Delays of the group's retry topics, which have to be there; all of them are consumed. Default: those of the contracts. */
  readonly retryDelaysMs?: readonly number[];
  /** Of `single` handlers: records of one partition, of different keys, that are handled at the same time. Default 16. */
  readonly lanes?: number;
  /** A call that takes longer counts as failed in a way that may pass, although it may still be running. Default 10 min. */
  readonly handlerTimeoutMs?: number;
  /** While a dependency is down. Default 250 ms to 5 s. */
  readonly pauseBackOff?: BackOff;
  /** Largest number of records in one call of a batch handler, and between two commits. Default 500. */
  readonly maxBatchRecords?: number;
  /** Partitions handled at the same time. Default 3. */
  readonly concurrentPartitions?: number;
  /** As compressed; a larger record comes nevertheless. Default 1 MiB. */
  readonly maxBytesPerPartition?: number;
  /** How long {@link RunningConsumer.stop} waits for running handlers, and for Kafka. Default 10 s. */
  readonly drainTimeoutMs?: number;
  /** Without a heartbeat for this long the others take over. Default 10 s. */
  readonly sessionTimeoutMs?: number;
  /** How long a rebalance waits for a running handler. Default 60 s. */
  readonly rebalanceTimeoutMs?: number;
  /** Default 10 s. */
  readonly lagIntervalMs?: number;
}

export interface Drain {
  /** False: a handler was still running at the end of the limit; its records will be delivered again. */
  readonly complete: boolean;
}

export interface RunningConsumer {
  /** Joined the group, neither stopping nor dead. */
  ready(): boolean;
  /** Resolves at the first join. */
  readonly joined: Promise<void>;
  /**
   * Never resolves; rejects when the consumer is dead for good (a FatalError, or a crash that is not restarted), also
   * during a stop.
   * The process has to end then; where nobody listens, Node ends it.
   */
  readonly failed: Promise<never>;
  /** Stops fetching, lets running handlers finish within the limit, commits, leaves the group. */
  stop(): Promise<Drain>;
}
