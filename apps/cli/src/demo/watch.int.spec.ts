import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import { type Db, MongoClient } from 'mongodb';
import { isSettled } from './watch.ts';

interface Item {
  readonly _id: string;
  readonly current: boolean;
}

let stack: Stack;
let mongodb: MongoClient;
let db: Db;

beforeAll(async () => {
  stack = await startStack();
  mongodb = await new MongoClient(stack.mongodbUri).connect();
  db = mongodb.db('watch');
});
afterAll(async () => {
  await mongodb.close();
  await stack.stop();
});

/** One page with an article, a quotation and two market quotes, none of which is stored yet. */
beforeEach(async () => {
  await db.dropDatabase();
  await db.collection('manifests').insertOne({ articleId: 'a', quotations: ['q'] });
  await db.collection('pageOutcomes').insertOne({ stage: 'parser', articleId: 'a', marketQuotes: ['m1', 'm2'] });
});

const store = async (current: boolean, stored: Record<string, readonly string[]>) => {
  for (const [collection, ids] of Object.entries(stored))
    await db.collection<Item>(collection).insertMany(ids.map((_id) => ({ _id, current })));
};

it('is settled when all that the manifests list is stored as current', async () => {
  await store(true, { articles: ['a'], quotations: ['q'], marketQuotes: ['m1', 'm2'] });
  expect(await isSettled(db)).toBe(true);
});

it('is not settled while an item is missing', async () => {
  await store(true, { articles: ['a'], quotations: ['q'], marketQuotes: ['m1'] });
  expect(await isSettled(db)).toBe(false);
});

it('is not settled while an item is stored that its manifest has not marked yet', async () => {
  await store(true, { articles: ['a'], quotations: ['q'] });
  await store(false, { marketQuotes: ['m1', 'm2'] });
  expect(await isSettled(db)).toBe(false);
});

it('is not kept waiting by a quotation that the page had before', async () => {
  await store(true, { articles: ['a'], quotations: ['q'], marketQuotes: ['m1', 'm2'] });
  await store(false, { quotations: ['earlier'] });
  await db.collection('pageOutcomes').insertOne({ stage: 'parser', articleId: 'a', quotations: ['earlier'] });
  expect(await isSettled(db)).toBe(true);
});
