import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import type { KafkaSettings } from '../client.ts';
import { connectKafka } from '../connect.ts';
import { UnavailableError } from '../errors.ts';
import { fine, Rig } from '../rig.ts';

let stack: Stack;
beforeAll(async () => {
  const env = { ...process.env, NEWSFLOW_KAFKA_BROKERS: '' };
  stack = await startStack({ env, logins: { store: 'only-here' } });
});
afterAll(() => stack.stop());

const servers: Server[] = [];
const rigs: Rig[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await Promise.all(rigs.splice(0).map((rig) => rig.close()));
});

/** Its address. */
async function serve(answer: (socket: Socket) => void, port = 0): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    answer(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as { port: number }).port}`;
}

const reach = (broker: string, settings: Partial<KafkaSettings> = {}): Promise<void> =>
  connectKafka({ brokers: [broker], clientId: 'test', ...settings }).whenReachable({ giveUpAfterMs: 100 });

describe('a connection of kafkajs as amended', () => {
  it.each([
    ['an answer whose first bytes are a length of 1.2 GB', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['an answer whose first bytes are a negative length', Buffer.from([0xff, 0xfb, 1, 0xff, 0xfb, 3])],
  ])('does not wait for the rest of %s', async (_what, answer) => {
    const broker = await serve((socket) => socket.on('data', () => socket.write(answer)));
    await expect(reach(broker)).rejects.toThrow(/what answers there is not Kafka/u);
  });

  // ApiVersions, SaslHandshake and SaslAuthenticate are a piece of data each.
  it('takes a broker that goes away during a login for one that went away', async () => {
    const [host = '', port = ''] = stack.loginBrokers[0]?.split(':') ?? [];
    const broker = await serve((socket) => {
      let asked = 0;
      const upstream = connect(Number(port), host).on('error', () => undefined);
      upstream.pipe(socket);
      socket.on('data', (data) => {
        asked += 1;
        if (asked < 3) upstream.write(data);
        else socket.resetAndDestroy();
      });
      socket.on('close', () => upstream.destroy());
    });
    const sasl = { mechanism: 'plain', username: 'store', password: 'only-here' } as const;
    await expect(reach(broker, { sasl })).rejects.toBeInstanceOf(UnavailableError);
  });

  it('ends a consumer whose port of Kafka speaks TLS from now on', async () => {
    const rig = await new Rig(stack.brokers).provision();
    rigs.push(rig);
    const consumer = rig.consume({ topic: 'article', mode: 'batch', handler: () => fine });
    await consumer.joined;
    await stack.kafka.stop();
    const alert = Buffer.from([0x15, 3, 3, 0, 2, 2, 10]);
    await serve((socket) => socket.on('data', () => socket.end(alert)), Number(stack.brokers[0]?.split(':')[1]));
    await expect(consumer.failed).rejects.toMatchObject({
      name: 'FatalError',
      code: 'KAFKA_MISCONFIGURED',
      message: expect.stringMatching(/NEWSFLOW_KAFKA_TLS has to be true/u),
    });
  });
});
