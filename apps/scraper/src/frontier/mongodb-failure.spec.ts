import { describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { mongodbFailure } from './mongodb-failure.ts';

type BulkFailure = ConstructorParameters<typeof mongo.MongoBulkWriteError>[0];
const bulkOf = (failure: BulkFailure) =>
  new mongo.MongoBulkWriteError(failure, undefined as unknown as mongo.BulkWriteResult);

describe('a failure of MongoDB', () => {
  it('is nobody’s fault where no server answers, also in a bulk write', () => {
    const network = new mongo.MongoNetworkError('connect ECONNREFUSED');
    for (const error of [network, bulkOf(network)])
      expect(mongodbFailure(error)).toMatchObject({ name: 'UnavailableError', code: 'MONGODB_UNAVAILABLE' });
  });

  it('stays what it is where a server has refused something', () => {
    const refused = bulkOf({ message: 'E11000 duplicate key', code: 11000, writeErrors: [] });
    expect(mongodbFailure(refused)).toBe(refused);
  });
});
