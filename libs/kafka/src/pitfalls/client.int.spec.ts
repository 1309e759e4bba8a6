import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import { aRecord, Rig, until } from '../rig.ts';
import { plain, plainKafka } from './plain-kafkajs.ts';

let stack: Stack;
let rig: Rig;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(() => {
  rig = new Rig(stack.brokers);
});

describe('K7: changing one setting of a topic', () => {
  const kept = { 'retention.ms': '12345' };
  const changed = { 'max.message.bytes': '54321' };

  /** A topic with one setting, and what its settings are once another has been changed. */
  async function configAfter(change: (topic: string) => Promise<void>): Promise<unknown> {
    const topic = rig.names.topic('article');
    const admin = rig.client.admin();
    await admin.createTopics([{ topic, partitions: 1, replicationFactor: 1, config: kept }]);
    await change(topic);
    let config: Readonly<Record<string, string>> = {};
    await until('it is changed', async () => {
      config = (await admin.topicConfigs([topic])).get(topic) ?? {};
      return config['max.message.bytes'] === changed['max.message.bytes'];
    });
    return { 'retention.ms': config['retention.ms'] };
  }

  it('K7 sets the others back to their defaults with plain kafkajs', async () => {
    const week = 7 * 24 * 3_600_000;
    const config = await configAfter(async (name) => {
      const admin = plainKafka(stack.brokers).admin();
      const configEntries = Object.entries(changed).map(([entry, value]) => ({ name: entry, value }));
      const resources = [{ type: plain.ConfigResourceTypes.TOPIC, name, configEntries }];
      await admin.alterConfigs({ validateOnly: false, resources });
      await admin.disconnect();
    });
    expect(config).toEqual({ 'retention.ms': String(week) });
  });

  it('K7 keeps the others here', async () => {
    expect(await configAfter((topic) => rig.client.admin().alterTopicConfig(topic, changed))).toEqual(kept);
  });
});

describe('K8: the timers of a connection', () => {
  /** Timers with a negative time, for which Node writes a TimeoutNegativeWarning, and those that are set in 100 idle ms. */
  async function timersAfter(send: () => Promise<unknown>): Promise<{ negative: boolean; idle: boolean }> {
    const timeouts = jest.spyOn(globalThis, 'setTimeout');
    try {
      await send();
      const negative = timeouts.mock.calls.some(([, ms]) => (ms ?? 0) < 0);
      await new Promise((resolve) => setImmediate(resolve));
      const idling = new Promise((resolve) => setTimeout(resolve, 100));
      timeouts.mockClear();
      await idling;
      return { negative, idle: timeouts.mock.calls.length > 0 };
    } finally {
      timeouts.mockRestore();
    }
  }

  beforeEach(() => rig.provision());

  it('K8 are negative and never rest with plain kafkajs', async () => {
    const topic = rig.names.topic('article');
    const producer = plainKafka(stack.brokers).producer();
    await producer.connect();
    const timers = await timersAfter(() => producer.send({ topic, messages: [{ key: 'k', value: 'a' }] }));
    await producer.disconnect();
    expect(timers).toEqual({ negative: true, idle: true });
  });

  it('K8 rest here', async () => {
    const producer = rig.client.producer();
    const timers = await timersAfter(() => producer.send(rig.names.topic('article'), [aRecord('a')]));
    await producer.close();
    expect(timers).toEqual({ negative: false, idle: false });
  });
});
