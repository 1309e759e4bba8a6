import { Buffer } from 'node:buffer';
import { headerText } from '@newsflow/contracts';
import type { ReceivedRecord } from '@newsflow/kafka';

/** The value as an object where it is JSON; a page body as its size. */
export function dataOf({ value, headers }: Pick<ReceivedRecord, 'value' | 'headers'>): unknown {
  if (value === null) return null;
  const facts = headerText(headers, 'nf_fetch');
  try {
    return facts === undefined
      ? JSON.parse(value.toString('utf8'))
      : { ...(JSON.parse(facts) as object), bodyBytes: value.length };
  } catch {
    return { bytes: value.length, base64: value.subarray(0, 256).toString('base64') };
  }
}

const shownHeaders = (headers: ReceivedRecord['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.keys(headers)
      .filter((name) => name !== 'nf_fetch')
      .map((name) => [name, headerText(headers, name) ?? '']),
  );

/** A record as an object that JSON can show. */
export const shownRecord = (record: ReceivedRecord) => ({
  topic: record.topic,
  partition: record.partition,
  offset: record.offset,
  key: record.key === null ? null : Buffer.from(record.key).toString('utf8'),
  headers: shownHeaders(record.headers),
  data: dataOf(record),
});
