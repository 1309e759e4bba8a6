import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import { aHistory, randomOf } from '@newsflow/testing';
import { StoreDatabase } from '../database/database.ts';
import { contentOf } from '../testkit/content.ts';
import { deliver } from '../testkit/deliver.ts';

let stack: Stack;
const open: StoreDatabase[] = [];
beforeAll(async () => {
  stack = await startStack();
});
afterAll(async () => {
  await Promise.all(open.map((database) => database.close()));
  await stack.stop();
});

async function database(name: string): Promise<StoreDatabase> {
  const opened = new StoreDatabase(stack.mongodbUri, name);
  open.push(opened);
  await opened.open();
  return opened;
}

const runs = [0, 1, 2, 3, 4].flatMap((seed) => [
  { seed, times: 1 },
  { seed: seed + 100, times: 3 },
]);

describe('the store converges to the content of one delivery in order', () => {
  it.each(runs)(
    'when everything comes $times ×, shuffled, through concurrent writers (seed $seed)',
    async ({ seed, times }) => {
      const random = randomOf(seed);
      const events = aHistory(random, { pages: 6, fetches: 3, parsers: 3 });
      const ordered = await database(`ordered-${seed}`);
      for (let at = 0; at < events.length; at += 10)
        expect(await deliver(ordered, events.slice(at, at + 10))).toEqual([]);

      const writers = await Promise.all([1, 2, 3, 4].map(() => database(`shuffled-${seed}`)));
      const arrivals = random.shuffled(Array.from({ length: times }, () => events).flat());
      await Promise.all(
        writers.map(async (writer) => {
          while (arrivals.length > 0)
            expect(await deliver(writer, arrivals.splice(0, 1 + random.below(30)))).toEqual([]);
        }),
      );

      const expected = await contentOf(ordered);
      expect(Object.values(expected).every((documents) => documents.length > 0)).toBe(true);
      expect(await contentOf(writers[0] ?? ordered)).toEqual(expected);
    },
  );
});
