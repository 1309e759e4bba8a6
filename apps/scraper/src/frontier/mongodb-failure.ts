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
    error.name === 'MongoPoolClearedError' ||
    // What a bulk write could not even send, as the driver wraps it.
    (error instanceof mongo.MongoServerError && isAway(error.errorResponse))
  );
}

/** The error is MongoDB's or Kafka's, not that of the page in hand. */
export const isDependencyFailure = (error: unknown): boolean =>
  error instanceof mongo.MongoError || error instanceof UnavailableError || error instanceof FatalError;

/** An UnavailableError, which nobody is to blame for, where MongoDB is away; any other error as it is. */
export function mongodbFailure(error: unknown): unknown {
  if (!isAway(error)) return error;
  const message = `MongoDB does not answer: ${(error as Error).message}`;
  return new UnavailableError('MONGODB_UNAVAILABLE', message, { cause: error });
}

/** Does something with MongoDB; rejects with {@link mongodbFailure}. */
export async function withMongodb<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw mongodbFailure(error);
  }
}
