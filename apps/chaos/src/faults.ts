import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceHandle, StackPart } from '@newsflow/stack';
import type { LoopbackProxy, Random } from '@newsflow/testing';
import { changeLeaders } from './change-leaders.ts';

import { type ServiceName, serviceNames, type World } from './world.ts';

export interface Fault {
  readonly name: string;
  /** Why it cannot be had here, else undefined. */
  readonly skipped?: (world: World) => string | undefined;
  /** Resolves when it is over. */
  readonly inject: (world: World, random: Random, namespace: string) => Promise<void>;
}

const victims = (world: World, name: ServiceName): ServiceHandle[] =>
  [...world.services].filter(([, one]) => one === name).map(([service]) => service);

async function onVictim(
  world: World,
  random: Random,
  name: ServiceName,
  act: (victim: ServiceHandle) => Promise<unknown>,
): Promise<void> {
  const [first, ...others] = victims(world, name);
  if (first) await act(random.pick([first, ...others]));
}

const killed = (name: ServiceName): Fault => ({
  name: `kill -9 of a ${name}`,
  inject: (world, random) => onVictim(world, random, name, (victim) => victim.kill()),
});

/** Longer than a session of the group (10 s): the others take over while it sleeps, and it wakes up as a zombie. */
const frozen = (name: ServiceName): Fault => ({
  name: `SIGSTOP of a ${name}, longer than its session`,
  inject: (world, random) =>
    onVictim(world, random, name, async (victim) => {
      process.kill(victim.pid, 'SIGSTOP');
      await delay(random.between(11_000, 14_000));
      if (victim.running) process.kill(victim.pid, 'SIGCONT');
    }),
});

const joinsAndLeaves = (name: ServiceName): Fault => ({
  name: `${name}s that join and leave every 2 s`,
  inject: async (world, _random, namespace) => {
    for (let turn = 0; turn < 3; turn += 1) {
      const other = await world.start(name, namespace, 'proxies');
      await delay(2_000);
      await other.stop();
    }
  },
});

/** Everything that asks for the time in a process is told another. */
function shiftedClock(ms: number): string {
  const shim = `const T=Date;globalThis.Date=class Date extends T{constructor(...a){if(a.length)super(...a);else super(T.now()+${ms})}static now(){return T.now()+${ms}}};`;
  return `--import=data:text/javascript,${encodeURIComponent(shim)}`;
}

const anHourMs = 3_600_000;
const wrongClock = (name: ServiceName): Fault => ({
  name: `a ${name} whose clock is an hour off`,
  inject: async (world, random, namespace) => {
    const NODE_OPTIONS = shiftedClock(random.pick([anHourMs, -anHourMs]));
    const strange = await world.start(name, namespace, 'proxies', { NODE_OPTIONS });
    await delay(random.between(4_000, 6_000));
    await strange.stop();
  },
});

const fullDisk: Fault = {
  name: "full disk under a broker's log",
  skipped: ({ smallDisk }) => (smallDisk === null ? 'a small disk cannot be mounted here' : undefined),
  inject: async ({ smallDisk, cluster: { kafka } }) => {
    const filler = join(smallDisk ?? '', 'filler');
    const { bavail, bsize } = await statfs(smallDisk ?? '');
    await writeFile(filler, Buffer.alloc(bavail * bsize)).catch(() => undefined);
    await delay(4_000);
    await rm(filler, { force: true });
    // A broker whose only log failed has ended, or hangs: an operator starts it again.
    await kafka[0]?.kill();
    await kafka[0]?.start();
  },
};

function oneOf<T>(random: Random, items: readonly T[]): T {
  const [first, ...others] = items;
  if (first === undefined) throw new Error('There is nothing to pick from');
  return random.pick([first, ...others]);
}

const killedNode = (name: string, nodes: (world: World) => readonly StackPart[]): Fault => ({
  name: `kill -9 of a ${name}`,
  inject: async (world, random) => {
    const node = oneOf(random, nodes(world));
    await node.kill();
    await delay(random.between(200, 4_000));
    await node.start();
  },
});

type Behind = keyof World['proxies'];

/** The network of one node, or of all. */
const badNetwork = (
  what: string,
  behind: Behind,
  act: (proxies: readonly LoopbackProxy[], random: Random) => Promise<void>,
): Fault => ({
  name: `${what} ${behind === 'kafka' ? 'Kafka' : 'MongoDB'}`,
  inject: ({ proxies }, random) => act(random.chance(0.5) ? proxies[behind] : [oneOf(random, proxies[behind])], random),
});

const cut = (behind: Behind): Fault =>
  badNetwork('cut connections to', behind, async (proxies, random) => {
    for (let turn = random.between(1, 8); turn > 0; turn -= 1) {
      for (const proxy of proxies) proxy.cut();
      await delay(random.between(50, 500));
    }
  });

const halfOpen = (behind: Behind): Fault =>
  badNetwork('half-open connections to', behind, async (proxies, random) => {
    for (const proxy of proxies) proxy.halfOpen(true);
    await delay(random.between(3_000, 12_000));
    for (const proxy of proxies) proxy.halfOpen(false);
  });

const slow = (behind: Behind): Fault =>
  badNetwork('slow', behind, async (proxies, random) => {
    for (const proxy of proxies) proxy.slow(random.between(50, 400));
    await delay(random.between(3_000, 6_000));
    for (const proxy of proxies) proxy.slow(0);
  });

const needsSeveral = ({ options: { cluster } }: World): string | undefined =>
  cluster ? undefined : 'there is one node only: see --cluster';

const serviceFaults = serviceNames.flatMap((name) => [
  killed(name),
  frozen(name),
  joinsAndLeaves(name),
  wrongClock(name),
]);

export const faults: readonly Fault[] = [
  ...serviceFaults,
  killedNode('broker', ({ cluster }) => cluster.kafka),
  killedNode('mongod', ({ cluster }) => cluster.mongodb),
  {
    name: 'orderly restart of a broker',
    inject: async ({ cluster }, random) => {
      const broker = oneOf(random, cluster.kafka);
      await broker.stop();
      await broker.start();
    },
  },
  {
    name: 'other leaders of all partitions',
    skipped: needsSeveral,
    inject: ({ cluster: { brokers } }) => changeLeaders(brokers),
  },
  {
    name: 'another primary of MongoDB',
    skipped: needsSeveral,
    inject: ({ cluster }) => cluster.stepDown(),
  },
  cut('kafka'),
  cut('mongodb'),
  halfOpen('kafka'),
  halfOpen('mongodb'),
  slow('kafka'),
  slow('mongodb'),
  fullDisk,
];
