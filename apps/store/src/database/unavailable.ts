import { FatalError, UnavailableError } from '@newsflow/kafka';
import mongoose from 'mongoose';

const { MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError, MongoWriteConcernError } =
  mongoose.mongo;

/**
 * State changes of a replica set, which the driver retries once and then gives up on, and refusals of a server that ends
 * (MongoDB's error_codes.yml, categories NotPrimaryError, ShutdownError and NetworkError).
 */
export const passingCodes = new Set([
  6, 7, 64, 89, 91, 112, 134, 189, 262, 317, 9001, 10107, 11600, 11602, 13435, 13436,
]);
const loginCodes = new Set([13, 18, 8000]);
const driverNames = new Set([
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoOperationTimeoutError',
]);

/** The driver wraps whatever ends a bulk write, a broken connection too, in an error of another class. */
const unwrapped = (error: unknown): unknown =>
  error instanceof MongoServerError && error.errorResponse instanceof Error ? error.errorResponse : error;

function isUnavailable(error: unknown): boolean {
  if (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error instanceof MongoWriteConcernError
  )
    return true;
  if (error instanceof mongoose.Error.MongooseServerSelectionError) return true;
  if (error instanceof MongoServerError && typeof error.code === 'number' && passingCodes.has(error.code)) return true;
  return error instanceof MongoError && (driverNames.has(error.name) || error.hasErrorLabel('RetryableWriteError'));
}

/** Runs an operation; that MongoDB is away comes out as UnavailableError, that it refuses our login as FatalError. */
export async function translated<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (thrown) {
    const error = unwrapped(thrown);
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    if (isUnavailable(error)) {
      throw new UnavailableError('MONGODB_UNAVAILABLE', `MongoDB does not answer: ${message}`, { cause: error });
    }
    if (error instanceof MongoServerError && typeof error.code === 'number' && loginCodes.has(error.code)) {
      throw new FatalError('MONGODB_REFUSED', `MongoDB refuses: ${message}`, { cause: error });
    }
    throw thrown;
  }
}
