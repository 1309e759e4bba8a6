import { errorCode } from '../handle/actions.ts';
import type { FetchedBatch } from '../client.ts';
import { FatalError } from '../errors.ts';
import { waited } from '../handle/back-off.ts';
import { withDefaults } from './defaults.ts';
import { meterLag } from './lag-meter.ts';
import type { ConsumerOptions, Drain, RunningConsumer } from './options.ts';
import { Pauses } from './pauses.ts';
import { publisher } from '../handle/publish.ts';
import { start } from './start.ts';
import { Turns } from './turns.ts';
import { work } from './work.ts';

const heartbeatsPerSession = 6;

/** Consumes until stopped. Starts at once and keeps trying while Kafka does not answer. */
export function runConsumer(given: ConsumerOptions): RunningConsumer {
  const options = withDefaults(given);
  const { client, group, names, subscriptions, telemetry } = options;
  const { log } = client;
  const stopping = new AbortController();
  const abandoned = new AbortController();
  const joined = Promise.withResolvers<undefined>();
  const failed = Promise.withResolvers<never>();
  const byTopic = new Map(subscriptions.map((subscription) => [names.topic(subscription.topic), subscription]));
  const heartbeatIntervalMs = Math.floor(options.sessionTimeoutMs / heartbeatsPerSession);
  const producer = client.producer();
  const turns = new Turns();
  let assignment: readonly { topic: string; partition: number }[] | undefined;
  let stopped: Promise<Drain> | undefined;

  const working = {
    ...options,
    log,
    heartbeatIntervalMs,
    publisher: publisher(producer, names, group),
    stopping: stopping.signal,
    abandoned: abandoned.signal,
  };

  const membership = client.consumer({
    ...options,
    heartbeatIntervalMs,
    topics: [...byTopic.keys()],
    onBatch: (batch) => turns.take(batch, () => handle(batch)),
    onJoined: (partitions) => {
      assignment = partitions;
      telemetry.assigned({ group, partitions });
      joined.resolve(undefined);
    },
    onLeft: () => {
      assignment = undefined;
    },
    onDead: die,
    onOffsetReset: (topic, partition) => {
      telemetry.offsetReset({ group, topic, partition });
      log('error', 'The committed offset is no longer in the log: goes on at the beginning', {
        group,
        topic,
        partition,
      });
    },
  });

  const pauses = new Pauses({
    backOff: options.pauseBackOff,
    pause: (topic, partition) => {
      membership.pause(topic, partition);
    },
    resume: (topic, partition) => {
      membership.resume(topic, partition);
    },
  });

  async function handle(batch: FetchedBatch): Promise<void> {
    const { topic, partition } = batch;
    const subscription = byTopic.get(topic);
    if (!subscription) {
      die(new FatalError('NO_HANDLER', `No handler for ${topic}`));
      return;
    }
    const halt = await work(batch, subscription, working);
    if (halt?.action === 'die') die(halt.error);
    else if (halt?.action === 'pause') putOff(batch, halt.error);
    else if (!halt && pauses.succeeded(topic, partition)) {
      telemetry.resumed({ group, topic, partition });
      log('info', 'Goes on', { group, topic, partition });
    }
  }

  function putOff({ topic, partition }: FetchedBatch, error: unknown): void {
    const resumesInMs = pauses.pause(topic, partition);
    const code = errorCode(error);
    telemetry.handled({ group, topic, outcome: 'unavailable', count: 1 });
    telemetry.paused({ group, topic, partition, code, resumesInMs });
    const message = error instanceof Error ? error.message : String(error);
    log('warn', `Paused for ${resumesInMs} ms: ${message}`, { group, topic, partition, code });
  }

  function die(error: unknown): void {
    if (stopping.signal.aborted) return;
    log('error', `The consumer is dead: ${error instanceof Error ? error.message : String(error)}`, {
      group,
      code: errorCode(error),
    });
    void stop();
    failed.reject(error);
  }

  const started = start(client, membership, group, stopping.signal).catch(die);
  const metering = meterLag({
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
    await Promise.all([producer.close(), metering]);
  }

  async function drain(): Promise<Drain> {
    stopping.abort();
    pauses.clear();
    const inTime = new AbortController();
    const complete = await Promise.race([
      leave().then(() => true),
      waited(options.drainTimeoutMs, inTime.signal).then(() => false),
    ]);
    inTime.abort();
    abandoned.abort();
    if (!complete) log('warn', `A handler was still running after ${options.drainTimeoutMs} ms`, { group });
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
