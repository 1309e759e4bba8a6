import { Buffer } from 'node:buffer';
import { type EventData, events, type EventType, schemaId } from './events/catalogue.ts';
import type { FetchFacts } from './events/raw-page.ts';
import { registrableDomain } from './url.ts';
import { assertValid, InvalidEventError } from './validation.ts';

type HeaderValue = string | Buffer | (string | Buffer)[] | undefined;
/** A Kafka record as the client hands it out. */
export interface EncodedRecord {
  readonly key: Buffer | string | null;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, HeaderValue>> | undefined;
}
/** A Kafka record ready to be sent. */
export interface RecordToSend {
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Record<string, string>;
}

/** CloudEvents 1.0 attributes of an event. */
export interface Attributes<T extends EventType = EventType> {
  readonly type: T;
  readonly id: string;
  readonly source: string;
  /** RFC 3339. */
  readonly time: string;
  /** The page id; the source id for source health. */
  readonly subject: string;
}
export interface Event<T extends EventType = EventType> extends Attributes<T> {
  readonly data: EventData<T>;
  /** Extension headers: `nf_raw`, `traceparent`, … */
  readonly extensions?: Readonly<Record<string, string>>;
}
export interface RawPage extends Attributes<'newsflow.raw-page.fetched.v1'> {
  readonly facts: FetchFacts;
  /** As received: `contentEncoding` not undone. */
  readonly body: Buffer;
  /** Comma list as in HTTP; '' for identity. */
  readonly contentEncoding: string;
  readonly extensions?: Readonly<Record<string, string>>;
}

const attributeHeaders = ({ type, id, source, time, subject }: Attributes): Record<string, string> => ({
  ce_specversion: '1.0',
  ce_id: id,
  ce_source: source,
  ce_type: type,
  ce_time: time,
  ce_subject: subject,
  ce_dataschema: schemaId(type),
});

const keyOf = ({ type, subject, data }: { type: EventType; subject: string; data?: unknown }): string =>
  events[type].topic === 'fetch-request' ? registrableDomain((data as { url: string }).url) : subject;

/**
 * CloudEvents 1.0, Kafka protocol binding, binary content mode: attributes in `ce_` headers, JSON data in the value.
 * Throws {@link InvalidEventError} rather than let a bad event out.
 */
export function encodeEvent<T extends Exclude<EventType, 'newsflow.raw-page.fetched.v1'>>(
  event: Event<T>,
): RecordToSend {
  assertValid(event.type, event.data, 'write');
  return {
    key: keyOf(event),
    value: Buffer.from(JSON.stringify(event.data)),
    headers: { ...attributeHeaders(event), 'content-type': 'application/json', ...event.extensions },
  };
}

/** A raw page: the body bytes are the value, the facts of the fetch are the header `nf_fetch`. */
export function encodeRawPage(page: RawPage): RecordToSend {
  assertValid(page.type, page.facts, 'write');
  return {
    key: page.subject,
    value: page.body,
    headers: {
      ...attributeHeaders(page),
      'content-type': page.facts.contentType ?? 'application/octet-stream',
      ...(page.contentEncoding === '' ? {} : { 'content-encoding': page.contentEncoding }),
      nf_fetch: JSON.stringify(page.facts),
      ...page.extensions,
    },
  };
}

/** One header as text; of a repeated one the last. */
export function headerText(headers: EncodedRecord['headers'], name: string): string | undefined {
  const value = headers?.[name];
  const last = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' ? last : last?.toString('utf8');
}

const ownHeaders = new Set(['content-type', 'content-encoding', 'nf_fetch']);

function decodeAttributes(record: EncodedRecord): Attributes & { extensions: Record<string, string> } {
  const header = (name: string): string => {
    const text = headerText(record.headers, name);
    if (text === undefined || text === '') throw new InvalidEventError(`header ${name} is missing`);
    return text;
  };
  const specversion = header('ce_specversion');
  if (specversion !== '1.0') throw new InvalidEventError(`ce_specversion is ${specversion}, not 1.0`);
  const type = header('ce_type');
  if (!Object.hasOwn(events, type)) throw new InvalidEventError(`unknown ce_type ${type.slice(0, 100)}`);
  const extensions: Record<string, string> = {};
  for (const name of Object.keys(record.headers ?? {})) {
    if (name.startsWith('ce_') || ownHeaders.has(name)) continue;
    extensions[name] = headerText(record.headers, name) ?? '';
  }
  return {
    type: type as EventType,
    id: header('ce_id'),
    source: header('ce_source'),
    time: header('ce_time'),
    subject: header('ce_subject'),
    extensions,
  };
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidEventError(`${what} is not JSON`, [cause instanceof Error ? cause.message : String(cause)]);
  }
}

/** Reads any event with JSON data. Throws {@link InvalidEventError} for everything that is not one. */
export function decodeEvent(record: EncodedRecord): Event {
  const attributes = decodeAttributes(record);
  if (!record.value) throw new InvalidEventError('the record has no value');
  const data = parseJson(record.value.toString('utf8'), 'the value');
  assertValid(attributes.type, data, 'read');
  return { ...attributes, data: data as EventData<EventType> };
}

/** Reads a raw page. Throws {@link InvalidEventError}. */
export function decodeRawPage(record: EncodedRecord): RawPage {
  const { type, ...attributes } = decodeAttributes(record);
  if (type !== 'newsflow.raw-page.fetched.v1') throw new InvalidEventError(`${type} is not a raw page`);
  if (!record.value) throw new InvalidEventError('the record has no value');
  const facts = parseJson(headerText(record.headers, 'nf_fetch') ?? '', 'header nf_fetch');
  assertValid(type, facts, 'read');
  return {
    ...attributes,
    type,
    facts: facts as FetchFacts,
    body: record.value,
    contentEncoding: headerText(record.headers, 'content-encoding') ?? '',
  };
}
