import { topics } from '@newsflow/contracts';
import { inTraceOf } from '@newsflow/tracing';
import { type Action, actionFor } from './actions.ts';
import { FatalError, PoisonError } from '../errors.ts';
import { aloneBytes } from '../record-size.ts';
import type { HandlerResult, Output, ReceivedRecord } from '../records.ts';
import type { HandlerContext, Subscription } from '../subscription.ts';
import { backOffMs, waited } from './back-off.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { BackOff } from '../consume/options.ts';

/** Why the rest of the records was not tried. */
export type Halt = { readonly action: 'pause' | 'die'; readonly error: unknown } | { readonly action: 'stop' };

/** What became of the first `done` records; the others are untouched. */
export interface Settled {
  readonly done: number;
  readonly outputs: readonly Output[];
  readonly deadLetters: readonly DeadLetter[];
  readonly halt?: Halt;
}

export interface SettleOptions {
  readonly group: string;
  readonly subscription: Subscription;
  readonly attempts: number;
  readonly backOff: BackOff;
  /** Of one subscription in `single` mode: how long records are gathered before they are committed. */
  readonly gatherMs: number;
  /** Aborted when the consumer stops: no further try. */
  readonly stopping: AbortSignal;
  /** Aborted when the handler's result is no longer wanted. */
  readonly abandoned: AbortSignal;
  readonly onCall: (seconds: number, records: number) => void;
  readonly onRetry: (records: number) => void;
}

const nothing: Settled = { done: 0, outputs: [], deadLetters: [] };

/** Hands the records to the handler until each has outputs or is a dead letter, or until something halts it. */
export function settle(records: readonly ReceivedRecord[], options: SettleOptions): Promise<Settled> {
  return options.subscription.mode === 'batch' ? settleTogether(records, options) : settleEach(records, options);
}

/** One after the other, so that only the guilty ones become dead letters. */
export async function settleEach(records: readonly ReceivedRecord[], options: SettleOptions): Promise<Settled> {
  const outputs: Output[] = [];
  const deadLetters: DeadLetter[] = [];
  const startedAt = performance.now();
  let done = 0;
  for (const record of records) {
    const one = await settleTogether([record], options);
    outputs.push(...one.outputs);
    deadLetters.push(...one.deadLetters);
    done += one.done;
    if (one.halt) return { done, outputs, deadLetters, halt: one.halt };
    if (options.stopping.aborted) return { done, outputs, deadLetters, halt: { action: 'stop' } };
    if (performance.now() - startedAt > options.gatherMs) break;
  }
  return { done, outputs, deadLetters };
}

async function settleTogether(records: readonly ReceivedRecord[], options: SettleOptions): Promise<Settled> {
  let firstFailureAt: Date | undefined;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = await call(records, attempt, options);
      return await settleFailures(records, result, options);
    } catch (error) {
      firstFailureAt ??= new Date();
      const action: Action = actionFor(error);
      if (action === 'pause' || action === 'die') return { ...nothing, halt: { action, error } };
      if (action === 'retry' && attempt < options.attempts) {
        options.onRetry(records.length);
        if (await waited(backOffMs(options.backOff, attempt), options.stopping)) continue;
        return { ...nothing, halt: { action: 'stop' } };
      }
      const [record, ...others] = records;
      if (!record) return nothing;
      if (others.length > 0) return settleEach(records, options);
      return { done: 1, outputs: [], deadLetters: [{ record, error, attempts: attempt, firstFailureAt }] };
    }
  }
}

async function call(
  records: readonly ReceivedRecord[],
  attempt: number,
  options: SettleOptions,
): Promise<HandlerResult> {
  const { subscription, group, abandoned, onCall } = options;
  const context: HandlerContext = { group, attempt, signal: abandoned };
  const startedAt = performance.now();
  try {
    const result = (await handle(records, subscription, context)) as HandlerResult | undefined;
    for (const output of result?.outputs ?? []) checkSize(output);
    return result ?? {};
  } finally {
    onCall((performance.now() - startedAt) / 1_000, records.length);
  }
}

/** Of a batch each record has a trace of its own, which the handler finds in its headers. */
async function handle(
  records: readonly ReceivedRecord[],
  subscription: Subscription,
  context: HandlerContext,
): Promise<unknown> {
  if (subscription.mode === 'batch') return await subscription.handler(records, context);
  const [record] = records;
  return record && (await inTraceOf(record, () => subscription.handler(record, context)));
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
  records: readonly ReceivedRecord[],
  result: HandlerResult,
  options: SettleOptions,
): Promise<Settled> {
  const given = new Set(records);
  const outputs: Output[] = [...(result.outputs ?? [])];
  const deadLetters: DeadLetter[] = [];
  for (const [record, error] of new Map(result.failures?.map((failure) => [failure.record, failure.error]))) {
    if (!given.has(record)) {
      throw new FatalError(
        'FOREIGN_FAILURE',
        `A handler of ${record.topic} named a record as failed that it was not given`,
      );
    }
    const action = actionFor(error);
    if (action === 'pause' || action === 'die') return { ...nothing, halt: { action, error } };
    if (action === 'retry' && options.attempts > 1) {
      const alone = await settleAgain(record, options);
      if (alone.halt) return { ...nothing, halt: alone.halt };
      outputs.push(...alone.outputs);
      deadLetters.push(...alone.deadLetters);
    } else {
      deadLetters.push({ record, error, attempts: 1, firstFailureAt: new Date() });
    }
  }
  return { done: records.length, outputs, deadLetters };
}

/** The tries that are left to a record after its first. */
async function settleAgain(record: ReceivedRecord, options: SettleOptions): Promise<Settled> {
  const firstFailureAt = new Date();
  options.onRetry(1);
  if (!(await waited(backOffMs(options.backOff, 1), options.stopping))) return { ...nothing, halt: { action: 'stop' } };
  const settled = await settleTogether([record], { ...options, attempts: options.attempts - 1 });
  const counted = settled.deadLetters.map((letter) => ({ ...letter, attempts: letter.attempts + 1, firstFailureAt }));
  return { ...settled, deadLetters: counted };
}
