import { type EncodedRecord, headerText } from '@newsflow/contracts';
import { context, type Context, propagation, trace } from '@opentelemetry/api';

/** Anything with the headers of a Kafka record. */
export type Traceable = Pick<EncodedRecord, 'headers'>;

/** Whether somebody keeps spans: the propagator is registered together with the SDK. Asked for each batch, so that off costs nothing. */
export const isTraced = (): boolean => propagation.fields().length > 0;

const textOf = {
  get: (headers: Traceable['headers'], name: string) => headerText(headers, name),
  keys: (headers: Traceable['headers']) => Object.keys(headers ?? {}),
};

/** The `traceparent` of a record; the active span where it has none. A header that is not W3C trace context counts as none. */
export const contextOf = ({ headers }: Traceable): Context =>
  propagation.extract(context.active(), headers ?? {}, textOf);

/** The same record, saying that it comes from this span. */
export function withContext<R extends Traceable>(record: R, from: Context): R {
  const headers: Record<string, string> = {};
  propagation.inject(from, headers);
  return { ...record, headers: { ...record.headers, ...headers } };
}

/** Runs `work` so that its spans and log lines belong to the record's trace. */
export const inTraceOf = <T>(record: Traceable, work: () => T): T =>
  isTraced() ? context.with(contextOf(record), work) : work();

/** 32 hexadecimal digits; undefined where the record belongs to no trace. Needs no SDK. */
export const traceIdOf = ({ headers }: Traceable): string | undefined =>
  /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(headerText(headers, 'traceparent') ?? '')?.[1];

/** Whoever began the trace decided not to keep it. Most records are such where only a share of the traces is sampled. */
export const isUnsampled = ({ headers }: Traceable): boolean =>
  /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f][02468ace]$/.test(headerText(headers, 'traceparent') ?? '');

/** What tells the traces in a batch apart: records of one trace context share a span. */
export function traceKey(record: Traceable): unknown {
  const { headers } = record;
  // Without a parent each record begins a trace of its own.
  return headerText(headers, 'traceparent') ?? (trace.getActiveSpan() === undefined ? record : 'active');
}
