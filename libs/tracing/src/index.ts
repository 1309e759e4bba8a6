export { activeTrace, noteOnSpan } from './active-span.ts';
export { inSpan, type SpanDescription } from './in-span.ts';
export { inSpansOf, type RecordSpans } from './in-spans-of.ts';
export { inTraceOf, traceIdOf, type Traceable } from './trace-context.ts';
