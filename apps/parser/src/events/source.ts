import { headerText, type TopicNames } from '@newsflow/contracts';
import type { ReceivedRecord } from '@newsflow/kafka';

/** What every event of one raw page shares. */
export interface Source {
  /** CloudEvents source of this service. */
  readonly source: string;
  /** Also the time of the derived events: a repeat has to give identical ones. */
  readonly fetchedAt: string;
  readonly pageId: string;
  readonly extensions: Readonly<Record<string, string>>;
}

export function sourceOf(
  names: TopicNames,
  record: Pick<ReceivedRecord, 'partition' | 'offset' | 'headers'>,
  facts: { readonly pageId: string; readonly fetchedAt: string },
): Source {
  // Passed on, so that a page has one trace whether this service is traced or not.
  const traceparent = headerText(record.headers, 'traceparent');
  return {
    source: names.source('parser'),
    fetchedAt: facts.fetchedAt,
    pageId: facts.pageId,
    extensions: {
      nf_raw: `${record.partition}:${record.offset}`,
      ...(traceparent === undefined ? {} : { traceparent }),
    },
  };
}
