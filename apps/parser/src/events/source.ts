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
  // Passed on: a page has one trace whether this service is traced or not, and of what is asked for again readers know that it is.
  const passedOn = ['traceparent', 'nf_replayed'].flatMap((name) => {
    const value = headerText(record.headers, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    source: names.source('parser'),
    fetchedAt: facts.fetchedAt,
    pageId: facts.pageId,
    extensions: { nf_raw: `${record.partition}:${record.offset}`, ...Object.fromEntries(passedOn) },
  };
}
