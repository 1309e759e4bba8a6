import { askBroker, type KafkaAddress, type KafkaRequest } from './kafka-protocol.ts';

/** Metadata about no topic at all: brokers only. Every broker since 2.1 answers this version. */
const BROKERS_REQUEST: KafkaRequest = {
  apiKey: 3,
  apiVersion: 7,
  body: Buffer.from([0, 0, 0, 0, 0]), // an array of zero topics, no automatic creation
};
/** Throttle time in ms, then the array of brokers. */
const BROKER_COUNT_OFFSET = 4;

/**
 * Number of brokers that the broker at this address names in a Metadata answer. A broker that is starting up accepts
 * connections well before it is ready, then with no answer or an empty list.
 *
 * @throws Error when there is no connection, or no valid answer within `timeoutMs`
 */
export async function countBrokers(address: KafkaAddress, timeoutMs: number): Promise<number> {
  const answer = await askBroker(address, BROKERS_REQUEST, timeoutMs);
  if (answer.length < BROKER_COUNT_OFFSET + 4) throw new Error('the answer is not that of a Kafka broker');
  return answer.readInt32BE(BROKER_COUNT_OFFSET);
}
