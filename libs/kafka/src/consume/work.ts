import type { FetchedBatch } from '../client.ts';
import type { Delivery } from '../deliver/delivery.ts';
import { FatalError, UnavailableError } from '../errors.ts';
import type { Attempt } from '../handle/failed.ts';
import { handleSlice, haltFor, type SliceOptions } from '../handle/handle-slice.ts';
import { type Halt, nothing } from '../handle/settle.ts';
import type { RetryPolicy } from '../subscription.ts';
import type { ConsumerTelemetry } from '../telemetry.ts';
import { keepAlive } from './keep-alive.ts';
import type { Sources } from './recall.ts';
import type { Waits } from './waits.ts';

export interface WorkOptions {
  readonly group: string;
  readonly sources: Sources;
  readonly waits: Waits;
  readonly delivery: Delivery;
  readonly telemetry: ConsumerTelemetry;
  readonly retry: RetryPolicy;
  readonly retryDelaysMs: readonly number[];
  readonly lanes: number;
  readonly handlerTimeoutMs: number;
  readonly maxBatchRecords: number;
  readonly heartbeatIntervalMs: number;
  readonly stopping: AbortSignal;
  /** Aborted when the limit of draining is over. */
  readonly abandoned: AbortSignal;
}

/** Why a batch was left before its end. */
export type Left = Halt | { readonly action: 'wait'; readonly ms: number };

/** Of a `single` handler: how long records are gathered before they are committed. */
const gatherMs = 1_000;

/**
 * Handles one fetched batch slice by slice: handler, then publication and commit. Resolves with what made it leave the
 * rest, with nothing when all is done. Rejects with a MembershipError when the group wants this member to join again.
 */
export async function work(batch: FetchedBatch, options: WorkOptions): Promise<Left | undefined> {
  // To ask where it starts would take it away from whom it belongs to.
  if (batch.isLost()) return { action: 'stop' };
  const alive = keepAlive(batch, options.heartbeatIntervalMs);
  const signals = { lost: alive.lost, abandoned: options.abandoned };
  try {
    const start = await options.delivery.startOf(batch);
    const attempts = batch.records
      .filter(({ offset }) => BigInt(offset) >= start)
      .map((record) => options.sources.attempt(record) ?? unexpected(record.topic));
    options.waits.fetched(batch, attempts, Date.now());
    const slicing = sliceOptions(batch, attempts.at(-1)?.offset, options, alive.lost);
    for (let next = 0; next < attempts.length;) {
      if (alive.error) throw alive.error;
      if (options.stopping.aborted || batch.isLost()) return { action: 'stop' };
      const { slice, waitMs } = nextSlice(batch, attempts, next, options);
      if (waitMs > 0) return { action: 'wait', ms: waitMs };
      const { done, halt } = await handleSlice(slice, slicing);
      next += done;
      alive.lost.throwIfAborted();
      if (halt) return halt;
    }
    // What a batch held was hidden from us, or handled before.
    const end = BigInt(batch.lastOffset) + 1n;
    if (attempts.length === 0) {
      if (end > start) await options.delivery.complete(batch, nothing, { first: `${end}`, next: `${end}` }, signals);
      else batch.advance(start.toString());
    }
    return undefined;
  } catch (error) {
    alive.lost.throwIfAborted();
    if (!(error instanceof UnavailableError || error instanceof FatalError)) throw error;
    return haltFor(error);
  } finally {
    alive.stop();
  }
}

function unexpected(topic: string): never {
  throw new FatalError('NO_HANDLER', `No handler for ${topic}`);
}

/** The longest run of records that are due and of one handling; how long to wait if the first is not due. */
function nextSlice(
  batch: FetchedBatch,
  attempts: readonly Attempt[],
  from: number,
  { waits, maxBatchRecords }: WorkOptions,
): { readonly slice: readonly Attempt[]; readonly waitMs: number } {
  const now = Date.now();
  const waitMs = attempts[from] ? waits.remainingMs(batch, attempts[from], now) : 0;
  const most = attempts.slice(from, from + maxBatchRecords);
  const end = most.findIndex(
    (attempt, index) =>
      index > 0 && (attempt.handling !== most[0]?.handling || waits.remainingMs(batch, attempt, now) > 0),
  );
  return { slice: end < 0 ? most : most.slice(0, end), waitMs };
}

function sliceOptions(
  batch: FetchedBatch,
  lastHandled: string | undefined,
  options: WorkOptions,
  lost: AbortSignal,
): SliceOptions {
  const { group, telemetry, stopping, delivery, abandoned } = options;
  const { topic, partition } = batch;
  return {
    ...options,
    topic,
    // Behind the last record there may be transaction markers, which only the batch knows of: without them the lag never ends.
    complete: async (settled, from, to) => {
      const next = BigInt(to.offset === lastHandled ? batch.lastOffset : to.offset) + 1n;
      await delivery.complete(batch, settled, { first: from.offset, next: next.toString() }, { lost, abandoned });
      telemetry.progressed({ group, topic, partition });
    },
    settling: {
      ...options,
      gatherMs,
      stopping: AbortSignal.any([stopping, lost]),
      abandoned: AbortSignal.any([abandoned, lost]),
      onCall: (records) => {
        telemetry.inFlight({ group, topic, change: records });
        return (seconds) => {
          telemetry.inFlight({ group, topic, change: -records });
          telemetry.handlerDuration({ group, topic, seconds, records });
        };
      },
      onRetry: (count) => {
        telemetry.handled({ group, topic, outcome: 'retry', count });
      },
    },
  };
}
