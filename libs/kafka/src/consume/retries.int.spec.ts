import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { headerText } from '@newsflow/contracts';
import { type Stack, startStack } from '@newsflow/stack';
import { TransientError } from '../errors.ts';
import { groupLag } from '../read/group-lag.ts';
import type { ReceivedRecord } from '../records.ts';
import { aRecord, failing, fine, inPlace, quickDelaysMs, recordingTelemetry, Rig, text, until } from '../rig.ts';
import type { BatchHandler, SingleHandler } from '../subscription.ts';
import type { ConsumerOptions } from './options.ts';

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

const single = (handler: SingleHandler) => ({ topic: 'raw-page' as const, mode: 'single' as const, handler });
const batch = (handler: BatchHandler) => ({ topic: 'raw-page' as const, mode: 'batch' as const, handler });
const shaky = () => failing(new TransientError('SHAKY', 'not now'));
const retryTopics = () => quickDelaysMs.map((delayMs) => rig.names.retry(rig.group, delayMs));
const caughtUp = (topic = rig.names.topic('raw-page')) =>
  until('the lag is zero', async () => {
    const lags = await groupLag(rig.client, rig.group, [topic]);
    return lags.every(({ lagRecords }) => lagRecords === 0);
  });
const ways: readonly NonNullable<ConsumerOptions['delivery']>[] = ['at-least-once', 'exactly-once'];

describe.each(ways)('a record that fails in a way that may pass, %s', (delivery) => {
  it('is put aside, so that what lies behind it goes on, and tried again after each delay as it was', async () => {
    const { telemetry, told } = recordingTelemetry();
    const seen: { at: number; attempt: number; record: ReceivedRecord }[] = [];
    const others: string[] = [];
    await rig.produce('raw-page', 'a', { ...aRecord('shaky'), headers: { ce_id: 'x' } }, 'b');
    rig.consume(
      single((record, { attempt }) => {
        if (text(record) !== 'shaky') others.push(text(record));
        else seen.push({ at: Date.now(), attempt, record });
        return text(record) === 'shaky' && attempt < 3 ? shaky() : fine;
      }),
      { delivery, telemetry },
    );
    await until('it went well', () => seen.length === 3);
    expect(others).toEqual(['a', 'b']);
    expect(seen.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    const [first, second, third] = seen;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(quickDelaysMs[0] ?? NaN);
    expect((third?.at ?? 0) - (second?.at ?? 0)).toBeGreaterThanOrEqual(quickDelaysMs[1] ?? NaN);
    expect(third?.record).toEqual(first?.record);
    await caughtUp();
    for (const topic of retryTopics()) await caughtUp(topic);
    expect(await rig.deadLetters()).toEqual([]);
    expect(told.handled).toContainEqual(expect.objectContaining({ outcome: 'retry', count: 1 }));
  });

  it('is a dead letter after the last delay, which tells where it lay, of its first failure and of all tries', async () => {
    await rig.produce('raw-page', 'a', 'bad');
    rig.consume(
      batch((records) =>
        Promise.resolve({ failures: records.map((record) => ({ record, error: new RangeError('no') })) }),
      ),
      { delivery },
    );
    await until('two dead letters', async () => (await rig.deadLetters()).length === 2);
    const [, letter] = await rig.deadLetters();
    const header = (name: string) => headerText(letter?.headers, name);
    expect({
      value: letter && text(letter),
      attempt: header('nf_attempt'),
      origin: [header('nf_original_topic'), header('nf_original_offset')],
      code: header('nf_error_code'),
      notBefore: header('nf_not_before'),
    }).toEqual({
      value: 'bad',
      attempt: '3',
      origin: [rig.names.topic('raw-page'), '1'],
      code: 'RangeError',
      notBefore: undefined,
    });
    const firstFailure = Date.parse(header('nf_first_failure') ?? '');
    const [aside] = await rig.read(retryTopics()[1] ?? '');
    expect(firstFailure).toBe(Date.parse(headerText(aside?.headers, 'nf_first_failure') ?? ''));
    expect(firstFailure).toBeLessThan(Number(aside?.timestamp));
  });

  it('of a batch that throws is found one by one, and the others are handled once', async () => {
    const handled: string[] = [];
    await rig.produce('raw-page', 'a', 'b', 'bad', 'c');
    rig.consume(
      batch((records) => {
        if (records.some((record) => text(record) === 'bad')) throw new TypeError('nobody knows');
        handled.push(...records.map(text));
        return fine;
      }),
      { delivery },
    );
    await until('a dead letter', async () => (await rig.deadLetters()).length === 1);
    expect(handled).toEqual(['a', 'b', 'c']);
  });
});

describe('retry topics', () => {
  it('are passed over by a handler that keeps the order: it tries again in place', async () => {
    const seen: string[] = [];
    let failures = 3;
    await rig.produce('raw-page', aRecord('a', 'k'), aRecord('b', 'k'));
    rig.consume({
      ...single((record) => {
        seen.push(text(record));
        failures -= 1;
        return failures >= 0 ? shaky() : fine;
      }),
      retry: inPlace(),
    });
    await until('committed', async () => (await rig.committed('raw-page')) === 2);
    expect(seen).toEqual(['a', 'a', 'a', 'a', 'b']);
    for (const topic of retryTopics()) expect(await rig.read(topic)).toEqual([]);
  });

  it('may be only some of the group for a handler', async () => {
    await rig.produce('raw-page', 'bad');
    rig.consume({ ...single(shaky), retry: { kind: 'delayed', delaysMs: [150] } });
    await until('a dead letter', async () => (await rig.deadLetters()).length === 1);
    expect(headerText((await rig.deadLetters())[0]?.headers, 'nf_attempt')).toBe('2');
    expect(await rig.read(rig.names.retry(rig.group, 50))).toEqual([]);
  });

  it('that the group does not have end the consumer at its start, with their names', () => {
    const subscription = { ...single(() => fine), retry: { kind: 'delayed' as const, delaysMs: [77] } };
    expect(() => rig.consume(subscription)).toThrow(/77 ms/);
  });

  it('make a dead letter of what does not say where it comes from, and go on', async () => {
    const [topic = ''] = retryTopics();
    const producer = rig.client.producer();
    await producer.send(topic, [{ ...aRecord('foreign'), headers: { nf_replayed: '4' } }]);
    await producer.close();
    rig.consume(single(() => fine));
    await until('a dead letter', async () => (await rig.deadLetters()).length === 1);
    const headers = (await rig.deadLetters())[0]?.headers;
    expect([headerText(headers, 'nf_error_code'), headerText(headers, 'nf_replayed')]).toEqual(['NOT_A_RETRY', '4']);
    await caughtUp(topic);
  });

  it('keep with the record that it comes of a replay, not how many it says that it was asked for', async () => {
    const counts: (string | undefined)[] = [];
    await rig.produce('raw-page', { ...aRecord('a'), headers: { nf_replayed: '2' } });
    rig.consume(
      single((record, { attempt }) => {
        counts.push(headerText(record.headers, 'nf_replayed'));
        return attempt === 1 ? shaky() : fine;
      }),
    );
    await until('tried again', () => counts.length === 2);
    expect(counts).toEqual(['2', '1']);
  });
});

describe('a handler', () => {
  it('of single records handles different keys at the same time and one key in order', async () => {
    const running: string[] = [];
    const released = Promise.withResolvers<undefined>();
    await rig.produce('raw-page', ...['a', 'a', 'b', 'c', 'd'].map((key, index) => aRecord(`${key}${index}`, key)));
    rig.consume(
      single(async (record) => {
        running.push(text(record));
        await released.promise;
      }),
      { lanes: 3 },
    );
    await until('three run', () => running.length === 3);
    expect(running).toEqual(['a0', 'b2', 'c3']);
    expect(await rig.committed('raw-page')).toBe(-1);
    released.resolve(undefined);
    await until('committed', async () => (await rig.committed('raw-page')) === 5);
    expect(running.indexOf('a1')).toBeGreaterThan(running.indexOf('a0'));
  });

  it('that takes too long is told so, and its record is tried again later while the others go on', async () => {
    const reasons: unknown[] = [];
    const others: string[] = [];
    await rig.produce('raw-page', 'slow', 'b');
    rig.consume(
      single(async (record, { signal, attempt }) => {
        if (text(record) !== 'slow' || attempt > 1) {
          others.push(`${text(record)}${attempt}`);
          return;
        }
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason);
            resolve();
          });
        });
      }),
      { handlerTimeoutMs: 50 },
    );
    await until('tried again', () => others.length === 2);
    expect(others).toEqual(['b1', 'slow2']);
    expect(reasons).toMatchObject([{ code: 'HANDLER_TIMEOUT' }]);
  });
});
