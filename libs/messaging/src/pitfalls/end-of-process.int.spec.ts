import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import { until } from '@newsflow/testing';
import { Rig } from '../rig.ts';
import { killNestProcesses, type NestProcess, runOurs, runPlain } from './nest-process.ts';

let stack: Stack;
let rig: Rig;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(async () => {
  rig = await new Rig(stack.brokers).provision();
});
afterEach(async () => {
  killNestProcesses();
  await rig.close();
});

/** A handler that ends when the test says so: by a second signal. */
const slow = `say('begun'); return new Promise((resolve) => process.once('SIGUSR2', resolve)).then(() => say('ended'));`;
const endless = `say('begun'); return new Promise(() => undefined);`;

async function plain(handler: string): Promise<NestProcess> {
  const topic = await rig.plainTopic();
  return runPlain({ brokers: stack.brokers, topic, group: rig.namespace, values: ['a'], handler });
}
async function ours(handler: string, drainTimeoutMs?: number): Promise<NestProcess> {
  await rig.produce('a');
  const { brokers } = stack;
  const { namespace } = rig;
  return runOurs({ brokers, namespace, handler, ...(drainTimeoutMs !== undefined && { drainTimeoutMs }) });
}

const alive = ({ child }: NestProcess): boolean => child.exitCode === null && child.signalCode === null;

describe('N6: at SIGTERM', () => {
  it("Nest's transport still works on a record when onModuleDestroy closes what its handler needs", async () => {
    const nest = await plain(slow);
    await nest.said('begun');
    nest.child.kill('SIGTERM');
    await nest.said('onModuleDestroy');
    nest.child.kill('SIGUSR2');
    await nest.exit;
    expect(nest.words().filter((word) => ['begun', 'onModuleDestroy', 'ended'].includes(word))).toEqual([
      'begun',
      'onModuleDestroy',
      'ended',
    ]);
  });

  it('ours ends its handlers first', async () => {
    const nest = await ours(slow);
    await nest.said('begun');
    nest.child.kill('SIGTERM');
    await nest.said('stopping');
    await wait(500);
    nest.child.kill('SIGUSR2');
    expect(await nest.exit).toBe(0);
    expect(nest.words()).toEqual(['listening', 'begun', 'stopping', 'ended', 'onModuleDestroy']);
    expect(await rig.committed()).toBe(1);
  });

  it("Nest's transport waits for a handler that does not end as long as one lets it", async () => {
    const nest = await plain(endless);
    await nest.said('begun');
    nest.child.kill('SIGTERM');
    await nest.said('onModuleDestroy');
    await wait(2_000);
    expect(alive(nest)).toBe(true);
  });

  it('ours gives it up after the limit, and does not commit its record', async () => {
    const nest = await ours(endless, 200);
    await nest.said('begun');
    nest.child.kill('SIGTERM');
    expect(await nest.exit).toBe(1);
    expect(nest.words()).toEqual(['listening', 'begun', 'stopping', 'onModuleDestroy']);
    expect(await rig.committed()).toBe(-1);
  });
});

describe('N7: when a consumer is dead for good', () => {
  it("the process with Nest's transport lives on, and a status is all that says so", async () => {
    // One reason of many: a record in a compression that kafkajs as it is does not know.
    await rig.produce('a');
    const nest = runPlain({
      brokers: stack.brokers,
      topic: rig.names.topic('article'),
      group: rig.namespace,
      handler: `say('handled');`,
    });
    await nest.said('crashed');
    await nest.said('listening');
    await wait(2_000);
    expect(alive(nest)).toBe(true);
    expect(nest.words().filter((word) => word === 'connected')).toHaveLength(1);
    expect(nest.words()).not.toContain('handled');
  });

  it('the process with ours ends with an exit code, though nobody listens', async () => {
    const nest = await ours(`throw new FatalError('BROKEN', 'cannot go on');`);
    expect(await nest.exit).toBe(1);
    expect(nest.errors()).toContain('FatalError: cannot go on');
    expect(await rig.committed()).toBe(-1);
  });

  it('which what others compress is no reason for to ours', async () => {
    const nest = await ours(`say('handled');`);
    await nest.said('handled');
    await until('committed', async () => (await rig.committed()) === 1);
    expect(alive(nest)).toBe(true);
  });
});
