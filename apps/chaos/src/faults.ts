import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceHandle } from '@newsflow/stack';
import type { Random } from '@newsflow/testing';
import type { ServiceName, World } from './world.ts';

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
  const shim = `const T=Date;globalThis.Date=class extends T{constructor(...a){if(a.length)super(...a);else super(T.now()+${ms})}static now(){return T.now()+${ms}}};`;
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
  name: "full disk under the broker's log",
  skipped: ({ smallDisk }) => (smallDisk ? undefined : 'a small disk cannot be mounted here'),
  inject: async (world) => {
    const { stack, folder } = world;
    const filler = join(folder, 'kafka', 'filler');
    const { bavail, bsize } = await statfs(join(folder, 'kafka'));
    await writeFile(filler, Buffer.alloc(bavail * bsize)).catch(() => undefined);
    await delay(4_000);
    await rm(filler, { force: true });
    // A broker whose only log failed has ended, or hangs: an operator starts it again.
    await stack.kafka.kill();
    await stack.kafka.start();
  },
};

export const faults: readonly Fault[] = [
  killed('parser'),
  killed('store'),
  frozen('parser'),
  frozen('store'),
  {
    name: 'kill -9 of the broker',
    inject: async ({ stack }, random) => {
      await stack.kafka.kill();
      await delay(random.between(200, 4_000));
      await stack.kafka.start();
    },
  },
  {
    name: 'orderly restart of the broker',
    inject: async ({ stack }) => {
      await stack.kafka.stop();
      await stack.kafka.start();
    },
  },
  {
    name: 'kill -9 of mongod',
    inject: async ({ stack }, random) => {
      await stack.mongodb.kill();
      await delay(random.between(200, 4_000));
      await stack.mongodb.start();
    },
  },
  {
    name: 'connections to Kafka cut',
    inject: async ({ kafkaProxy }, random) => {
      for (let turn = random.between(1, 8); turn > 0; turn -= 1) {
        kafkaProxy.cut();
        await delay(random.between(50, 500));
      }
    },
  },
  {
    name: 'connections to Kafka half open',
    inject: async ({ kafkaProxy }, random) => {
      kafkaProxy.halfOpen(true);
      await delay(random.between(3_000, 12_000));
      kafkaProxy.halfOpen(false);
    },
  },
  {
    name: 'slow Kafka',
    inject: async ({ kafkaProxy }, random) => {
      kafkaProxy.slow(random.between(50, 400));
      await delay(random.between(3_000, 6_000));
      kafkaProxy.slow(0);
    },
  },
  {
    name: 'connections to MongoDB cut',
    inject: async ({ mongodbProxy }, random) => {
      for (let turn = random.between(1, 8); turn > 0; turn -= 1) {
        mongodbProxy.cut();
        await delay(random.between(50, 500));
      }
    },
  },
  {
    name: 'slow MongoDB',
    inject: async ({ mongodbProxy }, random) => {
      mongodbProxy.slow(random.between(50, 500));
      await delay(random.between(3_000, 6_000));
      mongodbProxy.slow(0);
    },
  },
  joinsAndLeaves('parser'),
  joinsAndLeaves('store'),
  wrongClock('parser'),
  wrongClock('store'),
  fullDisk,
];
