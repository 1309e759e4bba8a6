import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort, type Stack, startStack } from '@newsflow/stack';
import type { Producer } from '../client.ts';
import { connectKafka } from '../connect.ts';
import { aRecord, Rig, text } from '../rig.ts';

let stack: Stack;
let rig: Rig;
let producer: Producer;
let topic: string;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(async () => {
  rig = await new Rig(stack.brokers).provision(3);
  producer = rig.client.producer();
  topic = rig.names.topic('article');
});
afterEach(async () => {
  await producer.close();
  await rig.close();
});

describe('a producer', () => {
  it('gives the position of each record, in order', async () => {
    const records = Array.from({ length: 2_500 }, (_, index) => aRecord(`r${index}`, `k${index % 7}`));
    const positions = await producer.send(topic, records);
    const found = new Map(
      (await rig.read(topic)).map((record) => [`${record.partition} ${record.offset}`, text(record)]),
    );
    expect(positions.map(({ partition, offset }) => found.get(`${partition} ${offset}`))).toEqual(
      records.map(({ value }) => value?.toString()),
    );
  });

  it('keeps the order of one key over many concurrent sends', async () => {
    const values = Array.from({ length: 300 }, (_, index) => `r${index}`);
    await Promise.all(values.map((value) => producer.send(topic, [aRecord(value, 'one key')])));
    expect((await rig.read(topic)).map(text)).toEqual(values);
  });

  it('sends more than the limit of a topic takes at once, in parts', async () => {
    const records = Array.from({ length: 40 }, (_, index) => ({
      key: 'k',
      value: randomBytes(100_000),
      headers: { index: `${index}` },
    }));
    await producer.send(topic, records);
    expect(await rig.read(topic)).toHaveLength(40);
  });

  it('refuses only the record that is too large, not what was sent beside it', async () => {
    const small = [producer.send(topic, [aRecord('a')]), producer.send(topic, [aRecord('b')])];
    const large = producer.send(rig.names.topic('takedown'), [{ key: 'k', value: randomBytes(1024 * 1024 + 10) }]);
    const last = producer.send(topic, [aRecord('c')]);
    await expect(large).rejects.toMatchObject({ name: 'PoisonError', code: 'RECORD_TOO_LARGE' });
    await Promise.all([...small, last]);
    expect((await rig.read(topic)).map(text).sort()).toEqual(['a', 'b', 'c']);
  });

  it('says which topic is missing, and goes on afterwards', async () => {
    await expect(producer.send('no-such-topic', [aRecord('a')])).rejects.toMatchObject({
      name: 'UnavailableError',
      code: 'TOPIC_MISSING',
      message: expect.stringContaining('no-such-topic') as unknown,
    });
    await producer.send(topic, [aRecord('b')]);
    expect((await rig.read(topic)).map(text)).toEqual(['b']);
  });

  it('loses no acknowledged write after the answer to an earlier one was lost', async () => {
    const proxy = await cuttingProxy(stack);
    const behind = proxy.client.producer();
    await behind.send(topic, [aRecord('first', 'k')]);
    proxy.cutAnswers(Infinity);
    const lost = behind.send(topic, [aRecord('lost answer', 'k')]);
    await expect(lost).rejects.toMatchObject({ name: 'UnavailableError' });
    proxy.cutAnswers(0);
    const [position] = await behind.send(topic, [aRecord('acknowledged', 'k')]);
    await behind.close();
    proxy.close();
    const there = (await rig.read(topic)).find(
      ({ partition, offset }) => partition === position?.partition && offset === position.offset,
    );
    expect(there && text(there)).toBe('acknowledged');
  });

  it('loses no acknowledged write among concurrent ones while answers are lost', async () => {
    const proxy = await cuttingProxy(stack);
    const behind = proxy.client.producer();
    await behind.send(topic, [aRecord('first', 'k')]);
    proxy.cutAnswers(2);
    const acknowledged: string[] = [];
    const sends = Array.from({ length: 60 }, async (_, index) => {
      for (let turn = 0; turn < index; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await behind.send(topic, [aRecord(`r${index}`, 'k')]);
      acknowledged.push(`r${index}`);
    });
    await Promise.allSettled(sends);
    await behind.close();
    proxy.close();
    expect(proxy.cut()).toBe(2);
    const there = new Set((await rig.read(topic)).map(text));
    expect(acknowledged.filter((value) => !there.has(value))).toEqual([]);
  });

  it('fails while the broker is away and sends again when it is back', async () => {
    await producer.send(topic, [aRecord('a')]);
    await stack.kafka.stop();
    await expect(producer.send(topic, [aRecord('b')])).rejects.toMatchObject({ name: 'UnavailableError' });
    await stack.kafka.start();
    await producer.send(topic, [aRecord('c')]);
    expect((await rig.read(topic)).map(text)).toEqual(expect.arrayContaining(['a', 'c']));
  });
});

/** A broker that listens at the proxy's port, as far as the client can see, and whose answers can be cut off. */
async function cuttingProxy({ brokers }: Stack) {
  const [broker = ''] = brokers;
  const target = Number(broker.split(':')[1]);
  const port = await freePort();
  let toCut = 0;
  let cut = 0;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const upstream = net.connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          client.destroy();
          upstream.destroy();
          sockets.delete(socket);
        });
    }
    client.pipe(upstream);
    upstream.on('data', (answer: Buffer) => {
      if (toCut > 0) {
        toCut -= 1;
        cut += 1;
        client.destroy();
      } else {
        client.write(rewritePort(answer, target, port));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    client: connectKafka({ brokers: [`127.0.0.1:${port}`], clientId: 'behind a proxy' }),
    /** The next so many answers are not passed on, and their connection is closed. */
    cutAnswers: (count: number) => {
      toCut = count;
    },
    cut: () => cut,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** In metadata answers the broker names its own address: host as a string, then the port as an int32. */
function rewritePort(answer: Buffer, from: number, to: number): Buffer {
  const address = Buffer.alloc('127.0.0.1'.length + 4);
  address.write('127.0.0.1');
  address.writeInt32BE(from, address.length - 4);
  const at = answer.indexOf(address);
  if (at < 0) return answer;
  const rewritten = Buffer.from(answer);
  rewritten.writeInt32BE(to, at + address.length - 4);
  return rewritten;
}
