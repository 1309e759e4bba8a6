import { ConfigurationError, type Environment, readSettings } from '../config/read-settings.ts';
import type { ServiceName, SettingsOf } from '../config/catalogue.ts';
import { createLogger, type Logger } from '../log/logger.ts';
import type { Tracing } from '../tracing/start-tracing.ts';
import type { ServiceDefinition } from './service.ts';
import { type RunningService, startService } from './start-service.ts';

/** For closing connections, after the time that work in progress was given. */
export const closingLimitMs = 5000;
/** For the last spans: a collector that does not answer keeps nobody. */
const flushLimitMs = 2000;

function settingsOrExit<Name extends ServiceName>(name: Name, environment: Environment): SettingsOf<Name> {
  try {
    return readSettings(name, environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const problem of error.problems) process.stderr.write(`newsflow-${name}: ${problem}\n`);
    process.exit(1);
  }
}

/** One line, then the end. A stack only for what nobody foresaw: errors of ours carry a code. */
function endWith(error: unknown, logger: Logger): never {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  logger.fatal(code === undefined ? { err: error } : { code }, `ends: ${message}`);
  process.exit(1);
}

async function stopWithin(
  limitMs: number,
  service: RunningService,
  tracing: Tracing | undefined,
  logger: Logger,
): Promise<never> {
  const tooLong = (): never => {
    logger.fatal({ limitMs }, 'ends: work in progress took longer than the limit; its events will be delivered again');
    process.exit(1);
  };
  const endsAt = performance.now() + limitMs;
  const limit = setTimeout(tooLong, limitMs);
  const { complete } = await service.stop();
  clearTimeout(limit);
  await tracing?.stop(Math.min(flushLimitMs, endsAt - performance.now()));
  if (!complete) tooLong();
  logger.info('stopped');
  process.exit(0);
}

/** Loaded where it is wanted only: the SDK costs memory. */
async function tracingIfOn(
  name: ServiceName,
  { tracing, namespace }: Pick<SettingsOf<'parser'>, 'tracing' | 'namespace'>,
  logger: Logger,
): Promise<Tracing | undefined> {
  if (!tracing) return undefined;
  const { startTracing } = await import('../tracing/start-tracing.ts');
  return await startTracing({ name: `newsflow-${name}`, namespace }, logger);
}

/**
 * The life of a service process. Exit code 0 after an ordered shutdown (SIGTERM or SIGINT), 1 with one line after bad
 * settings, a fatal error, a second signal, or a shutdown that took longer than its limit.
 */
export async function runService<Name extends ServiceName>(
  definition: ServiceDefinition<Name>,
  environment: Environment = process.env,
): Promise<void> {
  const settings = settingsOrExit(definition.name, environment);
  const logger = createLogger({ service: definition.name, level: settings.logLevel });
  const end = (error: unknown): never => endWith(error, logger);
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);

  const signalled = new Promise<NodeJS.Signals>((resolve) => {
    let signals = 0;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        signals += 1;
        if (signals > 1) end(new Error(`a second signal (${signal}) came during the shutdown`));
        logger.info({ signal }, 'stopping');
        resolve(signal);
      });
    }
  });
  try {
    const tracing = await tracingIfOn(definition.name, settings, logger);
    const service = await startService(definition, settings, logger);
    await Promise.race([signalled, service.failed]);
    await stopWithin(settings.drainLimitMs + closingLimitMs, service, tracing, logger);
  } catch (error) {
    end(error);
  }
}
