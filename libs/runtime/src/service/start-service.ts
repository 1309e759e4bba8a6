import { topicNames } from '@newsflow/contracts';
import type { Drain } from '@newsflow/kafka';
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceName, SettingsOf } from '../config/catalogue.ts';
import { Health } from '../health/health.ts';
import type { Logger } from '../log/logger.ts';
import { NestLogger } from '../log/nest-logger.ts';
import { ServiceConsumerTelemetry } from '../telemetry/consumer-telemetry.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { PageTelemetry } from '../telemetry/page-telemetry.ts';
import { keepTrying } from './keep-trying.ts';
import { RuntimeModule } from './runtime.module.ts';
import type { ServiceDefinition, ServiceParts } from './service.ts';

export interface RunningService {
  /** Where health and metrics are served. */
  readonly url: string;
  /** Never resolves; rejects when the service cannot go on and its process has to end. */
  readonly failed: Promise<never>;
  /** Not ready, stop the intake, finish what runs, close the dependencies, in this order. */
  stop(): Promise<Drain>;
}

/** Rejects when the start or the transport fails for good; what a stop interrupts of the start is no failure. */
async function work(
  app: NestFastifyApplication,
  parts: ServiceParts,
  health: Health,
  signal: AbortSignal,
): Promise<never> {
  const forEver = new Promise<never>(() => undefined);
  try {
    await parts.start?.();
    signal.throwIfAborted();
    await app.startAllMicroservices();
    health.started();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return await (parts.transport?.failed ?? forEver);
}

/**
 * Serves health at once, then starts what needs Kafka or MongoDB, so that a service which waits for them is alive but not
 * ready. Resolves when health is served; rejects when the address cannot be had.
 */
export async function startService<Name extends ServiceName>(
  { name, create }: ServiceDefinition<Name>,
  settings: SettingsOf<Name>,
  logger: Logger,
): Promise<RunningService> {
  const metrics = createMetrics();
  const health = new Health(logger);
  const stopping = new AbortController();
  const { signal } = stopping;
  const parts = await create({
    name,
    settings,
    names: topicNames(settings.namespace),
    logger,
    consumerTelemetry: new ServiceConsumerTelemetry(metrics, logger),
    pageTelemetry: new PageTelemetry(metrics, logger),
    health,
    signal,
    keepTrying: (what, action) => keepTrying(what, action, logger, signal),
  });
  const { transport } = parts;
  const options: Pick<NestApplicationOptions, 'logger' | 'abortOnError' | 'bodyParser'> = {
    logger: new NestLogger(logger),
    abortOnError: false,
    bodyParser: false,
  };
  const app = await NestFactory.create<NestFastifyApplication>(
    RuntimeModule.around(parts.module, health, metrics.registry),
    new FastifyAdapter(),
    options,
  );
  if (transport) {
    app.connectMicroservice({ strategy: transport });
    health.register('kafka', () => {
      if (!transport.ready()) throw new Error('not a member of the consumer group');
    });
  }
  await app.listen({ host: settings.httpHost, port: settings.httpPort });
  const url = await app.getUrl();
  logger.info({ url }, `${name} serves health and metrics`);
  health.watch();

  const stop = async (): Promise<Drain> => {
    health.stopping();
    stopping.abort(new Error('the service is stopping'));
    // Nest runs onModuleDestroy before it closes the transport: everything must have been drained by then.
    const [drain] = await Promise.all([transport?.close(), parts.stop?.()]);
    await app.close();
    await parts.close?.();
    health.close();
    return drain ?? { complete: true };
  };
  return { url, failed: work(app, parts, health, signal), stop };
}
