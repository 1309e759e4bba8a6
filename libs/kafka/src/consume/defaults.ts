import { retryDelaysMs } from '@newsflow/contracts';
import { noTelemetry } from '../telemetry.ts';
import type { ConsumerOptions } from './options.ts';

const defaults = {
  delivery: 'at-least-once',
  telemetry: noTelemetry,
  retry: { kind: 'delayed' },
  retryDelaysMs,
  lanes: 16,
  handlerTimeoutMs: 600_000,
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
