import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import type { FetchedBatch, KafkaClient, Membership, MembershipOptions } from '../client.ts';
import { MembershipError } from '../membership-error.ts';
import { aRecord, text, until } from '../rig.ts';
import { type Bench, newName, user } from './bench.ts';

const keyOf = ({ topic, partition }: { topic: string; partition: number }) => `${topic} ${partition}`;

/** One member, which remembers what it was given and told. */
class Member {
  readonly batches: FetchedBatch[] = [];
  readonly joined: string[][] = [];
  readonly resets: string[] = [];
  readonly deaths: Error[] = [];
  readonly membership: Membership;
  #started: Promise<void> | undefined;

  constructor(
    client: KafkaClient,
    group: string,
    topics: readonly string[],
    onBatch: (batch: FetchedBatch) => Promise<void>,
    options: Partial<MembershipOptions> = {},
  ) {
    this.membership = client.consumer({
      group,
      topics,
      sessionTimeoutMs: 10_000,
      rebalanceTimeoutMs: 10_000,
      heartbeatIntervalMs: 50,
      maxBytesPerPartition: 1024 * 1024,
      concurrentPartitions: 3,
      onBatch: (batch) => {
        this.batches.push(batch);
        return onBatch(batch);
      },
      onJoined: (assignment) => this.joined.push(assignment.map(keyOf).sort()),
      onLeft: () => undefined,
      onDead: (error) => this.deaths.push(error),
      onOffsetReset: (topic, partition) => this.resets.push(keyOf({ topic, partition })),
      ...options,
    });
  }

  start(): void {
    this.#started = this.membership.start();
  }

  async stop(): Promise<void> {
    await this.#started;
    await this.membership.stop();
  }

  get seen(): string[] {
    return this.batches.flatMap(({ records }) => records.map(text));
  }
}

const committing = (batch: FetchedBatch): Promise<void> => batch.commit((BigInt(batch.lastOffset) + 1n).toString());

export function describeConsumer(bench: Bench): void {
  describe('a member of a group', () => {
    let group: string;
    let topic: string;
    let running: Member[];
    let held: PromiseWithResolvers<undefined>;
    beforeEach(async () => {
      group = newName('group');
      topic = await bench.topic();
      running = [];
      held = Promise.withResolvers<undefined>();
    });
    afterEach(async () => {
      held.resolve(undefined);
      await Promise.all(running.map((member) => member.stop()));
    });

    function join(onBatch = committing, options: Partial<MembershipOptions> = {}, client = bench.client): Member {
      const member = new Member(client, group, options.topics ?? [topic], onBatch, options);
      running.push(member);
      member.start();
      return member;
    }
    const committed = async (partition = 0): Promise<string | undefined> =>
      (await bench.client.admin().committedOffsets(group)).find((one) => one.partition === partition)?.offset;
    const reached = (offset: string) => until(`${offset} is committed`, async () => (await committed()) === offset);

    it('is told its partitions and begins where the log does', async () => {
      await bench.send(topic, aRecord('a'), aRecord('b'));
      const member = join();
      await reached('2');
      expect(member.joined).toEqual([[`${topic} 0`]]);
      expect(member.seen).toEqual(['a', 'b']);
      expect(member.batches[0]).toMatchObject({ topic, partition: 0, lastOffset: '1' });
    });

    it('goes on behind what another one has committed', async () => {
      await bench.send(topic, aRecord('a'), aRecord('b'), aRecord('c'));
      const first = join((batch) => (batch.lastOffset === '2' ? batch.commit('1') : Promise.resolve()));
      await reached('1');
      await first.stop();
      const second = join();
      await reached('3');
      expect(second.seen).toEqual(['b', 'c']);
    });

    it('gets a batch again that it has neither committed nor advanced over', async () => {
      await bench.send(topic, aRecord('a'));
      const member = join(() => Promise.resolve());
      await until('it has it twice', () => member.batches.length > 1);
      expect(member.seen.slice(0, 2)).toEqual(['a', 'a']);
      expect(await committed()).toBeUndefined();
    });

    it('advances without a commit', async () => {
      await bench.send(topic, aRecord('a'));
      const member = join((batch) => {
        batch.advance((BigInt(batch.lastOffset) + 1n).toString());
        return Promise.resolve();
      });
      await until('the first', () => member.seen.length === 1);
      await bench.send(topic, aRecord('b'));
      await until('the second', () => member.seen.length > 1);
      expect(member.seen).toEqual(['a', 'b']);
      expect(await committed()).toBeUndefined();
    });

    it('gets to know of what it may not see, so that it can commit beyond it', async () => {
      const id = newName('id');
      const offset = { group: newName('other'), topic, partition: 0, offset: '1' };
      const producer = await bench.client.transactionalProducer(id);
      await producer.transact([{ topic, records: [aRecord('a')] }], offset);
      await producer.close();
      const member = join();
      await reached('2');
      const broken = await bench.lossyClient().transactionalProducer(id);
      bench.lossy.lose('commitInTransaction', Infinity);
      await expect(broken.transact([{ topic, records: [aRecord('b')] }], offset)).rejects.toThrow();
      bench.lossy.lose('commitInTransaction', 0);
      await broken.close();
      await (await bench.client.transactionalProducer(id)).close();
      await reached('4');
      expect(member.seen).toEqual(['a']);
    });

    it('gets nothing of a partition that is paused until it is resumed', async () => {
      const two = await bench.topic(2);
      const member = join(
        (batch) => {
          if (batch.partition === 1) member.membership.pause(two, 1);
          return batch.partition === 1 ? Promise.resolve() : committing(batch);
        },
        { topics: [two] },
      );
      const sendToEach = () => bench.send(two, ...Array.from({ length: 10 }, (_, index) => aRecord(`r${index}`)));
      const of = (partition: number) => member.batches.filter((batch) => batch.partition === partition).length;
      await sendToEach();
      await until('both', () => of(0) > 0 && of(1) > 0);
      const before = of(0);
      await sendToEach();
      await until('the other goes on', () => of(0) > before);
      expect(of(1)).toBe(1);
      member.membership.resume(two, 1);
      await until('and this one', () => of(1) > 1);
    });

    it('shares the partitions with others, and gets them back when they leave', async () => {
      const two = await bench.topic(2);
      const both = [`${two} 0`, `${two} 1`];
      const first = join(committing, { topics: [two] });
      await until('it has both', () => first.joined.length === 1);
      const second = join(committing, { topics: [two] });
      await until('they share them', () => second.joined.at(-1)?.length === 1 && first.joined.at(-1)?.length === 1);
      expect([...(first.joined.at(-1) ?? []), ...(second.joined.at(-1) ?? [])].sort()).toEqual(both);
      await second.stop();
      await until('it has both again', () => first.joined.at(-1)?.length === 2);
    });

    it('hears while it works that the group wants it to join again, may still commit, and then does so', async () => {
      await bench.send(topic, aRecord('a'));
      const first = join(async (batch) => {
        await held.promise;
        await committing(batch);
      });
      await until('it works', () => first.batches.length === 1);
      const second = join();
      await until('the group waits for it', async () => {
        const error = await first.batches[0]?.heartbeat().then(
          () => undefined,
          (reason: unknown) => reason,
        );
        return error instanceof MembershipError && error.kind === 'rebalancing';
      });
      held.resolve(undefined);
      await reached('1');
      await until('both have joined', () => first.joined.length === 2 && second.joined.length === 1);
      expect(first.seen.length + second.seen.length).toBe(1);
    });

    it('that the group went on without cannot commit, and joins again', async () => {
      await bench.send(topic, aRecord('a'));
      const refusals: unknown[] = [];
      const options = { rebalanceTimeoutMs: 1_000 };
      const stuck = join(async (batch) => {
        if (stuck.batches.length === 1) await held.promise;
        await committing(batch).catch((error: unknown) => {
          refusals.push(error);
          throw error;
        });
      }, options);
      await until('it is stuck', () => stuck.batches.length === 1);
      const other = join(committing, options);
      await reached('1');
      held.resolve(undefined);
      await until('it is refused', () => refusals.length === 1);
      expect(refusals).toEqual([expect.any(MembershipError)]);
      expect(refusals).toMatchObject([{ kind: 'fenced' }]);
      await other.stop();
      await until('it has the partition again', () => stuck.joined.length > 1 && stuck.joined.at(-1)?.length === 1);
      await bench.send(topic, aRecord('b'));
      await reached('2');
      expect(stuck.deaths).toEqual([]);
    });

    it('lets what runs come to its end when it is stopped, and leaves at once', async () => {
      await bench.send(topic, aRecord('a'));
      const first = join(async (batch) => {
        await held.promise;
        await committing(batch);
      });
      await until('it works', () => first.batches.length === 1);
      const stopping = first.stop();
      held.resolve(undefined);
      await stopping;
      expect(await committed()).toBe('1');
      const startedAt = performance.now();
      const second = join();
      await until('the next one has its partition', () => second.joined.at(-1)?.length === 1);
      // The group would wait for one that had not left until its session was over.
      expect(performance.now() - startedAt).toBeLessThan(10_000);
    });

    it('says when the committed offset is no longer in the log, and begins where the log does', async () => {
      await bench.send(topic, aRecord('a'));
      await bench.client.admin().setOffsets(group, topic, [{ partition: 0, offset: '77', metadata: '' }]);
      const member = join();
      await reached('1');
      expect([member.resets, member.seen]).toEqual([[`${topic} 0`], ['a']]);
    });

    it('keeps others from setting the offsets of its group', async () => {
      const member = join();
      await until('it has joined', () => member.joined.length === 1);
      const setting = bench.client.admin().setOffsets(group, topic, [{ partition: 0, offset: '0', metadata: '' }]);
      await expect(setting).rejects.toThrow(/Set offsets of group/u);
    });

    it('does not start without its topic, and says which one is missing', async () => {
      const member = new Member(bench.client, group, ['no-such-topic'], committing);
      await expect(member.membership.start()).rejects.toMatchObject({
        name: 'UnavailableError',
        code: 'TOPIC_MISSING',
        message: expect.stringContaining('no-such-topic') as unknown,
      });
      await member.membership.stop();
    });

    it('that is not allowed into its group is dead, and says so', async () => {
      const admin = new kafkajs.Kafka({ brokers: bench.stack.brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
      const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;
      const entry = {
        resourceType: AclResourceTypes.TOPIC,
        resourceName: topic,
        resourcePatternType: ResourcePatternTypes.LITERAL,
        principal: `User:${user.username}`,
        host: '*',
        operation: AclOperationTypes.READ,
        permissionType: AclPermissionTypes.ALLOW,
      };
      await admin.createAcls({ acl: [entry] });
      await until('the broker knows it', async () => (await admin.describeAcls(entry)).resources.length === 1);
      await admin.disconnect();
      const member = join(committing, {}, bench.guest());
      await until('it is dead', () => member.deaths.length > 0);
      expect(member.deaths).toMatchObject([{ name: 'FatalError', code: 'KAFKA_REFUSED' }]);
    });
  });
}
