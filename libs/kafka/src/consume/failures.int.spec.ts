import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { headerText, InvalidEventError } from '@newsflow/contracts';
import { type Stack, startStack } from '@newsflow/stack';
import { FatalError, PoisonError, TransientError, UnavailableError } from '../errors.ts';
import type { Failure } from '../records.ts';
import { failing, fine, inPlace, recordingTelemetry, Rig, text, until } from '../rig.ts';
import type { BatchHandler, SingleHandler } from '../subscription.ts';

let stack: Stack;
let rig: Rig;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(async () => {
  rig = await new Rig(stack.brokers).provision();
});
afterEach(() => rig.close());

const single = (handler: SingleHandler, attempts = 5) => ({
  topic: 'raw-page' as const,
  mode: 'single' as const,
  handler,
  retry: inPlace(attempts),
});
const batch = (handler: BatchHandler, attempts = 5) => ({
  topic: 'raw-page' as const,
  mode: 'batch' as const,
  handler,
  retry: inPlace(attempts),
});

describe('a consumer', () => {
  it('commits a record after its handler has ended, not before', async () => {
    const ended = Promise.withResolvers<undefined>();
    let called = false;
    await rig.produce('raw-page', 'a');
    rig.consume(
      single(async () => {
        called = true;
        await ended.promise;
      }),
    );
    await until('the handler runs', () => called);
    expect(await rig.committed('raw-page')).toBe(-1);
    ended.resolve(undefined);
    await until('committed', async () => (await rig.committed('raw-page')) === 1);
  });

  it('publishes the outputs of a handler before it commits', async () => {
    await rig.produce('raw-page', 'a', 'b');
    rig.consume(
      batch((records) =>
        Promise.resolve({
          outputs: records.map((record) => ({
            topic: 'article' as const,
            record: { key: text(record), value: Buffer.from(`article of ${text(record)}`), headers: {} },
          })),
        }),
      ),
    );
    await until('committed', async () => (await rig.committed('raw-page')) === 2);
    expect((await rig.read(rig.names.topic('article'))).map(text)).toEqual(['article of a', 'article of b']);
  });

  it('sends a poison record to the dead-letter topic with its reason and origin, and the partition goes on', async () => {
    const seen: string[] = [];
    await rig.produce(
      'raw-page',
      'good',
      { key: 'k', value: Buffer.from('bad'), headers: { ce_id: 'x', twice: ['1', '2'] } },
      'next',
    );
    rig.consume(
      single((record) => {
        seen.push(text(record));
        if (text(record) === 'bad') throw new PoisonError('TRUNCATED_GZIP', 'the body ends early');
        return fine;
      }),
    );
    await until('committed', async () => (await rig.committed('raw-page')) === 3);
    expect(seen).toEqual(['good', 'bad', 'next']);
    const [letter, ...others] = await rig.deadLetters();
    expect(others).toEqual([]);
    expect([letter?.key?.toString(), letter?.value?.toString()]).toEqual(['k', 'bad']);
    expect(letter?.headers['twice']).toEqual([Buffer.from('1'), Buffer.from('2')]);
    const header = (name: string) => headerText(letter?.headers, name);
    expect({
      id: header('ce_id'),
      group: header('nf_group'),
      attempt: header('nf_attempt'),
      origin: [header('nf_original_topic'), header('nf_original_partition'), header('nf_original_offset')],
      code: header('nf_error_code'),
      message: header('nf_error_message'),
    }).toEqual({
      id: 'x',
      group: rig.group,
      attempt: '1',
      origin: [rig.names.topic('raw-page'), '0', '1'],
      code: 'TRUNCATED_GZIP',
      message: 'the body ends early',
    });
    expect(header('nf_error_stack')).toContain('failures.int.spec');
    expect(Number(header('nf_original_timestamp'))).toBeGreaterThan(0);
    expect(Date.parse(header('nf_first_failure') ?? '')).toBeGreaterThan(0);
  });

  it('takes an invalid event as poison', async () => {
    await rig.produce('raw-page', 'bad');
    rig.consume(single(() => failing(new InvalidEventError('header ce_id is missing'))));
    await until('committed', async () => (await rig.committed('raw-page')) === 1);
    expect(headerText((await rig.deadLetters())[0]?.headers, 'nf_error_code')).toBe('INVALID_EVENT');
  });

  it('tries a transient failure again until it succeeds', async () => {
    const attempts: number[] = [];
    await rig.produce('raw-page', 'a');
    rig.consume(
      single((_, { attempt }) => {
        attempts.push(attempt);
        return attempt < 3 ? failing(new TransientError('RESET', 'again')) : fine;
      }),
    );
    await until('committed', async () => (await rig.committed('raw-page')) === 1);
    expect(attempts).toEqual([1, 2, 3]);
    expect(await rig.deadLetters()).toEqual([]);
  });

  it('gives up an unknown error after a bounded number of tries, with a dead letter', async () => {
    const { telemetry, told } = recordingTelemetry();
    let calls = 0;
    await rig.produce('raw-page', 'bad', 'good');
    rig.consume(
      single((record) => {
        if (text(record) !== 'bad') return fine;
        calls += 1;
        throw new RangeError('out of range');
      }, 4),
      { telemetry },
    );
    await until('committed', async () => (await rig.committed('raw-page')) === 2);
    expect(calls).toBe(4);
    const headers = (await rig.deadLetters())[0]?.headers;
    expect([headerText(headers, 'nf_attempt'), headerText(headers, 'nf_error_code')]).toEqual(['4', 'RangeError']);
    expect(told.deadLetter).toEqual([
      {
        group: rig.group,
        topic: rig.names.topic('raw-page'),
        partition: 0,
        offset: '0',
        reason: 'RangeError',
        message: 'out of range',
        attempts: 4,
      },
    ]);
  });

  it('survives a handler that throws something that is not an error', async () => {
    await rig.produce('raw-page', 'bad');
    rig.consume(single(() => failing('a word' as unknown as Error)));
    await until('committed', async () => (await rig.committed('raw-page')) === 1);
    expect(headerText((await rig.deadLetters())[0]?.headers, 'nf_error_message')).toBe('a word');
  });

  it('takes a failing batch apart, so that only the guilty record becomes a dead letter', async () => {
    const handled: string[] = [];
    await rig.produce('raw-page', 'a', 'b', 'bad', 'c');
    rig.consume(
      batch((records) => {
        if (records.some((record) => text(record) === 'bad')) throw new TypeError('nobody knows');
        handled.push(...records.map(text));
        return fine;
      }, 2),
    );
    await until('committed', async () => (await rig.committed('raw-page')) === 4);
    expect(handled).toEqual(['a', 'b', 'c']);
    expect((await rig.deadLetters()).map(text)).toEqual(['bad']);
  });

  it('does with each failure that a handler names what its error says', async () => {
    const alone: string[][] = [];
    await rig.produce('raw-page', 'a', 'poison', 'shaky', 'b');
    rig.consume(
      batch((records) => {
        alone.push(records.map(text));
        const poison = records.filter((record) => text(record) === 'poison');
        const shaky = records.filter((record) => text(record) === 'shaky' && records.length > 1);
        return Promise.resolve({
          failures: [
            ...poison.map((record): Failure => ({ record, error: new PoisonError('BAD', 'bad') })),
            ...shaky.map((record): Failure => ({ record, error: new TransientError('SHAKY', 'again') })),
          ],
        });
      }),
    );
    await until('committed', async () => (await rig.committed('raw-page')) === 4);
    expect(alone).toEqual([['a', 'poison', 'shaky', 'b'], ['a', 'poison'], ['shaky'], ['b']]);
    expect((await rig.deadLetters()).map(text)).toEqual(['poison']);
  });

  it('pauses while a dependency is down, uses up no attempt, and goes on by itself', async () => {
    const { telemetry, told } = recordingTelemetry();
    const attempts: number[] = [];
    let down = true;
    await rig.produce('raw-page', 'a', 'b');
    const consumer = rig.consume(
      batch((_, { attempt }) => {
        attempts.push(attempt);
        return down ? failing(new UnavailableError('MONGODB_DOWN', 'no primary')) : fine;
      }, 2),
      { telemetry },
    );
    await until('put off more often than there are attempts', () => attempts.length > 4);
    expect(await rig.committed('raw-page')).toBe(-1);
    expect(consumer.ready()).toBe(true);
    down = false;
    await until('committed', async () => (await rig.committed('raw-page')) === 2);
    expect(new Set(attempts)).toEqual(new Set([1]));
    expect(await rig.deadLetters()).toEqual([]);
    expect(told.paused[0]).toMatchObject({ code: 'MONGODB_DOWN', message: 'no primary', partition: 0 });
    await until('told that it goes on', () => told.resumed.length === 1);
  });

  it('asks the probe of its dependency before it fetches again, and calls no handler in vain', async () => {
    let down = true;
    let probes = 0;
    let calls = 0;
    await rig.produce('raw-page', 'a');
    rig.consume(
      single(() => {
        calls += 1;
        return down ? failing(new UnavailableError('MONGODB_DOWN', 'no primary')) : fine;
      }),
      {
        probe: () => {
          probes += 1;
          return down ? failing(new Error('no primary')) : fine;
        },
      },
    );
    await until('it has asked some times', () => probes > 3);
    expect(calls).toBe(1);
    down = false;
    await until('committed', async () => (await rig.committed('raw-page')) === 1);
    expect(calls).toBe(2);
  });

  it('commits what was done before the record for which a dependency was down', async () => {
    let down = true;
    const seen: string[] = [];
    await rig.produce('raw-page', 'a', 'b', 'c');
    rig.consume(
      single((record) => {
        if (text(record) === 'c' && down) throw new UnavailableError('DOWN', 'down');
        seen.push(text(record));
        return fine;
      }),
    );
    await until('committed up to it', async () => (await rig.committed('raw-page')) === 2);
    down = false;
    await until('committed', async () => (await rig.committed('raw-page')) === 3);
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('stops for good at a fatal error and commits nothing', async () => {
    await rig.produce('raw-page', 'a');
    const consumer = rig.consume(single(() => failing(new FatalError('BROKEN', 'cannot go on'))));
    await expect(consumer.failed).rejects.toThrow('cannot go on');
    expect(consumer.ready()).toBe(false);
    expect(await rig.committed('raw-page')).toBe(-1);
  });

  it('tells a fatal error also while it drains', async () => {
    await rig.produce('raw-page', 'a');
    const running = Promise.withResolvers<undefined>();
    const end = Promise.withResolvers<undefined>();
    const consumer = rig.consume(
      single(async () => {
        running.resolve(undefined);
        await end.promise;
        throw new FatalError('BROKEN', 'cannot go on');
      }),
    );
    await running.promise;
    const stopping = consumer.stop();
    end.resolve(undefined);
    await expect(consumer.failed).rejects.toThrow('cannot go on');
    await stopping;
    expect(rig.lines).toContain('error The consumer is dead: cannot go on');
  });

  it('makes a dead letter of a record whose output is larger than its topic takes', async () => {
    await rig.produce('raw-page', 'small', 'big');
    rig.consume(
      batch((records) =>
        Promise.resolve({
          outputs: records.map((record) => {
            const value = Buffer.alloc(text(record) === 'big' ? 2 * 1024 * 1024 : 10);
            return { topic: 'quotation' as const, record: { key: 'k', value, headers: {} } };
          }),
        }),
      ),
    );
    await until('committed', async () => (await rig.committed('raw-page')) === 2);
    expect(await rig.read(rig.names.topic('quotation'))).toHaveLength(1);
    const letters = await rig.deadLetters();
    expect(letters.map(text)).toEqual(['big']);
    expect(headerText(letters[0]?.headers, 'nf_error_code')).toBe('OUTPUT_TOO_LARGE');
  });

  it('finds the guilty record when the broker takes less than the catalogue says', async () => {
    await rig.client.admin().alterTopicConfig(rig.names.topic('quotation'), { 'max.message.bytes': '100000' });
    await rig.produce('raw-page', 'small', 'big');
    const noise = randomBytes(200_000);
    rig.consume(
      batch((records) =>
        Promise.resolve({
          outputs: records.map((record) => {
            const value = text(record) === 'big' ? noise : Buffer.alloc(10);
            return { topic: 'quotation' as const, record: { key: 'k', value, headers: {} } };
          }),
        }),
      ),
    );
    await until('committed', async () => (await rig.committed('raw-page')) === 2);
    expect((await rig.deadLetters()).map(text)).toEqual(['big']);
  });

  it('writes the dead letter of a record at the size limit of its topic, with a long message and stack', async () => {
    const limit = 8 * 1024 * 1024;
    const noise = randomBytes(limit - 1024);
    await rig.produce('raw-page', { key: 'k', value: noise });
    const cause = new Error(`s${'€'.repeat(100_000)}`);
    rig.consume(single(() => failing(new PoisonError('BAD', 'm'.repeat(100_000), { cause }))));
    await until('committed', async () => (await rig.committed('raw-page')) === 1);
    const [letter] = await rig.deadLetters();
    expect(letter?.value?.equals(noise)).toBe(true);
    const stack = headerText(letter?.headers, 'nf_error_stack') ?? '';
    expect(Buffer.byteLength(stack)).toBeLessThanOrEqual(8 * 1024);
    expect(stack).not.toContain('\ufffd');
  });

  it.each([
    ['the value', '100000', 'x'],
    ['the headers of the original, too', '8000', randomBytes(50_000).toString('base64')],
  ])('leaves out of a dead letter what its topic does not take: %s', async (_, limit, own) => {
    const topic = rig.names.deadLetter(rig.group);
    await rig.client.admin().alterTopicConfig(topic, { 'max.message.bytes': limit });
    await rig.produce('raw-page', { key: 'k', value: randomBytes(200_000), headers: { own } });
    rig.consume(single(() => failing(new PoisonError('BAD', 'bad'))));
    await until('committed', async () => (await rig.committed('raw-page')) === 1);
    const [letter] = await rig.deadLetters();
    expect(letter?.value).toBeNull();
    const told = ['nf_value_omitted', 'nf_original_offset', 'nf_error_code'];
    expect(told.map((name) => headerText(letter?.headers, name))).toEqual(['200000', '0', 'BAD']);
    expect(letter?.key?.toString()).toBe('k');
  });

  it('does not commit while the dead letter cannot be written', async () => {
    const broken = new Rig(stack.brokers);
    await broken.client
      .admin()
      .createTopics([{ topic: broken.names.topic('raw-page'), partitions: 1, replicationFactor: 1, config: {} }]);
    await broken.produce('raw-page', 'bad');
    const { telemetry, told } = recordingTelemetry();
    broken.consume(
      single(() => failing(new PoisonError('BAD', 'bad'))),
      { telemetry, retryDelaysMs: [] },
    );
    await until('it is told', () => told.paused.length > 0);
    expect(told.paused[0]).toMatchObject({ code: 'TOPIC_MISSING', message: expect.stringContaining('dlq') });
    expect(await broken.committed('raw-page')).toBe(-1);
    await broken.provision();
    await until('committed', async () => (await broken.committed('raw-page')) === 1);
    expect((await broken.deadLetters()).map(text)).toEqual(['bad']);
    await broken.close();
  });
});
