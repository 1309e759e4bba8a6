import { setTimeout as wait } from 'node:timers/promises';
import kafkajs, { type Consumer, type EachBatchPayload } from 'kafkajs';
import type { FetchedBatch, KafkaSettings, Log, Membership, MembershipOptions } from '../client.ts';
import { FatalError, UnavailableError } from '../errors.ts';
import { backOffMs } from '../handle/back-off.ts';
import { MembershipError } from '../membership-error.ts';
import { isStale } from './amendments.ts';
import { briefly, kafkaFailure, protocolError } from './kafka-failure.ts';
import { newKafka } from './kafka.ts';
import { receivedRecord } from './received-record.ts';

/** Longer fetches keep the partitions of a member that left idle, and make stopping slow. */
const maxWaitMs = 500;
/** Of one fetch from one broker, as compressed: a few times as much lies in memory then, twice over where fetches overlap. */
const maxBytes = 4 * 1024 * 1024;

const restartBackOff = { initialMs: 200, maxMs: 3_000 };

const fenced = new Set(['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID']);
const rebalancing = new Set(['REBALANCE_IN_PROGRESS', 'NOT_COORDINATOR_FOR_GROUP']);

function membershipError(error: unknown): MembershipError {
  const type = protocolError(error) ?? '';
  const kind = fenced.has(type) ? 'fenced' : rebalancing.has(type) ? 'rebalancing' : 'unreachable';
  return new MembershipError(kind, briefly(error), { cause: error });
}

const asMembershipError = (error: unknown): never => {
  throw membershipError(error);
};

export class KafkajsMembership implements Membership {
  readonly #consumer: Consumer;
  /** Grows with each assignment, also with that of a new start: a batch of an earlier one may be somebody else's by now. */
  #generation = 0;
  /** The one that the group has called us out of: what was fetched in it could no longer be committed. */
  #endedGeneration = -1;
  #stopped = false;
  #restarting: Promise<void> | undefined;

  constructor(
    settings: KafkaSettings,
    readonly log: Log,
    readonly options: MembershipOptions,
  ) {
    this.#consumer = newKafka(settings, { onOffsetReset: options.onOffsetReset }).consumer({
      groupId: options.group,
      allowAutoTopicCreation: false,
      sessionTimeout: options.sessionTimeoutMs,
      rebalanceTimeout: options.rebalanceTimeoutMs,
      heartbeatInterval: options.heartbeatIntervalMs,
      maxBytesPerPartition: options.maxBytesPerPartition,
      maxBytes,
      maxWaitTimeInMs: maxWaitMs,
      retry: {
        initialRetryTime: 200,
        maxRetryTime: 3_000,
        retries: 5,
        // A stop in the middle of a new start does not reach kafkajs: without Kafka it would start anew for ever.
        // Nor would a new start help against what only a setting can change.
        restartOnFailure: (error) =>
          Promise.resolve(!this.#stopped && !(kafkaFailure('', error) instanceof FatalError)),
      },
    });
    this.#listen();
  }

  #listen(): void {
    const { onJoined, onLeft, onDead, group } = this.options;
    const consumer = this.#consumer;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      this.#generation += 1;
      // Joined in spite of a stop, see restartOnFailure.
      if (this.#stopped) void this.stop();
      const assignment = Object.entries(payload.memberAssignment);
      onJoined(assignment.flatMap(([topic, partitions]) => partitions.map((partition) => ({ topic, partition }))));
    });
    consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (this.#stopped) {
        this.log('debug', 'The consumer ends, having been stopped while it started again', { group });
        return;
      }
      onLeft();
      // Among what kafkajs gives up on is a group without a coordinator, which is what a broker's restart looks like.
      const passes = error.name.startsWith('KafkaJS') && kafkaFailure('', error) instanceof UnavailableError;
      if (!restart && !passes) {
        onDead(kafkaFailure(`The consumer of ${group} is dead`, error));
        return;
      }
      this.log('warn', `The consumer lost Kafka and starts again: ${briefly(error)}`, { group });
      if (!restart) this.#restarting = this.#startAgain();
    });
  }

  async #startAgain(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      await wait(backOffMs(restartBackOff, tries));
      if (this.#stopped) return;
      try {
        await this.start();
        return;
      } catch (error) {
        if (error instanceof UnavailableError) continue;
        this.options.onDead(error as Error);
        return;
      }
    }
  }

  async start(): Promise<void> {
    const { onBatch, topics, concurrentPartitions } = this.options;
    const consumer = this.#consumer;
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    } catch (error) {
      await consumer.disconnect().catch(() => undefined);
      throw kafkaFailure(`Subscribe to ${topics.join(', ')}`, error);
    }
    await consumer.run({
      partitionsConsumedConcurrently: concurrentPartitions,
      // Offsets are committed by us alone: in a transaction they must never be committed without it.
      eachBatchAutoResolve: false,
      autoCommit: false,
      eachBatch: async (payload) => {
        // What is not resolved comes again, to whom it belongs.
        if (isStale(payload.batch) || this.#endedGeneration === this.#generation) return;
        const batch = this.#batch(payload);
        try {
          await onBatch(batch);
        } catch (error) {
          // kafkajs would call again and start anew without an end, and nobody would know.
          if (!(error instanceof MembershipError)) throw broken(error);
          // Of a generation that is over already: nothing follows for the one that is.
          if (batch.isLost()) return;
          // The original error, since kafkajs chooses between joining again and crashing by its type.
          if (error.kind !== 'unreachable') this.#endedGeneration = this.#generation;
          throw error.cause;
        }
      },
    });
  }

  pause(topic: string, partition: number): void {
    whileRunning(() => {
      this.#consumer.pause([{ topic, partitions: [partition] }]);
    });
  }

  resume(topic: string, partition: number): void {
    whileRunning(() => {
      this.#consumer.resume([{ topic, partitions: [partition] }]);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#restarting;
    await this.#consumer.disconnect();
  }

  #batch(payload: EachBatchPayload): FetchedBatch {
    const { batch } = payload;
    const { topic, partition } = batch;
    const generation = this.#generation;
    const lost = (): boolean => generation !== this.#generation || isStale(batch);
    // In a later generation the position is read from Kafka.
    const advance = (nextOffset: string): void => {
      if (!lost()) payload.resolveOffset((BigInt(nextOffset) - 1n).toString());
    };
    const commit = async (nextOffset: string): Promise<void> => {
      // kafkajs would commit in the name of the new generation, and the broker would accept it.
      if (lost()) throw lostPartition(topic, partition);
      await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: nextOffset }] }] });
      advance(nextOffset);
    };
    return {
      topic,
      partition,
      records: batch.messages.map((message) => receivedRecord(topic, partition, message)),
      lastOffset: batch.lastOffset(),
      commit: (nextOffset) => commit(nextOffset).catch(asMembershipError),
      advance,
      heartbeat: () => payload.heartbeat().catch(asMembershipError),
      isLost: lost,
    };
  }
}

/** What kafkajs does not try again, and {@link kafkaFailure} tells from a failure of Kafka. */
function broken(error: unknown): Error {
  const cause =
    error instanceof FatalError
      ? error
      : new FatalError('HANDLING_BROKEN', `Broken: ${briefly(error)}`, { cause: error });
  return Object.assign(new kafkajs.KafkaJSNonRetriableError(cause), { cause });
}

/** Between a crash and its restart kafkajs has no group, and the new one begins with nothing paused. */
function whileRunning(change: () => void): void {
  try {
    change();
  } catch (error) {
    if (!(error instanceof kafkajs.KafkaJSNonRetriableError)) throw error;
  }
}

function lostPartition(topic: string, partition: number): Error {
  return new kafkajs.KafkaJSProtocolError(
    Object.assign(new Error(`${topic}[${partition}] was handed on while it was worked on`), {
      type: 'ILLEGAL_GENERATION',
      code: 22,
    }),
  );
}
