import { byPartition, type OpenLetter } from './choose.ts';

/** Settles the letters without doing anything with them; gives each that is settled. */
export async function* dropLetters(letters: readonly OpenLetter[]): AsyncGenerator<OpenLetter, void, void> {
  for (const group of byPartition(letters)) {
    const settle = await group[0]?.topic.settling(
      group[0].place.partition,
      group.map(({ place }) => place.offset),
    );
    await settle?.();
    yield* group;
  }
}
