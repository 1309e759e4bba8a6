import { contentSha256, encodeRawPage, eventId, type FetchFacts, pageId, type RecordToSend } from '@newsflow/contracts';

export interface RawPageChanges {
  readonly facts?: Partial<FetchFacts>;
  /** As in the log: with its content codings. */
  readonly body?: Buffer;
  readonly contentEncoding?: string;
}

/** The record of a raw page: a small HTML page, fetched for the first time. `pageId` follows from `finalUrl` unless given. */
export function aRawPage({
  facts = {},
  body = Buffer.from('<p>A page.'),
  contentEncoding = '',
}: RawPageChanges = {}): RecordToSend {
  const finalUrl = facts.finalUrl ?? 'https://gazette.example/ferry';
  const all: FetchFacts = {
    pageId: pageId(finalUrl),
    url: finalUrl,
    finalUrl,
    version: 1000,
    status: 200,
    fetchedAt: '2026-01-05T10:00:00.000Z',
    contentType: 'text/html; charset=utf-8',
    redirects: [],
    sha256: contentSha256(body),
    previous: null,
    sourceId: null,
    rights: { robots: [] },
    ...facts,
  };
  return encodeRawPage({
    type: 'newsflow.raw-page.fetched.v1',
    id: eventId('raw-page', all.pageId, all.version),
    source: '/newsflow/test',
    time: all.fetchedAt,
    subject: all.pageId,
    facts: all,
    body,
    contentEncoding,
  });
}
