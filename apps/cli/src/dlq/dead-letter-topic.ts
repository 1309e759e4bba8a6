import { setTimeout as wait } from 'node:timers/promises';
import type { Service } from '@newsflow/contracts';
import { readTopic, type ReceivedRecord } from '@newsflow/kafka';
import type { KafkaConnection } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { type DeadLetter, deadLetterOf, type LetterPlace, letterId } from './dead-letter.ts';
import { decodeOffsetMap, encodeRanges, isSettled, nothingSettled, type OffsetMap, withSettled } from './offset-map.ts';

/** Kafka's default of `offset.metadata.max.bytes`. */
const maxNoteBytes = 4096;
/** Longer than another command needs from its look at the group's offset to its own. */
const overwrittenWithinMs = 100;
const mostOverwrites = 20;

/**
 * The dead letters of one service. Those that were replayed or dropped are settled: the group `<namespace>-dlq` has the offset
 * of the first open one in each partition, with a note of the settled ones beyond it.
 */
export class DeadLetterTopic {
  readonly #topic: string;
  readonly #group: string;
  /** By partition: offsets of its letters from the first open one on. */
  readonly #letters = new Map<number, bigint[]>();

  constructor(
    private readonly connection: KafkaConnection,
    readonly service: Service,
  ) {
    const { names } = connection;
    this.#topic = names.deadLetter(names.group(service));
    this.#group = names.group('dlq');
  }

  /** Reads them all from the first open one on. */
  async open(): Promise<DeadLetter[]> {
    const { kafka, names } = this.connection;
    const settled = await this.#settled();
    const from = [...settled].map(([partition, { next }]) => ({ partition, offset: next.toString() }));
    const open: DeadLetter[] = [];
    this.#letters.clear();
    for await (const record of readTopic(kafka, { topic: this.#topic, from })) {
      const { partition } = record;
      const offset = BigInt(record.offset);
      const letters = this.#letters.get(partition) ?? [];
      letters.push(offset);
      this.#letters.set(partition, letters);
      if (!isSettled(settled.get(partition) ?? nothingSettled, offset))
        open.push(deadLetterOf(record, this.service, names));
    }
    return open;
  }

  /** The records of these letters that are still in the log, partition after partition, in order; also of settled ones. */
  async *records(places: readonly LetterPlace[]): AsyncGenerator<ReceivedRecord, void, void> {
    const wanted = new Set(places.map(letterId));
    const partitions = [...new Set(places.map(({ partition }) => partition))];
    for (const partition of partitions) {
      const offsets = places.filter((place) => place.partition === partition).map(({ offset }) => BigInt(offset));
      const first = offsets.reduce((least, offset) => (offset < least ? offset : least));
      const last = offsets.reduce((most, offset) => (offset > most ? offset : most));
      const range = { topic: this.#topic, partitions: [partition], from: [{ partition, offset: first.toString() }] };
      for await (const record of readTopic(this.connection.kafka, range)) {
        if (wanted.has(letterId({ ...record, service: this.service }))) yield record;
        if (BigInt(record.offset) >= last) break;
      }
    }
  }

  /**
   * Makes ready to settle letters of one partition that {@link open} has read; the function that it resolves with does it.
   * Throws with exit code 7 where the note would be too large for the broker: known before anything is published.
   */
  async settling(partition: number, offsets: readonly string[]): Promise<() => Promise<void>> {
    const letters = this.#letters.get(partition) ?? [];
    const map = withSettled(await this.#settledIn(partition), letters, new Set(offsets.map(BigInt)));
    this.#noteOf(partition, map);
    return () => this.#settle(partition, new Set(letters.filter((letter) => isSettled(map, letter))));
  }

  /**
   * Kafka takes any offset and note for the group, so another command that settles at the same time may overwrite ours with
   * what it had read before: ours is looked at again and put beside theirs.
   */
  async #settle(partition: number, ours: ReadonlySet<bigint>): Promise<void> {
    const letters = this.#letters.get(partition) ?? [];
    for (let tried = 0; tried <= mostOverwrites; tried += 1) {
      if (tried > 0) await wait(overwrittenWithinMs);
      const map = await this.#settledIn(partition);
      if ([...ours].every((letter) => isSettled(map, letter))) return;
      const merged = withSettled(map, letters, ours);
      const settled = { partition, offset: merged.next.toString(), metadata: this.#noteOf(partition, merged) };
      await this.connection.kafka.admin().setOffsets(this.#group, this.#topic, [settled]);
    }
    throw new CliError(
      exitCode.partlyDone,
      `others settle dead letters in ${this.#topic}[${partition}] all the time: see "dlq list" for what is still open`,
    );
  }

  #noteOf(partition: number, map: OffsetMap): string {
    const note = encodeRanges(map);
    if (note.length <= maxNoteBytes) return note;
    throw new CliError(
      exitCode.partlyDone,
      `too many open letters lie between settled ones in ${this.#topic}[${partition}]: replay or drop older ones first, from ${letterId({ service: this.service, partition, offset: map.next.toString() })} on`,
    );
  }

  async #settledIn(partition: number): Promise<OffsetMap> {
    return (await this.#settled()).get(partition) ?? nothingSettled;
  }

  async #settled(): Promise<Map<number, OffsetMap>> {
    const committed = await this.connection.kafka.admin().committedOffsets(this.#group);
    return new Map(
      committed
        .filter(({ topic }) => topic === this.#topic)
        .map(({ partition, offset, metadata }) => [partition, decodeOffsetMap(offset, metadata)]),
    );
  }
}
