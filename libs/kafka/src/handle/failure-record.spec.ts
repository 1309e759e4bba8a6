import { describe, expect, it } from '@jest/globals';
import { failureHeaderBytes } from '@newsflow/contracts';
import { PoisonError } from '../errors.ts';
import { recordBytes } from '../record-size.ts';
import type { ReceivedRecord } from '../records.ts';
import type { Failed } from './failed.ts';
import { deadLetterRecord, replayLetter, replayRecord, retryRecord, withoutValue } from './failure-record.ts';

const record: ReceivedRecord = {
  topic: 'newsflow.raw-page.v1',
  partition: 3,
  offset: '42',
  timestamp: '1700000000000',
  key: Buffer.from([0, 255]),
  value: Buffer.from([1, 254]),
  headers: { ce_id: Buffer.from('x'), nf_attempt: 'old' },
};
const failedBy = (error: unknown, changes: Partial<Failed> = {}): Failed => ({
  record,
  error,
  attempts: 2,
  firstFailureAt: new Date('2026-01-02T03:04:05Z'),
  again: false,
  ...changes,
});
const letterOf = (error: unknown, changes: Partial<Failed> = {}) =>
  deadLetterRecord('newsflow-parser', failedBy(error, changes));

const replayOf = (changes: Partial<ReceivedRecord>): Record<string, unknown> => ({
  ...replayLetter('newsflow-parser', { ...record, ...changes }).headers,
});
const replayOfPage = (headers: ReceivedRecord['headers']): Record<string, unknown> => ({
  ...replayRecord('newsflow-parser', { ...record, headers }).headers,
});

describe('a replay', () => {
  it('of a dead letter is for the place where it failed, and says no more of the failure than when it first came', () => {
    const { key, value, headers = {} } = letterOf(new Error('x'));
    const letter = { ...record, topic: 'newsflow-parser.dlq.v1', partition: 5, offset: '9', headers };
    expect(replayOf(letter)).toEqual({
      ce_id: Buffer.from('x'),
      nf_group: 'newsflow-parser',
      nf_attempt: '0',
      nf_not_before: '1970-01-01T00:00:00.000Z',
      nf_original_topic: 'newsflow.raw-page.v1',
      nf_original_partition: '3',
      nf_original_offset: '42',
      nf_original_timestamp: '1700000000000',
      nf_first_failure: '2026-01-02T03:04:05.000Z',
      nf_replayed: '1',
    });
    const { key: keyAgain, value: valueAgain } = replayLetter('newsflow-parser', letter);
    expect([keyAgain, valueAgain]).toEqual([key, value]);
  });

  it('of a record that did not fail is for the place where it lies', () => {
    expect(replayOfPage({})).toMatchObject({
      nf_replayed: '1',
      nf_original_topic: 'newsflow.raw-page.v1',
      nf_original_partition: '3',
      nf_original_offset: '42',
    });
  });

  it('is counted', () => {
    expect(replayOf({ headers: { nf_replayed: Buffer.from('4') } })).toMatchObject({ nf_replayed: '5' });
    const again = { record: { ...record, headers: { nf_replayed: '4' } }, again: true };
    expect(letterOf(new Error('x'), again).headers).toMatchObject({ nf_replayed: '4' });
  });

  it.each(['-1000000', 'Infinity', '1e3', 'x'])('begins to be counted where the letter says %s', (nf_replayed) => {
    expect(replayOf({ headers: { nf_replayed } })).toMatchObject({ nf_replayed: '1' });
  });
});

describe('a forged header of a record in its own topic', () => {
  const place = { nf_original_topic: 'newsflow.raw-page.v1', nf_original_partition: '3', nf_original_offset: '42' };
  const forgedPlace = { nf_original_topic: 'other', nf_original_partition: '7', nf_original_offset: '1' };

  it('names no other place for its replay', () => {
    expect(replayOfPage(forgedPlace)).toMatchObject(place);
  });

  it('names no other place for its dead letter, nor a time before which it is not tried', () => {
    const headers = { ...forgedPlace, nf_not_before: '2999-01-01T00:00:00Z', ce_id: 'x' };
    const letter = letterOf(new Error('x'), { record: { ...record, headers } });
    expect(letter.headers).toMatchObject({ ...place, ce_id: 'x' });
    expect(letter.headers).not.toHaveProperty('nf_not_before');
  });

  it.each(['5', '-1000000'])('does not count as replays of its dead letter (%s)', (nf_replayed) => {
    const forged = { ...record, headers: { nf_replayed } };
    expect(letterOf(new Error('x'), { record: forged }).headers).not.toHaveProperty('nf_replayed');
    expect(replayOfPage({ nf_replayed })).toMatchObject({ nf_replayed: '1' });
    const retry = retryRecord('newsflow-parser', { ...failedBy(new Error('x'), { record: forged }), delayMs: 5 }, 0);
    expect(retry.headers).toMatchObject({ nf_replayed: '1' });
  });

  it('does not say that its dead letter lacks the value', () => {
    const forged = { ...record, headers: { nf_value_omitted: '5' } };
    expect(letterOf(new Error('x'), { record: forged }).headers).not.toHaveProperty('nf_value_omitted');
  });
});

describe('a dead letter', () => {
  it('keeps key and value byte by byte and the original headers, and tells origin, time and reason', () => {
    const letter = letterOf(new PoisonError('TRUNCATED', 'ends early'));
    expect([letter.key, letter.value]).toEqual([record.key, record.value]);
    expect(letter.headers).toMatchObject({
      ce_id: Buffer.from('x'),
      nf_group: 'newsflow-parser',
      nf_attempt: '2',
      nf_original_topic: 'newsflow.raw-page.v1',
      nf_original_partition: '3',
      nf_original_offset: '42',
      nf_original_timestamp: '1700000000000',
      nf_first_failure: '2026-01-02T03:04:05.000Z',
      nf_error_code: 'TRUNCATED',
      nf_error_message: 'ends early',
    });
    expect(letter.headers?.['nf_error_stack']).toContain('failure-record.spec');
  });

  it('adds at most what its topic has room for, whatever the error', () => {
    const cause = new Error('€'.repeat(1_000_000));
    const letter = letterOf(new PoisonError('C'.repeat(1_000_000), '€'.repeat(1_000_000), { cause }));
    expect(recordBytes(letter) - recordBytes(record)).toBeLessThan(failureHeaderBytes);
    expect(Buffer.byteLength(String(letter.headers?.['nf_error_stack']))).toBeLessThanOrEqual(8 * 1024);
  });

  it('cuts between characters', () => {
    const message = String(letterOf(new Error(`a${'😀'.repeat(10_000)}`)).headers?.['nf_error_message']);
    expect(message).not.toContain('\ufffd');
    expect(message.startsWith('a😀')).toBe(true);
    expect(Buffer.byteLength(message)).toBeGreaterThan(4 * 1024 - 4);
  });

  it('tells the cause behind the error', () => {
    const stack = letterOf(new PoisonError('A', 'outer', { cause: new RangeError('inner') })).headers?.[
      'nf_error_stack'
    ];
    expect(stack).toContain('Caused by: RangeError: inner');
  });

  it('says how much it leaves out where only its value is too large', () => {
    const letter = withoutValue(letterOf(new Error('x')));
    expect([letter.value, letter.headers?.['nf_value_omitted'], letter.headers?.['nf_original_offset']]).toEqual([
      null,
      '2',
      '42',
    ]);
  });
});
