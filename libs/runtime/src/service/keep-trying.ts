import { setTimeout as delay } from 'node:timers/promises';
import { UnavailableError } from '@newsflow/kafka';
import type { Logger } from '../log/logger.ts';

const firstPauseMs = 250;
const longestPauseMs = 5000;

/**
 * Does the action until its dependency answers. One log line when it begins to fail, when the reason changes and when it
 * succeeds in the end. Rejects with any error but UnavailableError, and with the signal's reason once that is aborted.
 */
export async function keepTrying<T>(
  what: string,
  action: () => Promise<T>,
  logger: Logger,
  signal: AbortSignal,
): Promise<T> {
  let pauseMs = firstPauseMs;
  let lastReason: string | undefined;
  for (;;) {
    signal.throwIfAborted();
    try {
      const result = await action();
      if (lastReason !== undefined) logger.info({ what }, `${what}: done`);
      return result;
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      if (error.message !== lastReason)
        logger.warn({ what, code: error.code, reason: error.message }, `${what}: waiting, ${error.message}`);
      lastReason = error.message;
    }
    await delay(pauseMs, undefined, { signal });
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}
