import type { TopicNames } from '@newsflow/contracts';
import type { KafkaClient } from '../client.ts';
import type { Subscription } from '../subscription.ts';
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
  /** Default: measures nothing. */
  readonly telemetry?: ConsumerTelemetry;
  /** Tries of a transient failure before the dead letter, the first included. Default 5, with back-off 1.5 s in all. */
  readonly attempts?: number;
  readonly retryBackOff?: BackOff;
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
