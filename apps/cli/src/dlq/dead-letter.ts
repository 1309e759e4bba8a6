import { headerText, type Service, type TopicNames } from '@newsflow/contracts';
import { replaysOf, type ReceivedRecord } from '@newsflow/kafka';
import { services } from '../services.ts';
import { dataOf } from '../shown-record.ts';

/** What is told of a dead letter. Null where the record does not say it: anybody may write to a topic. */
export interface DeadLetter {
  /** `<service>:<partition>:<offset>` in the service's dead-letter topic. */
  readonly id: string;
  readonly group: string;
  /** Where the record lies that failed. */
  readonly topic: string | null;
  readonly partition: number | null;
  readonly offset: string | null;
  readonly reason: string | null;
  readonly code: string | null;
  readonly attempts: number;
  readonly firstFailure: string | null;
  readonly url: string | null;
  readonly source: string | null;
  /** When it became a dead letter; null for a time that no calendar has. */
  readonly at: string | null;
  /** How often it has been replayed by now. */
  readonly replayed: number;
  /** The letter is without the value, which was too large for its topic. */
  readonly valueOmitted: boolean;
}

/** Where a dead letter itself lies. */
export interface LetterPlace {
  readonly service: Service;
  readonly partition: number;
  readonly offset: string;
}

export const letterId = ({ service, partition, offset }: LetterPlace): string => `${service}:${partition}:${offset}`;

/** undefined for text that is no id. */
export function parseLetterId(text: string): LetterPlace | undefined {
  const [, name, partition, offset] = /^([a-z]+):(\d{1,9}):(\d{1,18})$/u.exec(text) ?? [];
  const service = services.find((one) => one === name);
  return service && offset !== undefined ? { service, partition: Number(partition), offset } : undefined;
}

const textOr = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Facts of a fetch, or the data of an event. */
function told(record: ReceivedRecord): { url: string | null; source: string | null } {
  const data = dataOf(record);
  const { url, sourceId } = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>;
  return { url: textOr(url), source: textOr(sourceId) };
}

function timeOf({ timestamp }: ReceivedRecord): string | null {
  const time = new Date(Number(timestamp));
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

export function deadLetterOf(record: ReceivedRecord, service: Service, names: TopicNames): DeadLetter {
  const header = (name: string): string | null => headerText(record.headers, name) ?? null;
  const partition = header('nf_original_partition');
  return {
    id: letterId({ service, partition: record.partition, offset: record.offset }),
    group: names.group(service),
    topic: header('nf_original_topic'),
    partition: partition === null ? null : Number(partition),
    offset: header('nf_original_offset'),
    reason: header('nf_error_message'),
    code: header('nf_error_code'),
    attempts: Number(header('nf_attempt')) || 0,
    firstFailure: header('nf_first_failure'),
    ...told(record),
    at: timeOf(record),
    replayed: replaysOf(record),
    valueOmitted: record.value === null && header('nf_value_omitted') !== null,
  };
}

/** Which letters are meant; what is not given is not asked for. */
export interface Filters {
  /** Of this service. */
  readonly group?: Service;
  /** Part of the code or of the message. */
  readonly reason?: string;
  readonly source?: string;
  /** Dead at or after this time. */
  readonly since?: Date;
}

export function matches(letter: DeadLetter, { reason, source, since }: Omit<Filters, 'group'>): boolean {
  const saysReason = (text: string): boolean => [letter.code, letter.reason].some((part) => part?.includes(text));
  return (
    (reason === undefined || saysReason(reason)) &&
    (source === undefined || letter.source === source) &&
    (since === undefined || Date.parse(letter.at ?? '') >= since.getTime())
  );
}
