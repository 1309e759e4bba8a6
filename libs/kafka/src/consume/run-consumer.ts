import type { ConsumerOptions, RunningConsumer } from './options.ts';

/** Consumes until stopped. Starts at once and keeps trying while Kafka does not answer. */
export function runConsumer(options: ConsumerOptions): RunningConsumer {
  throw new Error(`not built yet: ${options.group}`);
}
