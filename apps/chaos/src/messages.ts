import { contentSha256, encodeEvent, pageId, type RecordToSend, type TopicId } from '@newsflow/contracts';
import { aRawPage, type Random } from '@newsflow/testing';

/** What is sent into the pipeline, and what has to become of it. */
export interface Message {
  readonly topic: TopicId;
  readonly record: RecordToSend;
  /** `page`: derived events; `fetch`: a raw page; the others: a dead letter of the group that reads the topic. */
  readonly kind: 'page' | 'fetch' | 'truncated' | 'inflates' | 'no-facts' | 'no-event';
  /** Of a `fetch`: what is asked for. */
  readonly url?: string;
}

/** Fetches of one page, one after the other: they have to stay in order. */
const fetchesOfPage = 4;
const people = ['Ann Example', 'Ben Sample', 'Cleo Person', 'Dan Instance'];

const paragraph = (number: number, at: number): string =>
  `<p>Paragraph ${at} of report ${number} tells at some length what was said in the harbour about the ferry, who said it and why the council has to decide before winter comes.</p>`;

export const articleOf = (number: number, version: number): string => `<!doctype html><html lang="en"><head>
<title>Report ${number} from the harbour</title></head><body><article><h1>Report ${number} from the harbour</h1>
${paragraph(number, 1)}
<p>“We have waited for report ${number} in its version ${version},” said ${people[number % people.length] ?? ''}.</p>
${paragraph(number, 2)}${paragraph(number, 3)}
<table><tr><th>Index</th><th>Last</th><th>Change</th></tr><tr><td>DAX</td><td>${18_000 + (number % 500)}.50</td><td>+0.${version}%</td></tr></table>
</article></body></html>`;

function rawPage(url: string, version: number, body: Buffer, contentEncoding = ''): RecordToSend {
  const previous = version === 1 ? null : { sha256: contentSha256(Buffer.from(String(version))), version: version - 1 };
  return aRawPage({ body, contentEncoding, facts: { url, finalUrl: url, version, previous } });
}

/** One in so many is bad in one of four ways. */
const oneBadIn = 40;

function bad(number: number, random: Random, bomb: Buffer): Message {
  const url = `https://bad.example/${number}`;
  const fine = rawPage(url, 1, Buffer.from(articleOf(number, 1)));
  switch (random.pick(['truncated', 'inflates', 'no-facts', 'no-event'] as const)) {
    case 'truncated':
      return {
        kind: 'truncated',
        topic: 'raw-page',
        record: rawPage(url, 1, bomb.subarray(0, bomb.length / 2), 'gzip'),
      };
    case 'inflates':
      return { kind: 'inflates', topic: 'raw-page', record: rawPage(url, 1, bomb, 'gzip') };
    case 'no-facts':
      return {
        kind: 'no-facts',
        topic: 'raw-page',
        record: { ...fine, headers: { ...fine.headers, nf_fetch: `{"url":"${url}"` } },
      };
    case 'no-event': {
      const broken = {
        ...fine,
        value: Buffer.from(`{"id":"${number}"}`),
        headers: { ...fine.headers, ce_id: `bad-${number}` },
      };
      return { kind: 'no-event', topic: 'article', record: broken };
    }
  }
}

/** One in so many is a page that the scraper is asked for. */
const oneFetchIn = 20;

function fetchRequest(url: string): Message {
  const record = encodeEvent({
    type: 'newsflow.fetch.requested.v1',
    id: `chaos ${url}`,
    source: '/newsflow/chaos',
    time: new Date().toISOString(),
    subject: pageId(url),
    data: { url },
  });
  return { kind: 'fetch', topic: 'fetch-request', record, url };
}

export interface MessagesOptions {
  readonly count: number;
  readonly random: Random;
  /** gzip that inflates beyond what a page may have. */
  readonly bomb: Buffer;
  /** Of a page on the site that the scraper fetches from. */
  readonly urlOf: (number: number) => string;
}

export function* messagesOf({ count, random, bomb, urlOf }: MessagesOptions): Generator<Message> {
  const pages: { number: number; version: number }[] = [];
  for (let number = 0; number < count; number += 1) {
    if (random.between(1, oneBadIn) === 1) {
      yield bad(number, random, bomb);
      continue;
    }
    if (random.between(1, oneFetchIn) === 1) {
      yield fetchRequest(urlOf(number));
      continue;
    }
    // Some pages are under way at the same time, each with its fetches in order.
    if (pages.length < 50) pages.push({ number, version: 0 });
    const [first, ...others] = pages;
    if (!first) return;
    const page = random.pick([first, ...others]);
    page.version += 1;
    if (page.version === fetchesOfPage) pages.splice(pages.indexOf(page), 1);
    const url = `https://harbour.example/reports/${page.number}`;
    yield {
      kind: 'page',
      topic: 'raw-page',
      record: rawPage(url, page.version, Buffer.from(articleOf(page.number, page.version))),
    };
  }
}
