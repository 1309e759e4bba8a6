import { setTimeout as wait } from 'node:timers/promises';
import type { KafkaSettings, Log, WaitOptions } from '../client.ts';
import { FatalError, KafkaUnreachableError } from '../errors.ts';
import { newKafka, retryNever } from './kafka.ts';
import { kafkaFailure, whyUnreachable } from './kafka-failure.ts';

const firstPauseMs = 250;
const longestPauseMs = 5_000;

/** A broker that starts up answers its port before it is ready: a try succeeds when the cluster names a broker. */
async function knock(settings: KafkaSettings): Promise<void> {
  const admin = newKafka(settings, { retry: retryNever }).admin();
  try {
    await admin.connect();
    if ((await admin.describeCluster()).brokers.length === 0) throw new Error('the cluster names no broker yet');
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** A new client for each try; one log line a try; for ever unless told otherwise. */
export async function whenReachable(
  settings: KafkaSettings,
  log: Log,
  { giveUpAfterMs, signal }: WaitOptions,
): Promise<void> {
  const startedAt = performance.now();
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    signal?.throwIfAborted();
    try {
      await knock(settings);
      return;
    } catch (error) {
      const failure = kafkaFailure(`Connect to Kafka at ${settings.brokers.join(', ')}`, error);
      if (failure instanceof FatalError) throw failure;
      const waitedMs = Math.round(performance.now() - startedAt);
      if (giveUpAfterMs !== undefined && waitedMs + pauseMs > giveUpAfterMs) {
        throw new KafkaUnreachableError(settings.brokers, waitedMs, whyUnreachable(error), { cause: error });
      }
      log(
        'warn',
        `Kafka does not answer at ${settings.brokers.join(', ')}: ${whyUnreachable(error)}; next try in ${pauseMs} ms`,
        {},
      );
      // Its own error would hide the reason, which is thrown above.
      await wait(pauseMs, undefined, signal && { signal }).catch(() => undefined);
    }
  }
}
