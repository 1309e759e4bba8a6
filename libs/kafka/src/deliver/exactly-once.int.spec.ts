import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import { KafkajsTransactionalProducer } from '../adapter/transactional-producer.ts';
import type { FetchedBatch, TransactionalProducer } from '../client.ts';
import { PoisonError, UnavailableError } from '../errors.ts';
import { nothing } from '../handle/settle.ts';
import { groupLag } from '../read/group-lag.ts';
import type { HandlerResult, Position, ReceivedRecord } from '../records.ts';
import { aRecord, Rig, text, until } from '../rig.ts';
import type { BatchHandler } from '../subscription.ts';
import { ExactlyOnce } from './exactly-once.ts';

let stack: Stack;
let rig: Rig;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(async () => {
  rig = await new Rig(stack.brokers).provision();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rig.close();
});

type Transact = (
  this: TransactionalProducer,
  ...args: Parameters<TransactionalProducer['transact']>
) => Promise<Position[][]>;
const transact = Object.getOwnPropertyDescriptor(KafkajsTransactionalProducer.prototype, 'transact')?.value as Transact;

const articlesOf = (records: readonly ReceivedRecord[]): HandlerResult => ({
  outputs: records.map((record) => {
    const made = `article of ${text(record)}`;
    return { topic: 'article', record: { key: text(record), value: Buffer.from(made), headers: { ce_id: made } } };
  }),
});
const transforming: BatchHandler = (records) => Promise.resolve(articlesOf(records));
const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `r${index}`);

const consume = (handler: BatchHandler, options = {}) =>
  rig.consume({ topic: 'raw-page', mode: 'batch', handler }, { delivery: 'exactly-once', ...options });
const articles = async (): Promise<string[]> => (await rig.read(rig.names.topic('article'))).map(text);
const caughtUp = () =>
  until('the lag is zero', async () => {
    const lags = await groupLag(rig.client, rig.group, [rig.names.topic('raw-page')]);
    return lags.length > 0 && lags.every(({ lagRecords }) => lagRecords === 0);
  });
const transactionalId = () => rig.names.transactionalId(rig.group, rig.names.topic('raw-page'), 0);
const offset = (next: number) => ({
  group: rig.group,
  topic: rig.names.topic('raw-page'),
  partition: 0,
  offset: String(next),
});

describe('exactly once', () => {
  it('publishes what the handler gave and moves the offset, slice by slice', async () => {
    await rig.produce('raw-page', ...numbers(50));
    consume(transforming, { maxBatchRecords: 7 });
    await caughtUp();
    expect(await articles()).toEqual(numbers(50).map((value) => `article of ${value}`));
    expect(await rig.committed('raw-page')).toBe(50);
  });

  it('puts dead letters into the same transaction', async () => {
    await rig.produce('raw-page', 'a', 'poison', 'b');
    consume((records) => {
      const [bad, good] = [true, false].map((is) => records.filter((record) => (text(record) === 'poison') === is));
      const failures = (bad ?? []).map((record) => ({ record, error: new PoisonError('UNREADABLE', 'no page') }));
      return Promise.resolve({ ...articlesOf(good ?? []), failures });
    });
    await caughtUp();
    expect(await articles()).toEqual(['article of a', 'article of b']);
    expect((await rig.deadLetters()).map(text)).toEqual(['poison']);
  });

  it('takes back what was sent in a transaction that could not be committed', async () => {
    jest
      .spyOn(KafkajsTransactionalProducer.prototype, 'transact')
      // The group coordinator refuses the offsets, after the outputs were sent.
      .mockImplementationOnce(function (this: KafkajsTransactionalProducer, sends, to) {
        return transact.call(this, sends, { ...to, offset: 'nonsense' });
      });
    await rig.produce('raw-page', ...numbers(5));
    consume(transforming);
    await caughtUp();
    expect(await articles()).toEqual(numbers(5).map((value) => `article of ${value}`));
    const [{ high } = { high: '' }] = await rig.client.admin().topicOffsets(rig.names.topic('article'));
    // Twice five records and the ends of two transactions lie in the log.
    expect(Number(high)).toBe(12);
  });

  it('of a member that lost its partition without noticing gives nothing, and handles again only what nobody did', async () => {
    await rig.produce('raw-page', ...numbers(4));
    const running = Promise.withResolvers<undefined>();
    const released = Promise.withResolvers<undefined>();
    const handled: string[][] = [];
    consume(async (records) => {
      handled.push(records.map(text));
      if (handled.length === 1) {
        running.resolve(undefined);
        await released.promise;
      }
      return articlesOf(records);
    });
    await running.promise;
    // What another member does that has taken the partition over meanwhile.
    const other: TransactionalProducer = await rig.client.transactionalProducer(transactionalId());
    const done = numbers(3).map((value) => aRecord(`article of ${value}`, value));
    await other.transact([{ topic: rig.names.topic('article'), records: done }], offset(3));
    released.resolve(undefined);
    await caughtUp();
    await other.close();
    expect(handled).toEqual([numbers(4), ['r3']]);
    expect(await articles()).toEqual(numbers(4).map((value) => `article of ${value}`));
  });

  describe('with a batch', () => {
    const signals = { lost: new AbortController().signal, abandoned: new AbortController().signal };
    const range = { first: '5', next: '5' };
    const aBatch = (changes: Partial<FetchedBatch> = {}): FetchedBatch => ({
      topic: rig.names.topic('raw-page'),
      partition: 0,
      records: [],
      lastOffset: '4',
      commit: () => Promise.reject(new Error('Never outside of a transaction')),
      advance: () => undefined,
      heartbeat: () => Promise.resolve(),
      isLost: () => false,
      ...changes,
    });
    let delivery: ExactlyOnce;
    beforeEach(() => {
      delivery = new ExactlyOnce({ client: rig.client, names: rig.names, group: rig.group });
    });
    afterEach(() => delivery.close());

    it('believes no offset from before what it has done itself', async () => {
      await delivery.complete(aBatch(), nothing, range, signals);
      delivery.assigned([]);
      const admin = rig.client.admin();
      // So does a coordinator answer that has been replaced and does not know it.
      const stale = [{ topic: aBatch().topic, partition: 0, offset: '2', metadata: '' }];
      jest.spyOn(rig.client, 'admin').mockReturnValueOnce({ ...admin, committedOffsets: () => Promise.resolve(stale) });
      await expect(delivery.startOf(aBatch())).rejects.toMatchObject({ code: 'POSITION_STALE' });
      expect(await delivery.startOf(aBatch())).toBe(5n);
    });

    it('believes it when it is told so again: the topic was made anew', async () => {
      await delivery.complete(aBatch(), nothing, range, signals);
      delivery.assigned([]);
      const admin = rig.client.admin();
      jest.spyOn(rig.client, 'admin').mockReturnValue({ ...admin, committedOffsets: () => Promise.resolve([]) });
      await expect(delivery.startOf(aBatch())).rejects.toMatchObject({ code: 'POSITION_STALE' });
      expect(await delivery.startOf(aBatch())).toBe(0n);
    });

    it('that others have by now takes nothing away from them', async () => {
      const owner = await rig.client.transactionalProducer(transactionalId());
      const late = delivery.complete(aBatch({ isLost: () => true }), nothing, range, signals);
      await expect(late).rejects.toMatchObject({ name: 'MembershipError', kind: 'fenced' });
      await owner.transact([], offset(7));
      await owner.close();
      expect(await rig.committed('raw-page')).toBe(7);
    });
  });

  it('keeps the order of one key through failures of transactions', async () => {
    let calls = 0;
    jest.spyOn(KafkajsTransactionalProducer.prototype, 'transact').mockImplementation(async function (
      this: KafkajsTransactionalProducer,
      ...args
    ) {
      calls += 1;
      if (calls % 3 === 1) throw new UnavailableError('KAFKA_UNAVAILABLE', 'before anything was sent');
      const positions = await transact.apply(this, args);
      if (calls % 3 === 2) throw new UnavailableError('KAFKA_UNAVAILABLE', 'after all was committed');
      return positions;
    });
    const records = numbers(40).map((value) => aRecord(value, 'one key'));
    await rig.produce('raw-page', ...records);
    consume(transforming, { maxBatchRecords: 5 });
    await caughtUp();
    expect(await articles()).toEqual(numbers(40).map((value) => `article of ${value}`));
  });

  it('ends with no lag behind records that were taken back', async () => {
    const topic = rig.names.topic('raw-page');
    await rig.produce('raw-page', 'a');
    consume(transforming);
    await caughtUp();
    // A producer with another id whose transaction fails, and is ended by its successor.
    const broken = await rig.client.transactionalProducer('somebody');
    const taken = broken.transact([{ topic, records: [aRecord('taken back')] }], { ...offset(1), offset: 'nonsense' });
    await expect(taken).rejects.toThrow();
    await broken.close();
    await (await rig.client.transactionalProducer('somebody')).close();
    await caughtUp();
    const [{ high } = { high: '' }] = await rig.client.admin().topicOffsets(topic);
    expect(await rig.committed('raw-page')).toBe(Number(high));
    expect(await articles()).toEqual(['article of a']);
  });
});
