import { describe, expect, it } from '@jest/globals';
import { topicNames } from '@newsflow/contracts';
import type { ReceivedRecord } from '@newsflow/kafka';
import { aRawPage } from '@newsflow/testing';
import { type DeadLetter, deadLetterOf, type Filters, matches, parseLetterId } from './dead-letter.ts';

const names = topicNames('newsflow');
const aLetter = (changes: Partial<ReceivedRecord> = {}): DeadLetter => {
  const { key, value, headers } = aRawPage({ facts: { url: 'https://gazette.example/ferry', sourceId: 'gazette' } });
  const record: ReceivedRecord = {
    topic: names.deadLetter(names.group('parser')),
    partition: 2,
    offset: '17',
    timestamp: String(Date.parse('2026-03-10T12:00:00Z')),
    key: Buffer.from(key),
    value,
    headers: {
      ...headers,
      nf_attempt: '4',
      nf_original_topic: names.topic('raw-page'),
      nf_original_partition: '5',
      nf_original_offset: '99',
      nf_first_failure: '2026-03-10T11:00:00.000Z',
      nf_error_code: 'PARSE_TIME_LIMIT',
      nf_error_message: 'more than 5 ms',
    },
    ...changes,
  };
  return deadLetterOf(record, 'parser', names);
};

describe('a dead letter', () => {
  it('has an id of its own and tells of the record that failed', () => {
    expect(aLetter()).toEqual({
      id: 'parser:2:17',
      group: 'newsflow-parser',
      topic: 'newsflow.raw-page.v1',
      partition: 5,
      offset: '99',
      reason: 'more than 5 ms',
      code: 'PARSE_TIME_LIMIT',
      attempts: 4,
      firstFailure: '2026-03-10T11:00:00.000Z',
      url: 'https://gazette.example/ferry',
      source: 'gazette',
      at: '2026-03-10T12:00:00.000Z',
      replayed: 0,
      valueOmitted: false,
    });
  });

  it('takes URL and source from the data of an event that is no page', () => {
    const value = Buffer.from('{"url":"https://gazette.example/","sourceId":"wire"}');
    expect(aLetter({ value, headers: {} })).toMatchObject({ url: 'https://gazette.example/', source: 'wire' });
  });

  it.each([null, Buffer.from('junk'), Buffer.from('null'), Buffer.from('[1]')])(
    'is told of also where the record is none (value %j)',
    (value) => {
      const unknown = { topic: null, partition: null, offset: null, code: null, url: null, source: null, attempts: 0 };
      expect(aLetter({ value, headers: {} })).toMatchObject({ id: 'parser:2:17', ...unknown });
    },
  );
});

it.each([
  ['parser:2:17', { service: 'parser', partition: 2, offset: '17' }],
  ['gateway:2:17', undefined],
  ['parser:2', undefined],
  ['parser:2:x', undefined],
])('%s is read as an id: %j', (text, place) => {
  expect(parseLetterId(text)).toEqual(place);
});

it.each(['9223372036854775807', '8640000000000001', '-9223372036854775808'])(
  'a dead letter of the time %s has none and is not of any time asked for',
  (timestamp) => {
    const letter = aLetter({ timestamp });
    expect(letter.at).toBeNull();
    expect(matches(letter, { since: new Date(0) })).toBe(false);
  },
);

describe('a forged header', () => {
  it.each([
    ['-1000000', 0],
    ['Infinity', 0],
    ['2.5', 0],
    ['3', 3],
  ])('that counts replays as %s makes it %d', (replayed, expected) => {
    expect(aLetter({ headers: { nf_replayed: replayed } }).replayed).toBe(expected);
  });

  it('that says that the value is left out counts only where there is none', () => {
    const headers = { nf_value_omitted: '9000000' };
    expect(aLetter({ headers }).valueOmitted).toBe(false);
    expect(aLetter({ headers, value: null }).valueOmitted).toBe(true);
  });
});

describe('filters', () => {
  it.each<[Omit<Filters, 'group'>, boolean]>([
    [{}, true],
    [{ reason: 'TIME_LIMIT' }, true],
    [{ reason: 'more than' }, true],
    [{ reason: 'less than' }, false],
    [{ source: 'gazette' }, true],
    [{ source: 'gaz' }, false],
    [{ since: new Date('2026-03-10T12:00:00Z') }, true],
    [{ since: new Date('2026-03-10T12:00:01Z') }, false],
    [{ reason: 'TIME_LIMIT', source: 'wire' }, false],
  ])('%j: %j', (filters, expected) => {
    expect(matches(aLetter(), filters)).toBe(expected);
  });
});
