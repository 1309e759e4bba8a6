import { expect, it } from '@jest/globals';
import { mongodbDatabase } from './mongodb-database.ts';

it.each([
  ['mongodb://127.0.0.1:27017/news?replicaSet=rs0', 'news'],
  ['mongodb://127.0.0.1:27017/?replicaSet=rs0', 'my-flow'],
  ['mongodb://user:secret@a:1,b:2', 'my-flow'],
])('takes the database of %s as %s', (mongodbUri, database) => {
  expect(mongodbDatabase({ mongodbUri, namespace: 'my.flow' })).toBe(database);
});
