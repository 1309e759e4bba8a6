import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { headerText } from '@newsflow/contracts';
import { type Stack, startStack } from '@newsflow/stack';
import kafkajs from 'kafkajs';
import { aRecord, fine, Rig, text, until } from '../rig.ts';
import type { BatchHandler } from '../subscription.ts';
import { maxInflatedBytes } from './codecs.ts';

/** Frames that hold their content as it is. */
function lz4Frame(content: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(0x80000000 + content.length);
  return Buffer.concat([Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]), size, content, Buffer.alloc(4)]);
}
const snappyBlock = (content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([content.length, (content.length - 1) << 2]), content]);

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

  it.each([
    ['lz4', kafkajs.CompressionTypes.LZ4, lz4Frame],
    ['snappy', kafkajs.CompressionTypes.Snappy, snappyBlock],
  ])('makes dead letters of the records of a batch compressed with %s', async (name, compression, compress) => {
    const foreign = await new Rig(stack.brokers).provision();
    const topic = foreign.names.topic('raw-page');
    // Else the broker compresses it anew, with zstd.
    await foreign.client.admin().alterTopicConfig(topic, { 'compression.type': 'producer' });
    const kafka = new kafkajs.Kafka({ brokers: [...stack.brokers], logLevel: kafkajs.logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    const ours: unknown = Reflect.get(kafkajs.CompressionCodecs, compression);
    const theirs = { compress: ({ buffer }: { buffer: Buffer }) => Promise.resolve(compress(buffer)) };
    Reflect.set(kafkajs.CompressionCodecs, compression, () => theirs);
    await producer.connect();
    await producer.send({ topic, compression, messages: ['a', 'b'].map((value) => ({ key: 'k', value })) });
    await producer.send({ topic, messages: [{ key: 'k', value: 'after' }] });
    await producer.disconnect();
    Reflect.set(kafkajs.CompressionCodecs, compression, ours);
    const seen: string[] = [];
    const handler: BatchHandler = (records) => {
      seen.push(...records.map(text));
      return fine;
    };
    foreign.consume({ topic: 'raw-page', mode: 'batch', handler });
    await until('committed', async () => (await foreign.committed('raw-page')) === 3);
    expect(seen).toEqual(['after']);
    const letters = (await foreign.deadLetters()).map(({ headers }) =>
      ['nf_error_code', 'nf_original_offset', 'nf_error_message'].map((header) => headerText(headers, header)),
    );
    const advice = expect.stringContaining(`compressed with ${name}; set compression.type`);
    expect(letters.sort()).toEqual(['0', '1'].map((offset) => ['BATCH_UNREADABLE', offset, advice]));
    await foreign.close();
  });

  it('inflates no more of one answer than fits into memory, and reads the rest with the next', async () => {
    const crowd = await new Rig(stack.brokers).provision();
    const topic = crowd.names.topic('raw-page');
    const sizeBytes = 8 * 1024 * 1024 - 1024;
    for (let sent = 0; sent < 20; sent += 1) await crowd.produce('raw-page', aRecord('\0'.repeat(sizeBytes), 'k'));
    const reader = crowd.client.reader();
    const answers: number[] = [];
    for (let offset = '0', atEnd = false; !atEnd;) {
      const answer = await reader.read(topic, 0, offset, { maxBytes: 4 * 1024 * 1024 });
      answers.push(answer.records.length);
      ({ nextOffset: offset, atEnd } = answer);
    }
    await reader.close();
    expect(answers).toEqual([9, 9, 2]);
    await crowd.close();
  });
});
