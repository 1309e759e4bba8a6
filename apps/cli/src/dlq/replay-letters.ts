import { retryDelaysMs } from '@newsflow/contracts';
import { type OutgoingRecord, type Producer, replayLetter } from '@newsflow/kafka';
import type { KafkaConnection } from '../connections.ts';
import { slicesOf } from '../slices.ts';
import { byPartition, type OpenLetter } from './choose.ts';
import type { DeadLetter } from './dead-letter.ts';

/** Whoever fails so often will fail again: the end of every loop of replays. */
const mostReplays = 5;

/** Why this letter is not replayed; undefined where it can be. */
export function refusalOf(letter: DeadLetter, force: boolean): string | undefined {
  if (letter.valueOmitted)
    return `its value was too large for the dead-letter topic; the original is ${letter.topic}[${letter.partition}] at ${letter.offset}: replay it from there`;
  if (letter.replayed >= mostReplays && !force)
    return `it was replayed ${letter.replayed} times and failed each time; --force replays it once more`;
  return undefined;
}

const [firstDelayMs = 0] = retryDelaysMs;

/** Published between two commits. */
const sliceLimits = { items: 100, bytes: 8 * 1024 * 1024 };

/**
 * Publishes the letters to the first retry topic of their group, so that only the group that failed handles them again, and settles
 * them once that is acknowledged; gives each that is settled. A crash in between replays some of them twice, with the same id.
 */
export async function* replayLetters(
  { kafka, names }: KafkaConnection,
  letters: readonly OpenLetter[],
): AsyncGenerator<OpenLetter, void, void> {
  const producer = kafka.producer();
  try {
    for (const group of byPartition(letters)) {
      const retryTopic = names.retry(group[0]?.letter.group ?? '', firstDelayMs);
      for await (const slice of slicesOf(copiesOf(group), sliceLimits, ({ record: { value } }) => value?.length ?? 0))
        yield* replaySlice(slice, retryTopic, producer);
    }
  } finally {
    await producer.close();
  }
}

interface Copy {
  readonly open: OpenLetter;
  readonly record: OutgoingRecord;
}

async function* replaySlice(
  slice: readonly Copy[],
  retryTopic: string,
  producer: Producer,
): AsyncGenerator<OpenLetter, void, void> {
  const [first] = slice;
  if (!first) return;
  const { topic, place } = first.open;
  const settle = await topic.settling(
    place.partition,
    slice.map(({ open }) => open.place.offset),
  );
  await producer.send(
    retryTopic,
    slice.map(({ record }) => record),
  );
  await settle();
  for (const { open } of slice) yield open;
}

/** The letters of one partition with their records. */
async function* copiesOf(letters: readonly OpenLetter[]): AsyncGenerator<Copy, void, void> {
  const byOffset = new Map(letters.map((open) => [open.place.offset, open]));
  for await (const received of letters[0]?.topic.records(letters.map(({ place }) => place)) ?? []) {
    const open = byOffset.get(received.offset);
    if (open) yield { open, record: replayLetter(open.letter.group, received) };
  }
}
