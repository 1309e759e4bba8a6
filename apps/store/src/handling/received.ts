import { contentSha256, decodeEvent, type EventData, type EventType, headerText } from '@newsflow/contracts';
import { type Failure, PoisonError, type ReceivedRecord } from '@newsflow/kafka';

export interface Received<T extends EventType> {
  readonly record: ReceivedRecord;
  readonly data: EventData<T>;
  /** Decides between two events with equal versions: differs where their data differ, and is less for a replayed one. */
  readonly tie: string;
}

/** What was there first stays: a replay by the same parser has nothing new to say. */
const tieOf = ({ value, headers }: ReceivedRecord): string =>
  `${headerText(headers, 'nf_replayed') === undefined ? 1 : 0} ${contentSha256(value ?? Buffer.alloc(0)).slice(0, 16)}`;

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
      events.push({ record, data: event.data as EventData<T>, tie: tieOf(record) });
    } catch (error) {
      failures.push({ record, error });
    }
  }
  return { events, failures };
}
