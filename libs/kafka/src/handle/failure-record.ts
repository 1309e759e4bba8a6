import { headerText } from '@newsflow/contracts';
import { errorCode } from './actions.ts';
import type { OutgoingRecord, ReceivedRecord } from '../records.ts';
import type { Delayed, Failed } from './failed.ts';

/** Together far within contracts' `failureHeaderBytes`. */
const maxStackBytes = 8 * 1024;
const maxMessageBytes = 4 * 1024;
const maxCodeBytes = 128;
const maxBareKeyLength = 256;
/** Where a record that failed lies, when and how often it failed, and why, in short. */
const toldHeaders: readonly string[] = [
  'nf_group',
  'nf_attempt',
  'nf_original_topic',
  'nf_original_partition',
  'nf_original_offset',
  'nf_original_timestamp',
  'nf_first_failure',
  'nf_error_code',
  'nf_error_message',
];
/** What is left of a dead letter that even its stack and the headers of the original make too large. */
const bareHeaders: ReadonlySet<string> = new Set([...toldHeaders, 'nf_value_omitted']);
/** All that {@link retryRecord} adds to a record. `nf_replayed` is not among it: that stays with the record. */
export const failureHeaders: ReadonlySet<string> = new Set([...toldHeaders, 'nf_not_before', 'nf_error_stack']);

/** In the past by every clock, however wrong. */
const atOnce = new Date(0).toISOString();

/** At most so many bytes of UTF-8, no character cut in two. */
function cut(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000) end -= 1;
  return bytes.toString('utf8', 0, end);
}

/** Key, value and headers as the handler saw them, and why, where, when and how often it failed. */
export function deadLetterRecord(group: string, { record, error, attempts, firstFailureAt }: Failed): OutgoingRecord {
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

/** The same, with the time before which it is not to be tried again. */
export function retryRecord(group: string, failed: Delayed, nowMs: number): OutgoingRecord {
  const record = deadLetterRecord(group, failed);
  const notBefore = new Date(nowMs + failed.delayMs).toISOString();
  return { ...record, headers: { ...record.headers, nf_not_before: notBefore } };
}

/** How often somebody has asked for a record to be handled again. */
export const replaysOf = ({ headers }: Pick<ReceivedRecord, 'headers'>): number =>
  Number(headerText(headers, 'nf_replayed')) || 0;

/**
 * For the first retry topic of a group: handled again at once, with as many tries as a new record, as what it was in its own
 * topic. That is where a dead letter says that it came from; for any other record it is where the record lies.
 */
export function replayRecord(group: string, record: ReceivedRecord): OutgoingRecord {
  const { key, value, headers } = record;
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith('nf_error_'));
  return {
    key,
    value,
    headers: {
      nf_original_topic: record.topic,
      nf_original_partition: String(record.partition),
      nf_original_offset: record.offset,
      nf_original_timestamp: record.timestamp,
      ...Object.fromEntries(kept),
      nf_group: group,
      nf_attempt: '0',
      nf_not_before: atOnce,
      nf_replayed: String(replaysOf(record) + 1),
    },
  };
}

/** For a dead-letter topic that is smaller than it should be: the original can still be found where it came from. */
export function withoutValue({ key, value, headers }: OutgoingRecord): OutgoingRecord {
  return { key, value: null, headers: { ...headers, nf_value_omitted: String(value?.length ?? 0) } };
}

/** The last resort, less than 6 KiB whatever the record: where it lies and what is wrong with it. */
export function bare(letter: OutgoingRecord): OutgoingRecord {
  const { key, value, headers = {} } = withoutValue(letter);
  const told = Object.entries(headers).filter(([name]) => bareHeaders.has(name));
  return { key: key?.slice(0, maxBareKeyLength) ?? null, value, headers: Object.fromEntries(told) };
}

function stackWithCauses(error: Error): string {
  const stack = error.stack ?? '';
  return error.cause instanceof Error ? `${stack}\nCaused by: ${error.cause.stack ?? error.cause.message}` : stack;
}
