import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TopicId } from '@newsflow/contracts';
import { type Stack, startStack } from '@newsflow/stack';
import { anArticle, anEvent, type HistoryEvent, recordSpans } from '@newsflow/testing';
import { StoreDatabase } from '../database/database.ts';
import { deliver } from '../testkit/deliver.ts';
import { writeAll } from './write-all.ts';

const { spans, forget } = recordSpans();
let stack: Stack;
let database: StoreDatabase;
beforeAll(async () => {
  stack = await startStack();
  database = new StoreDatabase(stack.mongodbUri, 'traces');
  await database.open();
});
beforeEach(forget);
afterAll(async () => {
  await database.close();
  await stack.stop();
});

function anArticleIn(digit: string): HistoryEvent {
  const article = anArticle({ url: `https://gazette.example/${digit}` });
  const topic: TopicId = 'article';
  const record = anEvent('newsflow.article.changed.v1', article.id, article);
  const traceparent = `00-${digit.repeat(32)}-${digit.repeat(16)}-01`;
  return { topic, record: { ...record, headers: { ...record.headers, traceparent } } };
}

describe('a bulk write', () => {
  it('is a span in the trace of each of its events', async () => {
    expect(await deliver(database, [anArticleIn('a'), anArticleIn('b')])).toEqual([]);
    const attributes = { 'db.system.name': 'mongodb', 'db.namespace': 'traces', 'db.operation.batch.size': 2 };
    const written = (collection: string) =>
      ['a', 'b'].map((digit) => ({
        name: `bulkWrite ${collection}`,
        kind: 'CLIENT',
        traceId: digit.repeat(32),
        parentId: digit.repeat(16),
        failed: false,
        attributes: { ...attributes, 'db.collection.name': collection },
      }));
    const of = (collection: string) => spans().filter(({ name }) => name === `bulkWrite ${collection}`);
    expect(of('articles')).toMatchObject(written('articles'));
    expect(of('articleRevisions')).toMatchObject(written('articleRevisions'));
    expect(spans()).toHaveLength(4);
  });

  it('that fails shows it', async () => {
    const closed = new StoreDatabase(stack.mongodbUri, 'traces');
    await closed.open();
    const articles = closed.target('articles');
    await closed.close();
    const record = { topic: 't', partition: 0, offset: '0', timestamp: '0', key: null, value: null, headers: {} };
    const operation = { deleteOne: { filter: { _id: 'x' } } };
    await expect(writeAll(articles, [{ record, operation }])).rejects.toMatchObject({ code: 'MONGODB_UNAVAILABLE' });
    expect(spans()).toMatchObject([{ failed: true, attributes: { 'error.type': 'MONGODB_UNAVAILABLE' } }]);
  });
});
