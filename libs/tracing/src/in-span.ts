import {
  type Attributes,
  type Context,
  context,
  INVALID_SPAN_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { isTraced } from './trace-context.ts';

export interface SpanDescription {
  /** Few different ones: what is done and to what kind of thing. A URL or an id is an attribute. */
  readonly name: string;
  /** Default: work inside the process. */
  readonly kind?: 'CLIENT' | 'PRODUCER' | 'CONSUMER';
  readonly attributes?: Attributes;
}

const tracer = trace.getTracer('newsflow');
/** Takes everything and keeps nothing. */
const noSpan = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

export const startSpan = ({ name, kind, attributes = {} }: SpanDescription, parent: Context): Span =>
  tracer.startSpan(name, { kind: kind === undefined ? SpanKind.INTERNAL : SpanKind[kind], attributes }, parent);

/** `type`: the error's code or name, few different ones. */
export function markFailed(span: Span, type: string, message: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

export function markThrown(span: Span, error: unknown): void {
  const { code, name } = error as { code?: unknown; name?: unknown };
  const type = [code, name].find((word) => typeof word === 'string' && word !== '') as string | undefined;
  markFailed(span, type ?? 'UNKNOWN', error instanceof Error ? error.message : String(error));
}

/** Runs `work` in a span below the active one. What it throws is noted and thrown on. */
export async function inSpan<T>(description: SpanDescription, work: (span: Span) => Promise<T>): Promise<T> {
  if (!isTraced()) return await work(noSpan);
  const span = startSpan(description, context.active());
  try {
    return await context.with(trace.setSpan(context.active(), span), () => work(span));
  } catch (error) {
    markThrown(span, error);
    throw error;
  } finally {
    span.end();
  }
}
