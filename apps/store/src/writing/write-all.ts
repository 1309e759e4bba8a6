import { type Failure, PoisonError, type ReceivedRecord, TransientError, UnavailableError } from '@newsflow/kafka';
import { inSpansOf } from '@newsflow/tracing';
import mongoose from 'mongoose';
import { passingCodes, translated } from '../database/unavailable.ts';

const { MongoBulkWriteError } = mongoose.mongo;

export type BulkOperation = mongoose.mongo.AnyBulkWriteOperation<{ _id: string }>;
export type Target = Pick<mongoose.mongo.Collection<{ _id: string }>, 'bulkWrite' | 'collectionName' | 'dbName'>;
export interface Write {
  /** The event that the operation comes from. */
  readonly record: ReceivedRecord;
  readonly operation: BulkOperation;
}

const duplicateKey = 11_000;
const tooLargeCodes = new Set([10_334, 17_419, 17_420]);
/** Two upserts of one `_id` at the same time: one fails and has to be done again. A third or fourth time is another fault. */
const raceTries = 5;
/** What the driver throws before it sends anything: a document above 16 MiB, a key with NUL. */
const refusals = new Set([
  'BSONError',
  'BSONRuntimeError',
  'BSONOffsetError',
  'MongoInvalidArgumentError',
  'RangeError',
]);

const isRefusal = (error: unknown): error is Error =>
  typeof error === 'object' && error !== null && 'name' in error && refusals.has(String(error.name));

const codeOf = ({ code }: { code?: number | string | undefined }): number => Number(code ?? 0);

function failureOf(
  { record }: Write,
  { code, errmsg }: { code?: number | undefined; errmsg?: string | undefined },
): Failure {
  if (tooLargeCodes.has(code ?? 0)) {
    return {
      record,
      error: new PoisonError('DOCUMENT_TOO_LARGE', 'the document would be larger than MongoDB allows (16 MiB)'),
    };
  }
  return {
    record,
    error: new TransientError(`MONGODB_${code ?? 0}`, `MongoDB did not write the document: ${errmsg ?? ''}`),
  };
}

/** Half by half, until the one document that cannot be encoded stands alone: the others are not to blame. */
async function isolate(collection: Target, writes: readonly Write[], cause: Error): Promise<Failure[]> {
  const [only] = writes;
  if (only && writes.length === 1) {
    return [
      {
        record: only.record,
        error: new PoisonError('DOCUMENT_REFUSED', `not a MongoDB document: ${cause.message}`, { cause }),
      },
    ];
  }
  const middle = Math.ceil(writes.length / 2);
  const first = await writeAll(collection, writes.slice(0, middle));
  return [...first, ...(await writeAll(collection, writes.slice(middle)))];
}

/** One bulk write, as a span in the trace of each of its events. */
function bulkWrite(collection: Target, writes: readonly Write[]): Promise<unknown> {
  const operations = writes.map(({ operation }) => operation);
  return inSpansOf(
    writes.map(({ record }) => record),
    () => ({
      name: `bulkWrite ${collection.collectionName}`,
      kind: 'CLIENT',
      attributes: {
        'db.system.name': 'mongodb',
        'db.namespace': collection.dbName,
        'db.collection.name': collection.collectionName,
        'db.operation.name': 'bulkWrite',
        'db.operation.batch.size': operations.length,
      },
    }),
    () => translated(() => collection.bulkWrite(operations, { ordered: false })),
  );
}

/**
 * Writes unordered, waiting for the majority's journal. Resolves with the events whose document could not be written, while all others
 * were. Rejects with UnavailableError while MongoDB is away: what was written of the batch until then may be written again.
 */
export async function writeAll(collection: Target, writes: readonly Write[], tries = raceTries): Promise<Failure[]> {
  if (writes.length === 0) return [];
  try {
    await bulkWrite(collection, writes);
    return [];
  } catch (error) {
    if (isRefusal(error)) return await isolate(collection, writes, error);
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const failed = [error.writeErrors].flat();
    if (failed.length === 0) throw error;
    const passing = failed.find((problem) => passingCodes.has(codeOf(problem)));
    if (passing)
      throw new UnavailableError('MONGODB_UNAVAILABLE', `MongoDB does not answer: ${passing.errmsg ?? ''}`, {
        cause: error,
      });
    const again: Write[] = [];
    const failures: Failure[] = [];
    for (const problem of failed) {
      const write = writes[problem.index];
      if (!write) continue;
      if (codeOf(problem) === duplicateKey && tries > 1) again.push(write);
      else failures.push(failureOf(write, problem));
    }
    return [...failures, ...(await writeAll(collection, again, tries - 1))];
  }
}
