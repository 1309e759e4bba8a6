import { contentSha256, decodeEvent, type EventData, type EventType } from '@newsflow/contracts';
import { type Failure, PoisonError, type ReceivedRecord } from '@newsflow/kafka';

export interface Received<T extends EventType> {
  readonly record: ReceivedRecord;
  readonly data: EventData<T>;
  /** Differs between two events with different data, and only then. */
  readonly tie: string;
}

/** Reads the events of a batch; what is no event of this type is a failure of its own. */
export function receive<T extends EventType>(
  type: T,
  records: readonly ReceivedRecord[],
): { events: Received<T>[]; failures: Failure[] } {
  const events: Received<T>[] = [];
  const failures: Failure[] = [];
  for (const record of records) {
    try {
      const event = decodeEvent(record);
      if (event.type !== type)
        throw new PoisonError('UNEXPECTED_TYPE', `${event.type} is not what the store reads here: ${type}`);
      const tie = contentSha256(record.value ?? Buffer.alloc(0)).slice(0, 16);
      events.push({ record, data: event.data as EventData<T>, tie });
    } catch (error) {
      failures.push({ record, error });
    }
  }
  return { events, failures };
}
