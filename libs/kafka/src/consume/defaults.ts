import { noTelemetry } from '../telemetry.ts';
import type { ConsumerOptions } from './options.ts';

const defaults = {
  telemetry: noTelemetry,
  attempts: 5,
  retryBackOff: { initialMs: 100, maxMs: 1_000 },
  pauseBackOff: { initialMs: 250, maxMs: 5_000 },
  maxBatchRecords: 500,
  concurrentPartitions: 3,
  maxBytesPerPartition: 1024 * 1024,
  drainTimeoutMs: 10_000,
  sessionTimeoutMs: 10_000,
  rebalanceTimeoutMs: 60_000,
  lagIntervalMs: 10_000,
} satisfies Partial<ConsumerOptions>;

export type CompleteOptions = Required<ConsumerOptions>;

export const withDefaults = (options: ConsumerOptions): CompleteOptions => ({ ...defaults, ...options });
