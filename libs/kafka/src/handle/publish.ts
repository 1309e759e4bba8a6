import { type TopicNames } from '@newsflow/contracts';
import type { Producer } from '../client.ts';
import { PoisonError } from '../errors.ts';
import type { OutgoingRecord } from '../records.ts';
import { bare, deadLetterRecord, withoutValue } from './dead-letter.ts';
import type { Settled } from './settle.ts';

const asItIs = (record: OutgoingRecord): OutgoingRecord => record;

export interface Publisher {
  /** Rejects as {@link Producer.send} does; PoisonError only for outputs. */
  publish(settled: Settled): Promise<void>;
}

/** Outputs to their topics, dead letters to the group's. All are acknowledged when it resolves. */
export function publisher(producer: Producer, names: TopicNames, group: string): Publisher {
  const deadLetterTopic = names.deadLetter(group);
  const sendDeadLetter = async (record: OutgoingRecord): Promise<void> => {
    for (const shrink of [asItIs, withoutValue]) {
      try {
        await producer.send(deadLetterTopic, [shrink(record)]);
        return;
      } catch (error) {
        if (!(error instanceof PoisonError)) throw error;
      }
    }
    await producer.send(deadLetterTopic, [bare(record)]);
  };
  return {
    async publish({ outputs, deadLetters }) {
      const byTopic = Map.groupBy(outputs, ({ topic }) => topic);
      const sends = [
        ...[...byTopic].map(([topic, of]) =>
          producer.send(
            names.topic(topic),
            of.map(({ record }) => record),
          ),
        ),
        ...deadLetters.map((letter) => sendDeadLetter(deadLetterRecord(group, letter))),
      ];
      // All have ended before anything is decided, so that no send of an earlier try is still under way in the next.
      const ends = await Promise.allSettled(sends);
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    },
  };
}
