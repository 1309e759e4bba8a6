import { encodeEvent, type EventData, eventId, type EventType, type RecordToSend } from '@newsflow/contracts';

/** The Kafka record of an event. The same type, subject and data give the same record. */
export function anEvent<T extends Exclude<EventType, 'newsflow.raw-page.fetched.v1'>>(
  type: T,
  subject: string,
  data: EventData<T>,
): RecordToSend {
  return encodeEvent({
    type,
    subject,
    data,
    id: eventId(type, subject, JSON.stringify(data)),
    source: '/newsflow/test',
    time: '2026-01-05T10:00:02.000Z',
  });
}
