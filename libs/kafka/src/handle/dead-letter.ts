import { errorCode } from './actions.ts';
import type { OutgoingRecord, ReceivedRecord } from '../records.ts';

/** Together far within contracts' `failureHeaderBytes`. */
const maxStackBytes = 8 * 1024;
const maxMessageBytes = 4 * 1024;
const maxCodeBytes = 128;

export interface DeadLetter {
  readonly record: ReceivedRecord;
  readonly error: unknown;
  /** How often the record was tried. */
  readonly attempts: number;
  readonly firstFailureAt: Date;
}

/** At most so many bytes of UTF-8, no character cut in two. */
function cut(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000) end -= 1;
  return bytes.toString('utf8', 0, end);
}

/** Key, value and headers as the handler saw them, and why, where, when and how often it failed. */
export function deadLetterRecord(
  group: string,
  { record, error, attempts, firstFailureAt }: DeadLetter,
): OutgoingRecord {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? stackWithCauses(error) : '';
  return {
    key: record.key,
    value: record.value,
    headers: {
      ...record.headers,
      nf_group: group,
      nf_attempt: String(attempts),
      nf_original_topic: record.topic,
      nf_original_partition: String(record.partition),
      nf_original_offset: record.offset,
      nf_original_timestamp: record.timestamp,
      nf_first_failure: firstFailureAt.toISOString(),
      nf_error_code: cut(errorCode(error), maxCodeBytes),
      nf_error_message: cut(message, maxMessageBytes),
      nf_error_stack: cut(stack, maxStackBytes),
    },
  };
}

/** For a dead-letter topic that is smaller than it should be: the original can still be found where it came from. */
export function withoutValue({ key, value, headers }: OutgoingRecord): OutgoingRecord {
  return { key, value: null, headers: { ...headers, nf_value_omitted: String(value?.length ?? 0) } };
}

function stackWithCauses(error: Error): string {
  const stack = error.stack ?? '';
  return error.cause instanceof Error ? `${stack}\nCaused by: ${error.cause.stack ?? error.cause.message}` : stack;
}
