import type { FetchedBatch } from '../client.ts';
import { MembershipError } from '../membership-error.ts';
import type { Subscription } from '../subscription.ts';
import type { ConsumerTelemetry } from '../telemetry.ts';
import { waited } from '../handle/back-off.ts';
import { handleSlice, type SliceOptions } from '../handle/handle-slice.ts';
import { keepAlive } from './keep-alive.ts';
import type { BackOff } from './options.ts';
import type { Publisher } from '../handle/publish.ts';
import type { Halt } from '../handle/settle.ts';

export interface WorkOptions {
  readonly group: string;
  readonly publisher: Publisher;
  readonly telemetry: ConsumerTelemetry;
  readonly attempts: number;
  readonly retryBackOff: BackOff;
  readonly maxBatchRecords: number;
  readonly heartbeatIntervalMs: number;
  readonly stopping: AbortSignal;
  /** Aborted when the limit of draining is over. */
  readonly abandoned: AbortSignal;
}

/** Of a `single` handler: how long records are gathered before they are committed. */
const gatherMs = 1_000;
const commitTries = 4;
const commitPauseMs = 250;

/**
 * Handles one fetched batch slice by slice: handler, then publication, then commit. Resolves with what halted it, with
 * nothing when all is done. Rejects with a {@link MembershipError} when the group wants this member to join again.
 */
export async function work(
  batch: FetchedBatch,
  subscription: Subscription,
  options: WorkOptions,
): Promise<Halt | undefined> {
  const { topic, records } = batch;
  const alive = keepAlive(batch, options.heartbeatIntervalMs);
  const slicing = sliceOptions(topic, subscription, options, alive.lost);
  try {
    for (let next = 0; next < records.length;) {
      if (alive.error) throw alive.error;
      if (options.stopping.aborted) return { action: 'stop' };
      const { done, halt } = await handleSlice(records.slice(next, next + options.maxBatchRecords), slicing);
      next += done;
      alive.lost.throwIfAborted();
      if (done > 0) await commit(batch, next, options.abandoned);
      if (halt) return halt;
    }
    return undefined;
  } finally {
    alive.stop();
  }
}

function sliceOptions(
  topic: string,
  subscription: Subscription,
  options: WorkOptions,
  lost: AbortSignal,
): SliceOptions {
  const { group, telemetry, stopping } = options;
  return {
    ...options,
    topic,
    settling: {
      group,
      subscription,
      attempts: options.attempts,
      backOff: options.retryBackOff,
      gatherMs,
      stopping: AbortSignal.any([stopping, lost]),
      abandoned: AbortSignal.any([options.abandoned, lost]),
      onCall: (seconds, records) => {
        telemetry.handlerDuration({ group, topic, seconds, records });
      },
      onRetry: (count) => {
        telemetry.handled({ group, topic, outcome: 'retry', count });
      },
    },
  };
}

async function commit(
  { records, lastOffset, ...batch }: FetchedBatch,
  done: number,
  abandoned: AbortSignal,
): Promise<void> {
  // Behind the last record there may be transaction markers, which only the batch knows of: without them the lag never ends.
  const last = done === records.length ? lastOffset : (records[done - 1]?.offset ?? lastOffset);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await batch.commit((BigInt(last) + 1n).toString());
      return;
    } catch (error) {
      const mayPass = error instanceof MembershipError && error.kind === 'unreachable' && attempt < commitTries;
      if (!mayPass || !(await waited(commitPauseMs, abandoned))) throw error;
    }
  }
}
