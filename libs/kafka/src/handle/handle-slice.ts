import { inSpansOf, inTraceOf, type RecordSpans } from '@newsflow/tracing';
import { actionFor, errorCode } from './actions.ts';
import type { Log } from '../client.ts';
import { PoisonError } from '../errors.ts';
import type { ReceivedRecord } from '../records.ts';
import { processing } from '../spans.ts';
import type { ConsumerTelemetry } from '../telemetry.ts';
import type { Publisher } from './publish.ts';
import { type Halt, settle, settleEach, type Settled, type SettleOptions } from './settle.ts';

export interface SliceOptions {
  readonly topic: string;
  readonly settling: SettleOptions;
  readonly publisher: Publisher;
  readonly telemetry: ConsumerTelemetry;
  readonly log: Log;
}

/** The first `done` records have had all their effects and may be committed. */
export interface Handled {
  readonly done: number;
  readonly halt?: Halt;
}

interface TracedOptions extends SliceOptions {
  readonly failed: RecordSpans<ReceivedRecord>['failed'];
}

/** Handler, then publication of what it gave and of the dead letters. */
export function handleSlice(slice: readonly ReceivedRecord[], options: SliceOptions): Promise<Handled> {
  return inSpansOf(
    slice,
    (together) => processing(options.settling.group, together),
    async ({ records, failed }) => {
      const handled = await handleRecords(records, { ...options, failed });
      const { done, halt } = handled;
      if (halt && halt.action !== 'stop')
        for (const record of records.slice(done)) failed(record, errorCode(halt.error), messageOf(halt.error));
      return handled;
    },
  );
}

async function handleRecords(slice: readonly ReceivedRecord[], options: TracedOptions): Promise<Handled> {
  const settled = await settle(slice, options.settling);
  const handled = await publish(settled, options);
  if (handled !== 'refused') return handled;
  // A topic takes less than the catalogue says. Which record's output it was shows only one by one.
  let done = 0;
  for (const record of slice.slice(0, settled.done)) {
    const one = await handleAlone(record, options);
    done += one.done;
    if (one.halt) return { done, halt: one.halt };
  }
  return settled.halt ? { done, halt: settled.halt } : { done };
}

async function handleAlone(record: ReceivedRecord, options: TracedOptions): Promise<Handled> {
  const handled = await publish(await settleEach([record], options.settling), options);
  if (handled !== 'refused') return handled;
  const error = new PoisonError('OUTPUT_TOO_LARGE', 'The broker refused an output of this record as too large');
  const deadLetters = [{ record, error, attempts: 1, firstFailureAt: new Date() }];
  const buried = await publish({ done: 1, outputs: [], deadLetters }, options);
  return buried === 'refused' ? { done: 0, halt: { action: 'pause', error } } : buried;
}

/** `refused`: an output is too large for the broker, so nothing may be committed. */
async function publish(settled: Settled, options: TracedOptions): Promise<Handled | 'refused'> {
  if (options.settling.abandoned.aborted) return { done: 0, halt: { action: 'stop' } };
  if (settled.done > 0) {
    try {
      await options.publisher.publish(settled);
    } catch (error) {
      if (error instanceof PoisonError) return 'refused';
      return { done: 0, halt: { action: actionFor(error) === 'die' ? 'die' : 'pause', error } };
    }
    report(settled, options);
  }
  return settled.halt ? { done: settled.done, halt: settled.halt } : { done: settled.done };
}

function report(
  { done, deadLetters }: Settled,
  { topic, telemetry, log, failed, settling: { group } }: TracedOptions,
): void {
  const dead = deadLetters.length;
  if (done > dead) telemetry.handled({ group, topic, outcome: 'ok', count: done - dead });
  if (dead > 0) telemetry.handled({ group, topic, outcome: 'dead-letter', count: dead });
  for (const { record, error, attempts } of deadLetters) {
    const { partition, offset } = record;
    const code = errorCode(error);
    const message = messageOf(error);
    failed(record, code, message);
    inTraceOf(record, () => {
      telemetry.deadLetter({ group, topic, reason: code });
      log('warn', `Dead letter: ${message}`, { group, topic, partition, offset, code, attempts });
    });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
