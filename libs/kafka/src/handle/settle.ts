import { topics } from '@newsflow/contracts';
import type { BackOff } from '../consume/options.ts';
import { FatalError, PoisonError } from '../errors.ts';
import { aloneBytes } from '../record-size.ts';
import type { HandlerResult, Output } from '../records.ts';
import type { Handling, RetryPolicy } from '../subscription.ts';
import { type Action, actionFor } from './actions.ts';
import { backOffMs, waited } from './back-off.ts';
import { call, type CallOptions } from './call.ts';
import type { Attempt, Delayed, Failed } from './failed.ts';
import { runLanes } from './lanes.ts';

/** Why the rest of the records was not tried. */
export type Halt = { readonly action: 'pause' | 'die'; readonly error: unknown } | { readonly action: 'stop' };

/** What became of the first `done` records; the others are untouched. */
export interface Settled {
  readonly done: number;
  readonly outputs: readonly Output[];
  readonly deadLetters: readonly Failed[];
  readonly retries: readonly Delayed[];
  readonly halt?: Halt;
}

export interface SettleOptions extends CallOptions {
  /** The retry topics of the group. */
  readonly retryDelaysMs: readonly number[];
  /** Of handlers that do not say it themselves. */
  readonly retry: RetryPolicy;
  /** Of a `single` handler: records of different keys that are handled at the same time. */
  readonly lanes: number;
  /** Of a `single` handler: how long records are gathered before they are committed. */
  readonly gatherMs: number;
  /** Aborted when the consumer stops: no further try. */
  readonly stopping: AbortSignal;
  readonly onRetry: (records: number) => void;
}

export const nothing: Settled = { done: 0, outputs: [], deadLetters: [], retries: [] };
const defaultAttempts = 5;
const defaultBackOff: BackOff = { initialMs: 100, maxMs: 1_000 };

const haltOf = (parts: readonly Settled[]): Pick<Settled, 'halt'> => {
  const halt = parts.find((part) => part.halt)?.halt;
  return halt ? { halt } : {};
};
const joined = (parts: readonly Settled[]): Settled => ({
  done: parts.reduce((sum, { done }) => sum + done, 0),
  outputs: parts.flatMap(({ outputs }) => outputs),
  deadLetters: parts.flatMap(({ deadLetters }) => deadLetters),
  retries: parts.flatMap(({ retries }) => retries),
  ...haltOf(parts),
});

/** Hands the records, all of one handling, to the handler until it is known of each what becomes of it, or something halts it. */
export function settle(attempts: readonly Attempt[], options: SettleOptions): Promise<Settled> {
  return attempts[0]?.handling.mode === 'batch' ? settleTogether(attempts, options) : settleEach(attempts, options);
}

/** One by one, so that only the guilty ones fail; of different keys at the same time if the handler is meant for single records. */
export async function settleEach(attempts: readonly Attempt[], options: SettleOptions): Promise<Settled> {
  const startedAt = performance.now();
  const mode = attempts[0]?.handling.mode;
  const parts = await runLanes(
    attempts.map((attempt) => ({ key: attempt.record.key?.toString('latin1') ?? null, item: attempt })),
    (attempt) => settleTogether([attempt], options),
    ({ halt }) => halt !== undefined,
    {
      lanes: mode === 'single' ? options.lanes : 1,
      goOn: () => performance.now() - startedAt <= options.gatherMs,
      stopped: () => options.stopping.aborted,
    },
  );
  const settled = joined(parts);
  const stopped = options.stopping.aborted && settled.done < attempts.length && !settled.halt;
  return stopped ? { ...settled, halt: { action: 'stop' } } : settled;
}

async function settleTogether(attempts: readonly Attempt[], options: SettleOptions): Promise<Settled> {
  const { attempts: most, backOff } = blocking(attempts, options);
  let firstFailureAt: Date | undefined;
  for (let tried = 1; ; tried += 1) {
    try {
      const result = await call(attempts, tried, options);
      for (const output of result.outputs ?? []) checkSize(output);
      return await settleFailures(attempts, result, options);
    } catch (error) {
      firstFailureAt ??= new Date();
      const action: Action = actionFor(error);
      if (action === 'pause' || action === 'die') return { ...nothing, halt: { action, error } };
      if (action === 'retry' && tried < most) {
        options.onRetry(attempts.length);
        if (await waited(backOffMs(backOff, tried), options.stopping)) continue;
        return { ...nothing, halt: { action: 'stop' } };
      }
      const [attempt, ...others] = attempts;
      if (!attempt) return nothing;
      if (others.length > 0) return settleEach(attempts, options);
      return putAside(attempt, { error, tried, firstFailureAt }, options);
    }
  }
}

/** Without a policy of this kind there is one try in place. */
function blocking(
  [attempt]: readonly Attempt[],
  { retry }: SettleOptions,
): { readonly attempts: number; readonly backOff: BackOff } {
  const policy = attempt?.handling.retry ?? retry;
  if (policy.kind === 'delayed') return { attempts: 1, backOff: defaultBackOff };
  return { attempts: policy.attempts ?? defaultAttempts, backOff: policy.backOff ?? defaultBackOff };
}

interface LastTry {
  readonly error: unknown;
  /** Here, in place. */
  readonly tried: number;
  readonly firstFailureAt: Date;
}

/** Into a retry topic as long as there is one for it; else it is a dead letter. */
function putAside({ record, handling, tries, ...attempt }: Attempt, last: LastTry, options: SettleOptions): Settled {
  const policy = handling.retry ?? options.retry;
  const failed: Failed = {
    record,
    error: last.error,
    attempts: tries + last.tried,
    firstFailureAt: attempt.firstFailureAt ?? last.firstFailureAt,
    again: attempt.due !== undefined,
  };
  const delays = policy.kind === 'delayed' ? (policy.delaysMs ?? options.retryDelaysMs) : [];
  const delayMs = actionFor(last.error) === 'retry' ? delays[tries] : undefined;
  if (delayMs === undefined) return { ...nothing, done: 1, deadLetters: [failed] };
  options.onRetry(1);
  return { ...nothing, done: 1, retries: [{ ...failed, delayMs }] };
}

/** An output that the broker would refuse is found before anything is published; the input is to blame. */
function checkSize({ topic, record }: Output): void {
  const bytes = aloneBytes(record);
  const limit = topics[topic].maxMessageBytes;
  if (bytes > limit)
    throw new PoisonError('OUTPUT_TOO_LARGE', `An output of ${bytes} bytes for ${topic}, which takes ${limit}`);
}

/** Records that the handler itself named as failed: the same table, without trying the good ones again. */
async function settleFailures(
  attempts: readonly Attempt[],
  result: HandlerResult,
  options: SettleOptions,
): Promise<Settled> {
  const errors = new Map(result.failures?.map(({ record, error }) => [record, error]));
  const failures = attempts.flatMap((attempt, place): Named[] =>
    errors.has(attempt.record) ? [{ attempt, place, error: errors.get(attempt.record) }] : [],
  );
  if (failures.length < errors.size) {
    const topic = attempts[0]?.record.topic ?? '';
    throw new FatalError('FOREIGN_FAILURE', `A handler of ${topic} named a record as failed that it was not given`);
  }
  for (const { error } of failures) {
    const action = actionFor(error);
    if (action === 'pause' || action === 'die') return { ...nothing, halt: { action, error } };
  }
  const again = failures.find(({ error }) => actionFor(error) === 'retry');
  if (again && blocking(attempts, options).attempts > 1) return settleFrom(again, attempts, options);
  const firstFailureAt = new Date();
  const aside = failures.map(({ attempt, error }) => putAside(attempt, { error, tried: 1, firstFailureAt }, options));
  return joined([{ ...nothing, done: attempts.length, outputs: result.outputs ?? [] }, ...aside.map(notCounted)]);
}

/** A record that the handler named as failed, and where it stands among those that it was given. */
interface Named {
  readonly attempt: Attempt;
  readonly place: number;
  readonly error: unknown;
}

const notCounted = (settled: Settled): Settled => ({ ...settled, done: 0 });

/**
 * One is to be tried again in place. Nobody can tell which outputs are of the records behind it, and they must not come before
 * its own: the result is dropped, what lies before it is handled once more, then it and the others one by one.
 */
async function settleFrom(
  { attempt, place }: Named,
  attempts: readonly Attempt[],
  options: SettleOptions,
): Promise<Settled> {
  const firstFailureAt = new Date();
  const before = place > 0 ? await settleTogether(attempts.slice(0, place), options) : nothing;
  if (before.halt || before.done < place) return before;
  const { attempts: most, backOff } = blocking(attempts, options);
  options.onRetry(1);
  if (!(await waited(backOffMs(backOff, 1), options.stopping))) return { ...before, halt: { action: 'stop' } };
  const handling: Handling = { ...attempt.handling, retry: { kind: 'blocking', attempts: most - 1, backOff } };
  const again = {
    ...attempt,
    handling,
    tries: attempt.tries + 1,
    firstFailureAt: attempt.firstFailureAt ?? firstFailureAt,
  };
  return joined([before, await settleEach([again, ...attempts.slice(place + 1)], options)]);
}
