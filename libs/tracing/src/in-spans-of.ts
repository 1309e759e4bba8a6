import { type Attributes, context, type Context, type Span, trace } from '@opentelemetry/api';
import { markFailed, markThrown, type SpanDescription, startSpan } from './in-span.ts';
import { contextOf, isTraced, isUnsampled, type Traceable, traceKey, withContext } from './trace-context.ts';

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

const ignore = (): void => undefined;

/**
 * Runs `work` on records that belong to different traces: one span for each trace context, below the span that the records
 * name (else the active one, else a new trace). All of them last as long as `work`, which is what happened to every record
 * of the batch. Records with the same parent, such as the quotations of one page, share a span; those of a trace that is not
 * sampled have none and pass their header on.
 */
export async function inSpansOf<R extends Traceable, T>(
  records: readonly R[],
  describe: (records: readonly R[]) => SpanDescription,
  work: (spans: RecordSpans<R>) => Promise<T>,
): Promise<T> {
  const kept = isTraced() ? records.filter((record) => !isUnsampled(record)) : [];
  if (kept.length === 0) return await work({ records, note: ignore, failed: ignore });
  const groups = [...Map.groupBy(kept, traceKey).values()].map((together) => startGroup(together, describe));
  const spans = spansOf(records, groups);
  const [only, ...more] = groups;
  try {
    return await (only && more.length === 0 ? context.with(only.context, () => work(spans)) : work(spans));
  } catch (error) {
    for (const { span } of groups) markThrown(span, error);
    throw error;
  } finally {
    for (const { span } of groups) span.end();
  }
}

function startGroup<R extends Traceable>(
  records: readonly R[],
  describe: (records: readonly R[]) => SpanDescription,
): Group<R> {
  const parent = records[0] ? contextOf(records[0]) : context.active();
  const span = startSpan(describe(records), parent);
  return { span, context: trace.setSpan(parent, span), records };
}

function spansOf<R extends Traceable>(records: readonly R[], groups: readonly Group<R>[]): RecordSpans<R> {
  const given = new Map(groups.flatMap((group) => group.records.map((record) => [record, group] as const)));
  const groupOf = new Map<R, Group<R>>();
  const traced = records.map((record) => {
    const group = given.get(record);
    if (!group) return record;
    const named = withContext(record, group.context);
    groupOf.set(named, group);
    return named;
  });
  return {
    records: traced,
    note: (record, attributes) => {
      const group = groupOf.get(record);
      if (group?.records.length === 1) group.span.setAttributes(attributes);
    },
    failed: (record, type, message) => {
      const group = groupOf.get(record);
      if (group) markFailed(group.span, type, message);
    },
  };
}
