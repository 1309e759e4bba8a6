import { encodeEvent, type EventData, eventId, events, type EventType } from '@newsflow/contracts';
import type { Output } from '@newsflow/kafka';
import type { Source } from './source.ts';

/**
 * One derived event. Its id is made of what it is about, so that the same raw page and parser give the same id.
 * @param parts identify the event among all of its type
 */
export function derivedEvent<T extends Exclude<EventType, 'newsflow.raw-page.fetched.v1'>>(
  type: T,
  data: EventData<T>,
  parts: readonly (string | number)[],
  { source, fetchedAt, pageId, extensions }: Source,
): Output {
  const record = encodeEvent({
    type,
    data,
    id: eventId(type, ...parts),
    source,
    time: fetchedAt,
    subject: pageId,
    extensions,
  });
  return { topic: events[type].topic, record };
}
