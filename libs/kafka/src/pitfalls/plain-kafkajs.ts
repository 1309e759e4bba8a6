import { createRequire } from 'node:module';
import { jest } from '@jest/globals';
import type kafkajs from 'kafkajs';
import type { KafkaClient } from '../client.ts';

const require = createRequire(import.meta.url);

/** What the adapter amends: the modules of kafkajs with the methods that it replaces. */
const amended = {
  'network/requestQueue/index.js': ['scheduleCheckPendingRequests'],
  'consumer/consumerGroup.js': ['fetch', 'recoverFromOffsetOutOfRange'],
  'consumer/batch.js': ['isEmpty'],
  'cluster/index.js': ['findGroupCoordinatorMetadata'],
  'broker/index.js': ['fetch', 'addPartitionsToTxn', 'addOffsetsToTxn'],
} as const;

/** The source of each of those methods, as it is in memory. */
function methods(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(amended).flatMap(([path, names]) => {
      const { prototype } = require(`kafkajs/src/${path}`) as { prototype: Record<string, () => unknown> };
      return names.map((name) => [`${path} ${name}`, String(prototype[name])]);
    }),
  );
}

function isolated<T>(load: () => T): T {
  const found: T[] = [];
  jest.isolateModules(() => found.push(load()));
  return found[0] as T;
}

/**
 * kafkajs as it was published, and the source of what ours has other methods for: a second copy in memory, which the
 * amendments do not reach.
 */
export const { plain, plainMethods } = isolated(() => ({
  plain: require('kafkajs') as typeof kafkajs,
  plainMethods: methods(),
}));

/** The same of the copy that everything else here uses. */
export const ourMethods = methods;

export const plainKafka = (brokers: readonly string[]): InstanceType<typeof kafkajs.Kafka> =>
  new plain.Kafka({ brokers: [...brokers], logLevel: plain.logLevel.NOTHING });

/** Plain kafkajs does not wait for a broker that loads what it knows of groups, as each does when it is first asked. */
export async function groupsLoaded(client: KafkaClient): Promise<void> {
  await client.admin().committedOffsets('nobody');
}
