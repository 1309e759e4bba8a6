import type { KafkaConnection } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { services } from '../services.ts';
import { type DeadLetter, type Filters, type LetterPlace, matches, parseLetterId } from './dead-letter.ts';
import { DeadLetterTopic } from './dead-letter-topic.ts';

export interface Choice extends Filters {
  /** Empty: whatever the filters let through. */
  readonly ids?: readonly string[];
  readonly max?: number;
}

/** An open letter and where it lies. */
export interface OpenLetter {
  readonly letter: DeadLetter;
  readonly place: LetterPlace;
  readonly topic: DeadLetterTopic;
}

/** Throws with exit code 2. */
export function placeOf(id: string): LetterPlace {
  const place = parseLetterId(id);
  if (place) return place;
  throw new CliError(exitCode.usage, `${id} is no id of a dead letter: "dlq list" shows them, such as parser:0:17`);
}

/** The open letters that are meant, the oldest first. Throws with exit code 3 where one that is named is not open. */
export async function choose(
  connection: KafkaConnection,
  { ids = [], max = Infinity, group, ...filters }: Choice,
): Promise<OpenLetter[]> {
  const found: OpenLetter[] = [];
  for (const service of services.filter((one) => group === undefined || one === group)) {
    const topic = new DeadLetterTopic(connection, service);
    for (const letter of await topic.open()) found.push({ letter, place: placeOf(letter.id), topic });
  }
  const isOpen = new Set(found.map(({ letter }) => letter.id));
  const missing = ids.filter((id) => !isOpen.has(id));
  if (missing.length > 0)
    throw new CliError(exitCode.notFound, `not among the open dead letters: ${missing.join(', ')}`);
  return found
    .filter(({ letter }) => (ids.length === 0 || ids.includes(letter.id)) && matches(letter, filters))
    .toSorted((a, b) => (a.letter.at ?? '').localeCompare(b.letter.at ?? ''))
    .slice(0, max);
}

/** By topic and partition, in the order in which the letters lie there. */
export function byPartition(letters: readonly OpenLetter[]): OpenLetter[][] {
  const groups = Map.groupBy(letters, ({ place: { service, partition } }) => `${service} ${partition}`);
  return [...groups.values()].map((group) =>
    group.toSorted((a, b) => (BigInt(a.place.offset) < BigInt(b.place.offset) ? -1 : 1)),
  );
}
