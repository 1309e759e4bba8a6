import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort, type Stack, startStack } from '@newsflow/stack';
import { connectKafka } from '../connect.ts';
import { KafkaUnreachableError } from '../errors.ts';
import { groupLag } from '../read/group-lag.ts';
import { fine, Rig, text, until } from '../rig.ts';

let stack: Stack;
let rig: Rig;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(async () => {
  await stack.kafka.start();
  rig = new Rig(stack.brokers);
});
afterEach(() => rig.close());

describe('while Kafka is away', () => {
  it('a consumer waits for it at the start, with one line a try', async () => {
    await rig.provision();
    await stack.kafka.stop();
    const consumer = rig.consume({ topic: 'article', mode: 'batch', handler: () => fine });
    await until('two lines', () => rig.lines.length >= 2);
    expect(
      rig.lines.every((line) => line.startsWith('warn Kafka does not answer at 127.0.0.1:') && !line.includes('\n')),
    ).toBe(true);
    expect(consumer.ready()).toBe(false);
    await stack.kafka.start();
    await consumer.joined;
    expect(consumer.ready()).toBe(true);
  });

  it('a consumer can be stopped while it waits', async () => {
    await stack.kafka.stop();
    const consumer = rig.consume({ topic: 'article', mode: 'batch', handler: () => fine });
    await until('it waits', () => rig.lines.length >= 1);
    expect(await consumer.stop()).toEqual({ complete: true });
  });

  it('a consumer goes on by itself when it is back, and loses nothing', async () => {
    await rig.provision(2);
    const seen: string[] = [];
    const consumer = rig.consume(
      {
        topic: 'article',
        mode: 'batch',
        handler: async (records) => {
          await new Promise((resolve) => setTimeout(resolve, 2));
          seen.push(...records.map(text));
        },
      },
      { maxBatchRecords: 3 },
    );
    const values = Array.from({ length: 300 }, (_, index) => `r${index}`);
    await rig.produce('article', ...values.slice(0, 200));
    await until('it works', () => seen.length > 10);
    await stack.kafka.stop();
    await stack.kafka.start();
    await rig.produce('article', ...values.slice(200));
    await until('all handled', () => new Set(seen).size === 300);
    await until('all committed', async () =>
      (await groupLag(rig.client, rig.group)).every(({ lagRecords }) => lagRecords === 0),
    );
    await until('ready again', () => consumer.ready());
  });

  it('a command gives up after the time it was given, with a typed error', async () => {
    const client = connectKafka({ brokers: [`127.0.0.1:${await freePort()}`], clientId: 'cli' });
    const waiting = client.whenReachable({ giveUpAfterMs: 600 });
    await expect(waiting).rejects.toBeInstanceOf(KafkaUnreachableError);
    await expect(waiting).rejects.toThrow(/Kafka does not answer at 127\.0\.0\.1:\d+/);
  });
});
