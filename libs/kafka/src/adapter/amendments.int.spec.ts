import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { headerText } from '@newsflow/contracts';
import { type Stack, startStack } from '@newsflow/stack';
import kafkajs from 'kafkajs';
import { aRecord, fine, Rig, text, until } from '../rig.ts';
import { maxInflatedBytes } from './codecs.ts';

let stack: Stack;
let rig: Rig;

beforeAll(async () => {
  stack = await startStack();
  rig = await new Rig(stack.brokers).provision();
});
afterAll(async () => {
  await rig.close();
  await stack.stop();
});

describe('kafkajs as amended', () => {
  it('looks once a second, not ten times, for requests without an answer', async () => {
    const intervals = jest.spyOn(globalThis, 'setInterval');
    const producer = rig.client.producer();
    await producer.send(rig.names.topic('article'), [aRecord('a')]);
    const everyMs = intervals.mock.calls.map(([, ms]) => ms);
    intervals.mockRestore();
    await producer.close();
    expect(everyMs.length).toBeGreaterThan(0);
    expect(new Set(everyMs)).toEqual(new Set([1_000]));
  });

  it('still sends what had to wait for a free place', async () => {
    const kafka = new kafkajs.Kafka({ brokers: [...stack.brokers], logLevel: kafkajs.logLevel.NOTHING });
    const producer = kafka.producer({
      maxInFlightRequests: 1,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    const topic = rig.names.topic('quotation');
    const values = Array.from({ length: 20 }, (_, index) => `r${index}`);
    await Promise.all(values.map((value) => producer.send({ topic, messages: [{ key: value, value }] })));
    await producer.disconnect();
    expect((await rig.read(topic)).map(text).sort()).toEqual([...values].sort());
  });

  it.each([
    ['gzip', kafkajs.CompressionTypes.GZIP],
    ['zstd', kafkajs.CompressionTypes.ZSTD],
    ['nothing', kafkajs.CompressionTypes.None],
  ])('reads what other producers compressed with %s', async (name, compression) => {
    const kafka = new kafkajs.Kafka({ brokers: [...stack.brokers], logLevel: kafkajs.logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await producer.connect();
    await producer.send({
      topic: rig.names.topic('raw-page'),
      compression,
      messages: [{ key: name, value: name.repeat(1_000) }],
    });
    await producer.disconnect();
    const seen: string[] = [];
    const consumer = rig.consume({
      topic: 'raw-page',
      mode: 'batch',
      handler: (records) => {
        seen.push(...records.map(text));
        return fine;
      },
    });
    await until('read', () => seen.includes(name.repeat(1_000)));
    await consumer.stop();
  });

  it.each([
    ['gzip', kafkajs.CompressionTypes.GZIP],
    ['zstd', kafkajs.CompressionTypes.ZSTD],
  ])('makes dead letters of the records of a batch that inflates beyond all measure: %s', async (_, compression) => {
    const bombed = await new Rig(stack.brokers).provision();
    const topic = bombed.names.topic('raw-page');
    const kafka = new kafkajs.Kafka({ brokers: [...stack.brokers], logLevel: kafkajs.logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    const bomb = Buffer.alloc(maxInflatedBytes);
    const batches = [['before'], ['small', bomb, 'small'], ['after']];
    await producer.connect();
    for (const values of batches)
      await producer.send({ topic, compression, messages: values.map((value) => ({ key: 'k', value })) });
    await producer.disconnect();
    const seen: string[] = [];
    bombed.consume({
      topic: 'raw-page',
      mode: 'batch',
      handler: (records) => {
        seen.push(...records.map(text));
        return fine;
      },
    });
    await until('committed', async () => (await bombed.committed('raw-page')) === 5);
    expect(seen).toEqual(['before', 'after']);
    const letters = (await bombed.deadLetters()).map(({ headers }) =>
      ['nf_error_code', 'nf_original_offset'].map((name) => headerText(headers, name)),
    );
    expect(letters.sort()).toEqual(['1', '2', '3'].map((offset) => ['BATCH_TOO_LARGE', offset]));
    await bombed.close();
  });
});
