import { FatalError, UnavailableError } from '@newsflow/kafka';
import { mongo } from 'mongoose';

/** Replies of a server that is stepping down, shutting down or not the primary. */
const passingCodes = new Set([89, 91, 189, 262, 10107, 11600, 11602, 13435, 13436]);

function isAway(error: unknown): boolean {
  if (error instanceof mongo.MongoNetworkError || error instanceof mongo.MongoServerSelectionError) return true;
  if (!(error instanceof mongo.MongoError)) return false;
  return (
    passingCodes.has(Number(error.code)) ||
    error.hasErrorLabel('RetryableWriteError') ||
    error.name === 'MongoNotConnectedError' ||
    error.name === 'MongoPoolClearedError'
  );
}

/** The error is MongoDB's or Kafka's, not that of the page in hand. */
export const isDependencyFailure = (error: unknown): boolean =>
  error instanceof mongo.MongoError || error instanceof UnavailableError || error instanceof FatalError;

/** Does something with MongoDB; that it is away becomes an UnavailableError, which nobody is to blame for. */
export async function withMongodb<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!isAway(error)) throw error;
    throw new UnavailableError('MONGODB_UNAVAILABLE', `MongoDB does not answer: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
