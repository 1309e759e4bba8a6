import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import { connectKafka } from '../connect.ts';
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

  it('a consumer that is stopped while it starts again is not started for ever', async () => {
    await rig.provision();
    const lines: string[] = [];
    let stopping: Promise<unknown> | undefined;
    const client = connectKafka({
      brokers: stack.brokers,
      clientId: 'stopped',
      log: (_, message) => {
        lines.push(message);
        const again = lines.some((line) => line.includes('Restarting the consumer'));
        if (again && message === 'kafkajs: Starting') stopping ??= consumer.stop();
      },
    });
    const consumer = rig.consume({ topic: 'article', mode: 'batch', handler: () => fine }, { client });
    await consumer.joined;
    await stack.kafka.stop();
    await until('it ends', () => lines.some((line) => line.includes('having been stopped')));
    await new Promise((resolve) => setImmediate(resolve));
    expect(lines.at(-1)).toContain('having been stopped');
    await stopping;
  });

  it('a consumer is stopped in time by a broker that does not answer, and says that no handler was to blame', async () => {
    const silent = createServer((socket) => sockets.push(socket));
    const sockets: Socket[] = [];
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const deaf = new Rig([`127.0.0.1:${(silent.address() as AddressInfo).port}`]);
    const consumer = deaf.consume({ topic: 'article', mode: 'batch', handler: () => fine }, { drainTimeoutMs: 50 });
    await until('it asks', () => sockets.length > 0);
    expect(await consumer.stop()).toEqual({ complete: true });
    expect(deaf.lines).toEqual(['warn Kafka did not let this member go after 50 ms']);
    for (const socket of sockets) socket.destroy();
    silent.close();
    await deaf.close();
  });
});
