import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from './processes/free-port.ts';
import { type Stack, startStack } from './start-stack.ts';

describe('a stack whose Kafka or MongoDB comes from the environment', () => {
  let there: Stack;

  beforeAll(async () => {
    there = await startStack();
  });
  afterAll(() => there.stop());

  it('embeds nothing when both do', async () => {
    const env = {
      NEWSFLOW_KAFKA_BROKERS: `127.0.0.1:1, ${there.brokers.join()}`,
      NEWSFLOW_MONGODB_URI: there.mongodbUri,
    };

    const stack = await startStack({ env });

    expect(stack).toMatchObject({ embedded: false, processes: [], mongodbUri: there.mongodbUri });
    expect(stack.brokers).toEqual(['127.0.0.1:1', ...there.brokers]);
    await expect(stack.kafka.stop()).rejects.toMatchObject({ code: 'not-ours' });
    await stack.stop();
    expect(there.processes).toHaveLength(2);
  });

  it('embeds the other part when one does', async () => {
    const stack = await startStack({ env: { ...process.env, NEWSFLOW_KAFKA_BROKERS: there.brokers.join() } });
    try {
      expect(stack).toMatchObject({
        embedded: false,
        kafka: { source: 'environment' },
        mongodb: { source: 'embedded' },
      });
      expect(stack.processes.map(({ name }) => name)).toEqual(['mongodb']);
    } finally {
      await stack.stop();
    }
  });

  it('says in one line which Kafka does not answer', async () => {
    const broker = `127.0.0.1:${await freePort()}`;
    const env = { NEWSFLOW_KAFKA_BROKERS: broker, NEWSFLOW_MONGODB_URI: there.mongodbUri };

    await expect(startStack({ env })).rejects.toMatchObject({
      code: 'kafka-unreachable',
      message:
        `Kafka at NEWSFLOW_KAFKA_BROKERS=${broker} does not answer (connect ECONNREFUSED ${broker}): ` +
        'start it, correct the setting, or unset it to use one of this machine.',
    });
  });

  it('is not taken in by something else that listens there', async () => {
    const web = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await once(web, 'listening');
    const env = {
      NEWSFLOW_KAFKA_BROKERS: `127.0.0.1:${(web.address() as AddressInfo).port}`,
      NEWSFLOW_MONGODB_URI: there.mongodbUri,
    };
    try {
      await expect(startStack({ env })).rejects.toMatchObject({ code: 'kafka-unreachable' });
    } finally {
      web.close();
      web.closeAllConnections();
    }
  });

  it('says which MongoDB does not answer, without its password', async () => {
    const uri = `mongodb://user:secret@127.0.0.1:${await freePort()}/?serverSelectionTimeoutMS=300`;
    const env = { NEWSFLOW_KAFKA_BROKERS: there.brokers.join(), NEWSFLOW_MONGODB_URI: uri };

    await expect(startStack({ env })).rejects.toMatchObject({
      code: 'mongodb-unreachable',
      message: expect.stringMatching(
        /^(?!.*secret)MongoDB at NEWSFLOW_MONGODB_URI=mongodb:\/\/user:\*\*\*@.*ECONNREFUSED/,
      ),
    });
  });
});
