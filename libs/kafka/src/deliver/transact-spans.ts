import { inSpansOf } from '@newsflow/tracing';
import type { TopicRecords } from '../client.ts';
import type { Position } from '../records.ts';
import { placed, publishing, transacting } from '../spans.ts';

/** A span for the transaction in each trace that it is part of, and below it one for each topic. */
export async function transactSpans(
  group: string,
  sends: readonly TopicRecords[],
  transact: (sends: readonly TopicRecords[]) => Promise<readonly (readonly Position[])[]>,
): Promise<void> {
  const all = sends.flatMap(({ records }) => records);
  await inSpansOf(
    all,
    () => transacting(group),
    ({ records }) => {
      let taken = 0;
      const below = sends.map(({ topic, records: of }) => ({
        topic,
        records: records.slice(taken, (taken += of.length)),
      }));
      return publishSpans(below, [], transact);
    },
  );
}

/** One topic's spans around those of the next, so that all last as long as the transaction. */
async function publishSpans(
  [first, ...others]: readonly TopicRecords[],
  done: readonly TopicRecords[],
  transact: (sends: readonly TopicRecords[]) => Promise<readonly (readonly Position[])[]>,
): Promise<readonly (readonly Position[])[]> {
  if (!first) return await transact(done);
  const { topic } = first;
  return await inSpansOf(
    first.records,
    (together) => publishing(topic, together),
    async ({ records, note }) => {
      const positions = await publishSpans(others, [...done, { topic, records }], transact);
      positions[done.length]?.forEach((position, index) => {
        const record = records[index];
        if (record) note(record, placed(position));
      });
      return positions;
    },
  );
}
