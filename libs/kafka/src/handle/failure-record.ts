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

/** Means nothing but in a topic of ours for retries or dead letters. */
const untrusted: ReadonlySet<string> = new Set([...failureHeaders, 'nf_replayed', 'nf_value_omitted']);
/** Of a dead letter, when it is replayed. */
const reasons: ReadonlySet<string> = new Set([
  'nf_error_code',
  'nf_error_message',
  'nf_error_stack',
  'nf_value_omitted',
]);
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

/**
 * Key, value and headers as the handler saw them, and why, where, when and how often it failed. In its own topic anybody may
 * have given a record headers that say such things: they are left out, or it could pass for another one or end its replays.
 */
export function deadLetterRecord(group: string, failed: Failed): OutgoingRecord {
  const { record, again } = failed;
  return withFailure(group, failed, again ? record.headers : without(record.headers, untrusted));
}

/**
 * The same, with the time before which it is not to be tried again. Whether a record comes of a replay is for its handler to
 * know, in each try.
 */
export function retryRecord(group: string, failed: Delayed, nowMs: number): OutgoingRecord {
  const letter = deadLetterRecord(group, failed);
  const notBefore = new Date(nowMs + failed.delayMs).toISOString();
  const replayed = failed.record.headers['nf_replayed'] !== undefined && !failed.again ? { nf_replayed: '1' } : {};
  return { ...letter, headers: { ...letter.headers, ...replayed, nf_not_before: notBefore } };
}

function withFailure(
  group: string,
  { record, error, attempts, firstFailureAt }: Failed,
  headers: ReceivedRecord['headers'],
): OutgoingRecord {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? stackWithCauses(error) : '';
  return {
    key: record.key,
    value: record.value,
    headers: {
      ...headers,
      ...originOf(record),
      nf_group: group,
      nf_attempt: String(attempts),
      nf_first_failure: firstFailureAt.toISOString(),
      nf_error_code: cut(errorCode(error), maxCodeBytes),
      nf_error_message: cut(message, maxMessageBytes),
      nf_error_stack: cut(stack, maxStackBytes),
    },
  };
}

const originOf = ({ topic, partition, offset, timestamp }: ReceivedRecord) => ({
  nf_original_topic: topic,
  nf_original_partition: String(partition),
  nf_original_offset: offset,
  nf_original_timestamp: timestamp,
});

const without = (headers: ReceivedRecord['headers'], names: ReadonlySet<string>): ReceivedRecord['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.has(name)));

/** How often somebody has asked for a dead letter to be handled again; 0 where it says something that is no count. */
export function replaysOf({ headers }: Pick<ReceivedRecord, 'headers'>): number {
  const count = headerText(headers, 'nf_replayed') ?? '';
  return /^\d{1,9}$/u.test(count) ? Number(count) : 0;
}

/**
 * For the first retry topic of a group: handled again at once, with as many tries as a new record, as what lies at this
 * place of this topic, whatever its headers say.
 */
export const replayRecord = (group: string, record: ReceivedRecord): OutgoingRecord =>
  replayOf(group, record, { ...without(record.headers, untrusted), ...originOf(record) }, 1);

/** The same for a dead letter, as what it was where it says that it came from. */
export const replayLetter = (group: string, letter: ReceivedRecord): OutgoingRecord =>
  replayOf(group, letter, without(letter.headers, reasons), replaysOf(letter) + 1);

const replayOf = (
  group: string,
  { key, value }: ReceivedRecord,
  headers: ReceivedRecord['headers'],
  replays: number,
): OutgoingRecord => ({
  key,
  value,
  headers: { ...headers, nf_group: group, nf_attempt: '0', nf_not_before: atOnce, nf_replayed: String(replays) },
});

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
