import { inSpansOf, inTraceOf, type RecordSpans } from '@newsflow/tracing';
import { actionFor, errorCode } from './actions.ts';
import { PoisonError } from '../errors.ts';
import { MembershipError } from '../membership-error.ts';
import type { ReceivedRecord } from '../records.ts';
import { processing } from '../spans.ts';
import type { ConsumerTelemetry } from '../telemetry.ts';
import type { Attempt } from './failed.ts';
import { type Halt, nothing, settle, settleEach, type Settled, type SettleOptions } from './settle.ts';

export interface SliceOptions {
  readonly topic: string;
  readonly settling: SettleOptions;
  /** Publishes what became of the records from one to the other, and commits behind them; see {@link Delivery.complete}. */
  readonly complete: (settled: Settled, from: Attempt, to: Attempt) => Promise<void>;
  readonly telemetry: ConsumerTelemetry;
}

/** The first `done` records have had all their effects and are committed. */
export interface Handled {
  readonly done: number;
  readonly halt?: Halt;
}

interface TracedOptions extends SliceOptions {
  readonly failed: RecordSpans<ReceivedRecord>['failed'];
}

/** What to do after a failure that is no record's. Throws MembershipError, which says it itself. */
export function haltFor(error: unknown): Halt {
  if (error instanceof MembershipError) throw error;
  return { action: actionFor(error) === 'die' ? 'die' : 'pause', error };
}

/** Handler, then publication of what it gave and of the dead letters, and the commit. Rejects with MembershipError. */
export function handleSlice(slice: readonly Attempt[], options: SliceOptions): Promise<Handled> {
  return inSpansOf(
    slice.map(({ record }) => record),
    (together) => processing(options.settling.group, together),
    async ({ records, failed }) => {
      const attempts = slice.map((attempt, index) => ({ ...attempt, record: records[index] ?? attempt.record }));
      const handled = await handleAttempts(attempts, { ...options, failed });
      const { done, halt } = handled;
      if (halt && halt.action !== 'stop')
        for (const record of records.slice(done)) failed(record, errorCode(halt.error), messageOf(halt.error));
      return handled;
    },
  );
}

async function handleAttempts(slice: readonly Attempt[], options: TracedOptions): Promise<Handled> {
  const settled = await settle(slice, options.settling);
  const handled = await complete(slice, settled, options);
  if (handled !== 'refused') return handled;
  // A topic takes less than the catalogue says. Which record's output it was shows only one by one.
  let done = 0;
  for (const attempt of slice.slice(0, settled.done)) {
    const one = await handleAlone(attempt, options);
    done += one.done;
    if (one.halt) return { done, halt: one.halt };
  }
  return settled.halt ? { done, halt: settled.halt } : { done };
}

async function handleAlone(attempt: Attempt, options: TracedOptions): Promise<Handled> {
  const handled = await complete([attempt], await settleEach([attempt], options.settling), options);
  if (handled !== 'refused') return handled;
  const error = new PoisonError('OUTPUT_TOO_LARGE', 'The broker refused an output of this record as too large');
  const { record, tries, due } = attempt;
  const letter = { record, error, attempts: tries + 1, firstFailureAt: new Date(), again: due !== undefined };
  const buried = await complete([attempt], { ...nothing, done: 1, deadLetters: [letter] }, options);
  return buried === 'refused' ? { done: 0, halt: { action: 'pause', error } } : buried;
}

/** `refused`: an output is too large for the broker, so nothing is committed. */
async function complete(
  slice: readonly Attempt[],
  settled: Settled,
  options: TracedOptions,
): Promise<Handled | 'refused'> {
  const abandoned = (): boolean => options.settling.abandoned.aborted;
  if (abandoned()) return { done: 0, halt: { action: 'stop' } };
  const [first] = slice;
  const last = slice[settled.done - 1];
  if (first && last) {
    try {
      await options.complete(settled, first, last);
    } catch (error) {
      if (error instanceof PoisonError) return 'refused';
      if (abandoned()) return { done: 0, halt: { action: 'stop' } };
      return { done: 0, halt: haltFor(error) };
    }
    report(settled, options);
  }
  return settled.halt ? { done: settled.done, halt: settled.halt } : { done: settled.done };
}

function report(
  { done, deadLetters, retries }: Settled,
  { topic, telemetry, failed, settling: { group } }: TracedOptions,
): void {
  const dead = deadLetters.length;
  const well = done - dead - retries.length;
  if (well > 0) telemetry.handled({ group, topic, outcome: 'ok', count: well });
  if (dead > 0) telemetry.handled({ group, topic, outcome: 'dead-letter', count: dead });
  for (const { record, error } of retries) failed(record, errorCode(error), messageOf(error));
  for (const { record, error, attempts } of deadLetters) {
    const { partition, offset } = record;
    const code = errorCode(error);
    const message = messageOf(error);
    failed(record, code, message);
    inTraceOf(record, () => {
      telemetry.deadLetter({ group, topic, partition, offset, reason: code, message, attempts });
    });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
