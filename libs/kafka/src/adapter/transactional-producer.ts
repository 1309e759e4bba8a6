import type { Transaction } from 'kafkajs';
import type { GroupOffset, KafkaSettings, TopicRecords, TransactionalProducer } from '../client.ts';
import type { OutgoingRecord, Position } from '../records.ts';
import { chunks } from './chunks.ts';
import { kafkaFailure } from './kafka-failure.ts';
import { Sender } from './sender.ts';

/**
 * How long a transaction that nobody ends keeps readers waiting. Whoever takes the partition over ends it at once; this is
 * for the case that nobody does.
 */
const transactionTimeoutMs = 20_000;

/** kafkajs knows nothing to do after a transaction that failed: its states have no way out of a commit without an answer. */
export class KafkajsTransactionalProducer implements TransactionalProducer {
  private constructor(
    readonly transactionalId: string,
    readonly sender: Sender,
    /** The first is begun with the connection, which makes the id ours. */
    private next: Transaction | undefined,
  ) {}

  static async connect(settings: KafkaSettings, transactionalId: string): Promise<TransactionalProducer> {
    const sender = await Sender.connect(settings, { transactionalId, transactionTimeout: transactionTimeoutMs });
    try {
      return new KafkajsTransactionalProducer(transactionalId, sender, await sender.transaction());
    } catch (error) {
      await sender.close();
      throw kafkaFailure(`Take over the transactions of ${transactionalId}`, error);
    }
  }

  async transact(
    given: readonly TopicRecords[],
    { group, topic, partition, offset }: GroupOffset,
  ): Promise<Position[][]> {
    const positions = new Map<OutgoingRecord, Position>();
    // One record may be meant for two topics: each gets an object of its own.
    const sends = given.map(({ topic: to, records }) => ({ topic: to, records: records.map((one) => ({ ...one })) }));
    try {
      const transaction = this.next ?? (await this.sender.transaction());
      this.next = undefined;
      for (const request of requests(sends)) {
        const acknowledged = await this.sender.send(request, transaction);
        request.forEach(({ records }, index) => {
          records.forEach((record, at) => {
            const position = acknowledged[index]?.[at];
            if (position) positions.set(record, position);
          });
        });
      }
      await transaction.sendOffsets({
        consumerGroupId: group,
        topics: [{ topic, partitions: [{ partition, offset }] }],
      });
      await transaction.commit();
    } catch (error) {
      throw kafkaFailure(`Transaction of ${this.transactionalId}`, error);
    }
    return sends.map(({ records }) => records.flatMap((record) => positions.get(record) ?? []));
  }

  async close(): Promise<void> {
    await this.sender.close();
  }
}

/** Requests of a bearable size, in order, several topics in one. */
function requests(sends: readonly TopicRecords[]): TopicRecords[][] {
  const topicOf = new Map<OutgoingRecord, string>();
  for (const { topic, records } of sends) for (const record of records) topicOf.set(record, topic);
  return chunks([...topicOf.keys()]).map((chunk) =>
    [...Map.groupBy(chunk.records, (record) => topicOf.get(record) ?? '')].map(([topic, records]) => ({
      topic,
      records,
    })),
  );
}
