import type { KafkaClient, Membership } from '../client.ts';
import { UnavailableError } from '../errors.ts';
import { backOffMs, waited } from '../handle/back-off.ts';

const backOff = { initialMs: 250, maxMs: 5_000 };

/**
 * Joins the group, whenever Kafka and the topics are there. Resolves early when stopped; rejects only where waiting
 * would not help.
 */
export async function start(
  client: KafkaClient,
  membership: Membership,
  group: string,
  stopping: AbortSignal,
): Promise<void> {
  const stopped = (): boolean => stopping.aborted;
  for (let tries = 1; !stopped(); tries += 1) {
    try {
      await client.whenReachable({ signal: stopping });
      await membership.start();
      return;
    } catch (error) {
      if (stopped()) return;
      if (!(error instanceof UnavailableError)) throw error;
      const waitMs = backOffMs(backOff, tries);
      client.log('warn', `${error.message}; next try in ${waitMs} ms`, { group, code: error.code });
      await waited(waitMs, stopping);
    }
  }
}
