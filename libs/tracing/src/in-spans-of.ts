import { type Attributes, context, type Context, type Span, trace } from '@opentelemetry/api';
import { markFailed, markThrown, type SpanDescription, startSpan } from './in-span.ts';
import { contextOf, type Traceable, traceKey, withContext } from './trace-context.ts';

interface Group<R> {
  readonly span: Span;
  readonly context: Context;
  readonly records: readonly R[];
}

/** The spans of a batch. */
export interface RecordSpans<R> {
  /** In the order given; the `traceparent` of each names its span here. */
  readonly records: readonly R[];
  /** What turns out about one of these records. A span of several records does not take it. */
  readonly note: (record: R, attributes: Attributes) => void;
  /** @param type the error's code: few different ones */
  readonly failed: (record: R, type: string, message: string) => void;
}

/**
 * Runs `work` on records that belong to different traces: one span for each trace context, below the span that the records
 * name (else the active one, else a new trace). All of them last as long as `work`, which is what happened to every record
 * of the batch. Records with the same parent, such as the quotations of one page, share a span.
 */
export async function inSpansOf<R extends Traceable, T>(
  records: readonly R[],
  describe: (records: readonly R[]) => SpanDescription,
  work: (spans: RecordSpans<R>) => Promise<T>,
): Promise<T> {
  const groups = new Map<unknown, Group<R>>();
  for (const [key, of] of Map.groupBy(records, traceKey)) groups.set(key, group(of, describe));
  const groupOf = new Map<R, Group<R>>();
  const traced = records.map((record) => {
    const own = groups.get(traceKey(record));
    if (!own) return record;
    const inGroup = withContext(record, own.context);
    groupOf.set(inGroup, own);
    return inGroup;
  });
  const spans: RecordSpans<R> = {
    records: traced,
    note: (record, attributes) => {
      const own = groupOf.get(record);
      if (own?.records.length === 1) own.span.setAttributes(attributes);
    },
    failed: (record, type, message) => {
      const own = groupOf.get(record);
      if (own) markFailed(own.span, type, message);
    },
  };
  const all = [...groups.values()];
  const [only] = all;
  try {
    return await (only && all.length === 1 ? context.with(only.context, () => work(spans)) : work(spans));
  } catch (error) {
    for (const { span } of all) markThrown(span, error);
    throw error;
  } finally {
    for (const { span } of all) span.end();
  }
}

function group<R extends Traceable>(
  records: readonly R[],
  describe: (records: readonly R[]) => SpanDescription,
): Group<R> {
  const parent = records[0] ? contextOf(records[0]) : context.active();
  const span = startSpan(describe(records), parent);
  return { span, context: trace.setSpan(parent, span), records };
}
