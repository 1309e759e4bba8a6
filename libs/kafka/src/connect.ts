import type { KafkaClient, KafkaSettings } from './client.ts';

/** Connects lazily: nothing is sent before the first use. To fail early: `await client.whenReachable({ giveUpAfterMs })`. */
export function connectKafka(settings: KafkaSettings): KafkaClient {
  throw new Error(`not built yet: ${settings.clientId}`);
}
