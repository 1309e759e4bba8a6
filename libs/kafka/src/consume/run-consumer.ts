import { errorCode } from '../handle/actions.ts';
import type { FetchedBatch } from '../client.ts';
import { waited } from '../handle/back-off.ts';
import { withDefaults } from './defaults.ts';
import { meterLag } from './lag-meter.ts';
import type { ConsumerOptions, Drain, RunningConsumer } from './options.ts';
import { Pauses } from './pauses.ts';
import { AtLeastOnce } from '../deliver/at-least-once.ts';
import { ExactlyOnce } from '../deliver/exactly-once.ts';
import { Sources } from './recall.ts';
import { start } from './start.ts';
import { Turns } from './turns.ts';
import { Waits } from './waits.ts';
import { work } from './work.ts';

/** A member hears by them that others wait for it to join again: the fewer, the longer a partition is silent when it moves. */
const heartbeatsPerSession = 10;

/** Consumes until stopped. Starts at once and keeps trying while Kafka does not answer. */
export function runConsumer(given: ConsumerOptions): RunningConsumer {
  const options = withDefaults(given);
  const { client, group, names, subscriptions, telemetry } = options;
  const { log } = client;
  const stopping = new AbortController();
  const abandoned = new AbortController();
  const joined = Promise.withResolvers<undefined>();
  const failed = Promise.withResolvers<never>();
  const sources = new Sources(names, group, subscriptions, options.retryDelaysMs);
  const heartbeatIntervalMs = Math.floor(options.sessionTimeoutMs / heartbeatsPerSession);
  const delivery = new (options.delivery === 'exactly-once' ? ExactlyOnce : AtLeastOnce)(options);
  const turns = new Turns();
  let assignment: readonly { topic: string; partition: number }[] | undefined;
  let stopped: Promise<Drain> | undefined;
  /** Batches that are handled just now. */
  let handling = 0;

  const working = {
    ...options,
    sources,
    waits: new Waits(),
    heartbeatIntervalMs,
    delivery,
    stopping: stopping.signal,
    abandoned: abandoned.signal,
  };

  const membership = client.consumer({
    ...options,
    heartbeatIntervalMs,
    topics: sources.topics,
    onBatch: (batch) => turns.take(batch, () => handle(batch)),
    onJoined: (partitions) => {
      assignment = partitions;
      delivery.assigned(partitions);
      telemetry.assigned({ group, partitions });
      joined.resolve(undefined);
    },
    onLeft: () => {
      assignment = undefined;
    },
    onDead: die,
    onOffsetReset: (topic, partition) => {
      delivery.offsetReset(topic, partition);
      telemetry.offsetReset({ group, topic, partition });
    },
  });

  const pauses = new Pauses({
    backOff: options.pauseBackOff,
    probe: options.probe,
    pause: (topic, partition) => {
      membership.pause(topic, partition);
    },
    resume: (topic, partition) => {
      membership.resume(topic, partition);
    },
  });

  async function handle(batch: FetchedBatch): Promise<void> {
    const { topic, partition } = batch;
    handling += 1;
    const left = await work(batch, working).finally(() => {
      handling -= 1;
    });
    if (left?.action === 'die') die(left.error);
    else if (left?.action === 'pause') putOff(batch, left.error);
    else if (left?.action === 'wait') pauses.wait(topic, partition, left.ms);
    else if (!left && pauses.succeeded(topic, partition)) telemetry.resumed({ group, topic, partition });
  }

  function putOff({ topic, partition }: FetchedBatch, error: unknown): void {
    const resumesInMs = pauses.pause(topic, partition);
    telemetry.handled({ group, topic, outcome: 'unavailable', count: 1 });
    telemetry.paused({ group, topic, partition, code: errorCode(error), message: messageOf(error), resumesInMs });
  }

  /** Also while it drains: what a fatal error says of the programme is not void because a stop came first. */
  function die(error: unknown): void {
    log('error', `The consumer is dead: ${messageOf(error)}`, { group, code: errorCode(error) });
    void stop();
    failed.reject(error);
  }

  const started = start(client, membership, group, stopping.signal).catch(die);
  // Ends by the signal; nobody has to wait for what it asks Kafka just then.
  void meterLag({
    client,
    group,
    assigned: () => assignment ?? [],
    telemetry,
    intervalMs: options.lagIntervalMs,
    signal: stopping.signal,
  });

  async function leave(): Promise<void> {
    // kafkajs cannot be stopped while it joins.
    await started;
    await membership.stop();
    await delivery.close();
  }

  async function drain(): Promise<Drain> {
    stopping.abort();
    pauses.clear();
    const inTime = new AbortController();
    const left = await Promise.race([
      leave().then(() => true),
      waited(options.drainTimeoutMs, inTime.signal).then(() => false),
    ]);
    inTime.abort();
    abandoned.abort();
    const complete = left || handling === 0;
    if (!left) {
      const what = complete ? 'Kafka did not let this member go' : 'A handler was still running';
      log('warn', `${what} after ${options.drainTimeoutMs} ms`, { group });
    }
    return { complete };
  }

  function stop(): Promise<Drain> {
    stopped ??= drain();
    return stopped;
  }

  return {
    ready: () => assignment !== undefined && !stopping.signal.aborted,
    joined: joined.promise,
    failed: failed.promise,
    stop,
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
