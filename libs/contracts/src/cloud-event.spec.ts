import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import { decodeEvent, decodeRawPage, encodeEvent, encodeRawPage, type RawPage } from './cloud-event.ts';
import type { EventData } from './events/catalogue.ts';
import { pageId } from './ids.ts';
import { InvalidEventError } from './validation.ts';

const url = 'https://www.example.co.uk/a';
const attributes = { id: 'e1', source: '/newsflow/scraper', time: '2026-01-02T03:04:05Z', subject: pageId(url) };
const outcome: EventData<'newsflow.page.outcome.v1'> = {
  pageId: pageId(url),
  url,
  version: 1,
  stage: 'scraper',
  outcome: 'fetched',
  reason: null,
  at: '2026-01-02T03:04:05Z',
};
const event = { ...attributes, type: 'newsflow.page.outcome.v1', data: outcome } as const;
const rawPage: RawPage = {
  ...attributes,
  type: 'newsflow.raw-page.fetched.v1',
  facts: {
    pageId: pageId(url),
    url,
    finalUrl: url,
    version: 1,
    status: 200,
    fetchedAt: '2026-01-02T03:04:05Z',
    contentType: 'text/html; charset=windows-1252',
    redirects: [],
    sha256: '0'.repeat(64),
    previous: null,
    sourceId: null,
    rights: { robots: [] },
  },
  body: Buffer.from([0xff, 0xfe, 0x00, 0x80]),
  contentEncoding: 'gzip',
};

describe('encodeEvent', () => {
  it('writes binary mode: attributes in headers, JSON alone in the value, the page id as key', () => {
    const record = encodeEvent(event);
    expect(record.key).toBe(pageId(url));
    expect(JSON.parse(record.value.toString())).toEqual(outcome);
    expect(record.headers).toEqual({
      ce_specversion: '1.0',
      ce_id: 'e1',
      ce_source: '/newsflow/scraper',
      ce_type: 'newsflow.page.outcome.v1',
      ce_time: '2026-01-02T03:04:05Z',
      ce_subject: pageId(url),
      ce_dataschema: 'urn:newsflow:schema:newsflow.page.outcome.v1',
      'content-type': 'application/json',
    });
  });

  it('keys fetch requests by registrable domain, so that a site stays in one partition', () => {
    expect(encodeEvent({ ...attributes, type: 'newsflow.fetch.requested.v1', data: { url } }).key).toBe(
      'example.co.uk',
    );
  });

  it('lets no bad event out and names every problem', () => {
    const bad = { ...event, data: { ...outcome, version: -1, stage: 'elsewhere' as 'parser' } };
    expect(() => encodeEvent(bad)).toThrow(/\/version .*\/stage /);
  });
});

describe('decodeEvent', () => {
  it('reads back what was written, extensions included', () => {
    const record = encodeEvent({ ...event, extensions: { nf_raw: '3:17' } });
    expect(decodeEvent(record)).toEqual({ ...event, extensions: { nf_raw: '3:17' } });
  });

  it('takes headers as the client delivers them: buffers, or lists of a repeated one', () => {
    const { key, value, headers } = encodeEvent(event);
    const delivered = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]));
    expect(
      decodeEvent({ key, value, headers: { ...delivered, ce_id: [Buffer.from('old'), Buffer.from('e1')] } }).id,
    ).toBe('e1');
  });

  it('accepts an enum word and a field that a newer writer added', () => {
    const { key, headers } = encodeEvent(event);
    const newer = { ...outcome, outcome: 'teleported', colour: 'red' };
    expect(decodeEvent({ key, headers, value: Buffer.from(JSON.stringify(newer)) }).data).toEqual(newer);
  });

  const record = encodeEvent(event);
  it.each([
    ['no headers', { ...record, headers: {} }, 'header ce_specversion is missing'],
    [
      'another CloudEvents version',
      { ...record, headers: { ...record.headers, ce_specversion: '2.0' } },
      'ce_specversion is 2.0',
    ],
    ['an unknown type', { ...record, headers: { ...record.headers, ce_type: 'toString' } }, 'unknown ce_type toString'],
    ['no value', { ...record, value: null }, 'no value'],
    ['no JSON', { ...record, value: Buffer.from('{"a"') }, 'not JSON'],
    ['a missing field', { ...record, value: Buffer.from('{}') }, 'pageId'],
  ])('refuses a record with %s', (_name, bad, message) => {
    expect(() => decodeEvent(bad)).toThrow(InvalidEventError);
    expect(() => decodeEvent(bad)).toThrow(message);
  });
});

describe('raw pages', () => {
  it('carry the body bytes unchanged, the facts in one header', () => {
    const record = encodeRawPage(rawPage);
    expect(record.value).toBe(rawPage.body);
    expect(record.headers['content-type']).toBe('text/html; charset=windows-1252');
    expect(decodeRawPage(record)).toEqual({ ...rawPage, extensions: {} });
  });

  it('are refused when the facts are damaged', () => {
    const record = encodeRawPage(rawPage);
    expect(() => decodeRawPage({ ...record, headers: { ...record.headers, nf_fetch: '{"version":' } })).toThrow(
      'nf_fetch is not JSON',
    );
    expect(() => decodeRawPage({ ...record, headers: { ...record.headers, nf_fetch: '{}' } })).toThrow(
      InvalidEventError,
    );
  });

  it('are not any other event', () => {
    expect(() => decodeRawPage(encodeEvent(event))).toThrow('is not a raw page');
  });
});
