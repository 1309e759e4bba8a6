import { setTimeout as wait } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { kafkaFailure, protocolError } from './kafka-failure.ts';

/** States of a broker that has just started or taken something over; kafkajs gives up at once at some of them. */
const passing = new Set([
  'GROUP_LOAD_IN_PROGRESS',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_FOR_PARTITION',
]);
/** A broker that is asked for a group for the first time creates the topic of the offsets before it names a coordinator. */
const isPassing = (error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSGroupCoordinatorNotFound || passing.has(protocolError(error) ?? '');
const tries = 50;
const pauseMs = 100;

/** Does the work again as long as the broker is in a state that passes. Rejects with an error of ours. */
export async function untilPassed<T>(doing: string, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= tries || !isPassing(error)) throw kafkaFailure(doing, error);
      await wait(pauseMs);
    }
  }
}
