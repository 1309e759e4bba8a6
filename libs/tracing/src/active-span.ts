import { type Attributes, trace } from '@opentelemetry/api';
import { markFailed } from './in-span.ts';

/** Adds to the span that is active, if one is. */
export function noteOnSpan(
  attributes: Attributes,
  failure?: { readonly type: string; readonly message: string },
): void {
  const span = trace.getActiveSpan();
  span?.setAttributes(attributes);
  if (span && failure) markFailed(span, failure.type, failure.message);
}

/** Fields of a log line, named as OpenTelemetry names them in logs that are not its own. */
export function activeTrace(): { trace_id: string; span_id: string } | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  return span && { trace_id: span.traceId, span_id: span.spanId };
}
