import { setTimeout as delay } from 'node:timers/promises';
import { topicNames, topics } from '@newsflow/contracts';
import { groupLag, type KafkaClient } from '@newsflow/kafka';
import { type Findings, findingsOf } from './check.ts';
import { inLog, type InputRecord, inputOf, seenOf } from './collect.ts';
import { type Fault, faults } from './faults.ts';
import { sendLoad } from './load.ts';
import { type Random, randomOf } from '@newsflow/testing';
import { serviceNames, World } from './world.ts';

export interface ChaosOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly messages: number;
  /** Three brokers and three mongods instead of one each. */
  readonly cluster: boolean;
  /** Of the repository, built. */
  readonly root: string;
  readonly say: (line: string) => void;
}

export interface ChaosResult {
  readonly seed: number;
  readonly cluster: boolean;
  readonly seconds: number;
  readonly messages: number;
  readonly events: number;
  readonly documents: number;
  readonly deadLetters: number;
  /** How often each fault was injected. */
  readonly faults: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, string>>;
  /** Faults that could not be injected, however often they were tried. */
  readonly failedFaults: readonly string[];
  readonly endedByThemselves: number;
  readonly findings: Findings;
}

const disturbed = 'chaos';
const calm = 'calm';
/** After the last fault. What still waits then waits for ever. */
const recoverLimitMs = 240_000;

/** The load of a seed under the faults of that seed, then the same without any, then what differs. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, minutes, messages, cluster, root, say } = options;
  const startedAt = performance.now();
  const world = await World.create(options);
  try {
    const { kafka } = world;
    await world.provision(disturbed);
    await world.provision(calm);
    world.mend(disturbed);
    await world.settled();
    const over = new AbortController();
    const faulty = injectFaults(world, randomOf(seed), over.signal, say);
    const acknowledged = await sendLoad(kafka, disturbed, {
      count: messages,
      overMs: minutes * 60_000,
      random: randomOf(seed + 1),
      urlOf: (number) => world.site.url(number),
    });
    over.abort();
    const injected = await faulty;
    say('the last fault is over; waiting until nothing is left to do …');
    const blocked = await recovered(world, acknowledged);
    await world.stopServices();

    const input = await inputOf(kafka, disturbed);
    say(`the same ${input.length} records without faults …`);
    await replayCalmly(world, input);
    await world.stopServices();

    const seenIn = (namespace: string) => seenOf(kafka, namespace, { root, env: world.env(namespace, 'no proxies') });
    const seen = await seenIn(disturbed);
    const reference = await seenIn(calm);
    return {
      seed,
      cluster,
      seconds: Math.round((performance.now() - startedAt) / 1_000),
      messages: acknowledged.length,
      events: reference.events.length,
      documents: reference.dump.length,
      deadLetters: reference.parserLetters.length + reference.storeLetters.length,
      ...injected,
      endedByThemselves: world.endedByThemselves,
      findings: findingsOf({ seen, reference, acknowledged, inLog: inLog(input), blocked }),
    };
  } finally {
    await world.close();
  }
}

async function injectFaults(
  world: World,
  random: Random,
  over: AbortSignal,
  say: (line: string) => void,
): Promise<Pick<ChaosResult, 'faults' | 'skipped' | 'failedFaults'>> {
  const skipped = new Map<string, string>();
  for (const fault of faults) {
    const why = fault.skipped?.(world);
    if (why !== undefined) skipped.set(fault.name, why);
  }
  for (const [name, why] of skipped) say(`skipped: ${name}: ${why}`);
  const possible = faults.filter(({ name }) => !skipped.has(name));
  const counts: Record<string, number> = {};
  const failed = new Set<string>();
  // Each once, in an order of the seed's, before any comes again.
  let round: Fault[] = [];
  while (!over.aborted) {
    if (round.length === 0) round = random.shuffled(possible);
    const fault = round.pop();
    if (!fault) break;
    say(fault.name);
    try {
      await fault.inject(world, random, disturbed);
      counts[fault.name] = (counts[fault.name] ?? 0) + 1;
    } catch (error) {
      // A service that a fault starts may be hit by what is still wrong from the one before.
      failed.add(fault.name);
      say(`${fault.name}: ${String(error).split('\n')[0] ?? ''}`);
    }
    world.mend(disturbed);
    await delay(random.between(200, 1_500));
  }
  const failedFaults = [...failed].filter((name) => counts[name] === undefined);
  return { faults: counts, skipped: Object.fromEntries(skipped), failedFaults };
}

/** The partitions in which something waits, once nothing does or when the limit is over. */
async function waiting(kafka: KafkaClient, namespace: string): Promise<string[]> {
  const names = topicNames(namespace);
  const lags = await Promise.all(
    serviceNames.map((service) => {
      const read = Object.values(topics).filter(({ readers }) => readers.includes(service));
      return groupLag(
        kafka,
        names.group(service),
        read.map(({ id }) => names.topic(id)),
      );
    }),
  );
  return lags
    .flat()
    .filter(({ lagRecords }) => lagRecords > 0)
    .map(({ group, topic, partition, lagRecords }) => `${group} ${topic}/${partition}: ${lagRecords} records`);
}

/** Nothing lags any more, and every page that was asked for has been fetched; else what still waits when the limit is over. */
async function recovered(world: World, acknowledged: readonly string[]): Promise<string[]> {
  const endAt = performance.now() + recoverLimitMs;
  for (;;) {
    world.mend(disturbed);
    let left = await waiting(world.kafka, disturbed);
    if (left.length === 0) {
      const there = inLog(await inputOf(world.kafka, disturbed));
      left = acknowledged.filter((place) => !there.has(place));
      // What the scraper has fetched last may still be on its way through the others.
      if (left.length === 0) left = await waiting(world.kafka, disturbed);
    }
    if (left.length === 0 || performance.now() > endAt) return left;
    await delay(500);
  }
}

/** By the same keys into as many partitions, so that each raw page gets the place that it has in the disturbed log. */
async function replayCalmly(world: World, input: readonly InputRecord[]): Promise<void> {
  const names = topicNames(calm);
  const producer = world.kafka.producer();
  for (const [topic, of] of Map.groupBy(input, (one) => one.topic))
    await producer.send(
      names.topic(topic),
      of.map(({ record: { key, value, headers } }) => ({ key, value, headers })),
    );
  await producer.close();
  await Promise.all([
    world.start('parser', calm, 'no proxies'),
    world.start('parser', calm, 'no proxies'),
    world.start('store', calm, 'no proxies'),
  ]);
  const endAt = performance.now() + recoverLimitMs * 4;
  for (let left = await waiting(world.kafka, calm); left.length > 0; left = await waiting(world.kafka, calm)) {
    if (performance.now() > endAt) throw new Error(`without faults: ${left.join(', ')}`);
    await delay(500);
  }
}
