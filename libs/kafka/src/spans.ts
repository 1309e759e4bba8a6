import type { SpanDescription } from '@newsflow/tracing';
import type { OutgoingRecord, Position, ReceivedRecord } from './records.ts';

// Names of OpenTelemetry's semantic conventions for messaging and Kafka, version 1.44. Version 1.45 renames two of them
// (`messaging.system.name`, `kafka.offset`), which few tools know yet.

type Attributes = NonNullable<SpanDescription['attributes']>;

const common = (operation: string, type: string, topic: string, records: readonly OutgoingRecord[]): Attributes => ({
  'messaging.system': 'kafka',
  'messaging.operation.name': operation,
  'messaging.operation.type': type,
  'messaging.destination.name': topic,
  ...(records.length > 1 ? { 'messaging.batch.message_count': records.length } : keyOf(records[0])),
});

const keyOf = (record: OutgoingRecord | undefined): Attributes =>
  record?.key == null ? {} : { 'messaging.kafka.message.key': record.key.toString() };

export const publishing = (topic: string, records: readonly OutgoingRecord[]): SpanDescription => ({
  name: `publish ${topic}`,
  kind: 'PRODUCER',
  attributes: common('publish', 'send', topic, records),
});

export const transacting = (group: string): SpanDescription => ({
  name: `transaction ${group}`,
  kind: 'PRODUCER',
  attributes: { 'messaging.system': 'kafka', 'messaging.consumer.group.name': group },
});

/** Where an acknowledged record lies. */
export const placed = ({ partition, offset }: Position): Attributes => ({
  'messaging.destination.partition.id': String(partition),
  'messaging.kafka.offset': Number(offset),
});

/** @param records of one partition */
export function processing(group: string, records: readonly ReceivedRecord[]): SpanDescription {
  const [first] = records;
  const topic = first?.topic ?? '';
  const where: Attributes =
    first === undefined
      ? {}
      : records.length === 1
        ? placed(first)
        : { 'messaging.destination.partition.id': String(first.partition) };
  return {
    name: `process ${topic}`,
    kind: 'CONSUMER',
    attributes: {
      ...common('process', 'process', topic, records),
      ...where,
      'messaging.consumer.group.name': group,
    },
  };
}
