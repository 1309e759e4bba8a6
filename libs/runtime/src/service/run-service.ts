import { ConfigurationError, type Environment, readSettings } from '../config/read-settings.ts';
import type { ServiceName, SettingsOf } from '../config/catalogue.ts';
import { createLogger, type Logger } from '../log/logger.ts';
import type { ServiceDefinition } from './service.ts';
import { type RunningService, startService } from './start-service.ts';

/** For closing connections, after the time that work in progress was given. */
export const closingLimitMs = 5000;

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

async function stopWithin(limitMs: number, service: RunningService, logger: Logger): Promise<never> {
  const tooLong = (): never => {
    logger.fatal({ limitMs }, 'ends: work in progress took longer than the limit; its events will be delivered again');
    process.exit(1);
  };
  setTimeout(tooLong, limitMs);
  const { complete } = await service.stop();
  if (!complete) tooLong();
  logger.info('stopped');
  process.exit(0);
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
    const service = await startService(definition, settings, logger);
    await Promise.race([signalled, service.failed]);
    await stopWithin(settings.drainLimitMs + closingLimitMs, service, logger);
  } catch (error) {
    end(error);
  }
}
