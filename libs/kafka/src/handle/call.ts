import { inTraceOf } from '@newsflow/tracing';
import { TransientError } from '../errors.ts';
import type { HandlerResult } from '../records.ts';
import type { HandlerContext } from '../subscription.ts';
import { requireRead } from '../unread.ts';
import type { Attempt } from './failed.ts';

export interface CallOptions {
  readonly group: string;
  readonly handlerTimeoutMs: number;
  /** Aborted when the handler's result is no longer wanted. */
  readonly abandoned: AbortSignal;
  /** Before and after each call. */
  readonly onCall: (records: number) => (seconds: number) => void;
}

/** One call of the handler. Rejects with what it throws, with TransientError `HANDLER_TIMEOUT` when it takes too long. */
export async function call(
  attempts: readonly Attempt[],
  tried: number,
  { group, handlerTimeoutMs, abandoned, onCall }: CallOptions,
): Promise<HandlerResult> {
  const tooLong = new AbortController();
  const context: HandlerContext = {
    group,
    attempt: Math.min(...attempts.map(({ tries }) => tries)) + tried,
    signal: AbortSignal.any([abandoned, tooLong.signal]),
  };
  const startedAt = performance.now();
  const ended = onCall(attempts.length);
  const { promise: limit, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new TransientError('HANDLER_TIMEOUT', `The handler took longer than ${handlerTimeoutMs} ms`);
    tooLong.abort(error);
    reject(error);
  }, handlerTimeoutMs);
  try {
    for (const { record } of attempts) requireRead(record);
    return (await Promise.race([handle(attempts, context), limit])) ?? {};
  } finally {
    clearTimeout(timer);
    ended((performance.now() - startedAt) / 1_000);
  }
}

/** Of a batch each record has a trace of its own, which the handler finds in its headers. */
async function handle(attempts: readonly Attempt[], context: HandlerContext): Promise<HandlerResult | undefined> {
  const [first] = attempts;
  if (!first) return undefined;
  const { handling, record } = first;
  const given: Promise<unknown> =
    handling.mode === 'batch'
      ? handling.handler(
          attempts.map((attempt) => attempt.record),
          context,
        )
      : inTraceOf(record, () => handling.handler(record, context));
  return (await given) as HandlerResult | undefined;
}
