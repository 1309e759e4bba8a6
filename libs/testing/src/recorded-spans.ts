import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

export interface RecordedSpan {
  readonly name: string;
  readonly kind: keyof typeof SpanKind;
  readonly attributes: ReadableSpan['attributes'];
  readonly failed: boolean;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | null;
}

/** Switches tracing on in this test file; spans stay in the process. */
export function recordSpans() {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return {
    /** Those that have ended, in the order of their ends. */
    spans: (): RecordedSpan[] => exporter.getFinishedSpans().map(recorded),
    forget: (): void => {
      exporter.reset();
    },
  };
}

const recorded = (span: ReadableSpan): RecordedSpan => ({
  name: span.name,
  kind: SpanKind[span.kind] as keyof typeof SpanKind,
  attributes: span.attributes,
  failed: span.status.code === SpanStatusCode.ERROR,
  traceId: span.spanContext().traceId,
  spanId: span.spanContext().spanId,
  parentId: span.parentSpanContext?.spanId ?? null,
});
