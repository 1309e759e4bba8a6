import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  getNumberFromEnv,
  getStringFromEnv,
  setGlobalErrorHandler,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Logger } from '../log/logger.ts';
import { samplerFor } from './sampler.ts';
import { ToldExporter } from './told-exporter.ts';

export interface TracedService {
  /** `newsflow-parser`; `OTEL_SERVICE_NAME` has precedence. */
  readonly name: string;
  readonly namespace: string;
}

export interface Tracing {
  /** Sends what is left, for so long at most. Never rejects. */
  stop(limitMs: number): Promise<void>;
}

async function otlpExporter(logger: Logger): Promise<SpanExporter> {
  const protocol =
    getStringFromEnv('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') ?? getStringFromEnv('OTEL_EXPORTER_OTLP_PROTOCOL');
  if (protocol === 'http/json')
    return new (await import('@opentelemetry/exporter-trace-otlp-http')).OTLPTraceExporter();
  if (protocol !== undefined && protocol !== 'http/protobuf')
    logger.warn({ protocol }, 'OTEL_EXPORTER_OTLP_PROTOCOL knows http/protobuf and http/json: http/protobuf is used');
  return new (await import('@opentelemetry/exporter-trace-otlp-proto')).OTLPTraceExporter();
}

function processor(exporter: SpanExporter): BatchSpanProcessor {
  return new BatchSpanProcessor({
    exporter,
    // What a collector does not take in time is dropped beyond this number: memory stays bounded and nobody waits.
    maxQueueSize: getNumberFromEnv('OTEL_BSP_MAX_QUEUE_SIZE') ?? 2048,
    maxExportBatchSize: getNumberFromEnv('OTEL_BSP_MAX_EXPORT_BATCH_SIZE') ?? 512,
    scheduledDelayMillis: getNumberFromEnv('OTEL_BSP_SCHEDULE_DELAY') ?? 5000,
    exportTimeoutMillis: getNumberFromEnv('OTEL_BSP_EXPORT_TIMEOUT') ?? 30_000,
  });
}

/**
 * Makes the spans that the code describes anyway real: they are kept and sent by OTLP, and `traceparent` goes with every
 * record. For the whole process; the standard `OTEL_*` variables say the rest.
 */
export async function startTracing({ name, namespace }: TracedService, logger: Logger): Promise<Tracing> {
  const { sampler, problems } = samplerFor(
    getStringFromEnv('OTEL_TRACES_SAMPLER'),
    getStringFromEnv('OTEL_TRACES_SAMPLER_ARG'),
  );
  for (const problem of problems) logger.warn(problem);
  const provider = new TracerProvider({
    sampler,
    resource: defaultResource()
      .merge(
        resourceFromAttributes({
          'service.name': name,
          'service.namespace': namespace,
          'service.instance.id': `${hostname()}-${process.pid}`,
        }),
      )
      .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] })),
    spanProcessors: [processor(new ToldExporter(await otlpExporter(logger), logger))],
  });
  // An export that failed has been told by then.
  setGlobalErrorHandler((error) => {
    logger.debug({ err: error }, 'tracing');
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return {
    stop: async (limitMs) => {
      const sent = provider.shutdown().catch(() => undefined);
      await Promise.race([sent, delay(Math.max(0, limitMs), undefined, { ref: false })]);
    },
  };
}
