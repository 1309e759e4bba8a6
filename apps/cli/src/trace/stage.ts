import { decodeEvent, headerText, pageId, type PageOutcome, type TopicNames } from '@newsflow/contracts';
import type { ReceivedRecord } from '@newsflow/kafka';
import { traceIdOf } from '@newsflow/tracing';

export interface Stage {
  readonly stage: string;
  readonly outcome: string;
  readonly reason: string | null;
  /** When the record was published. Events of the parser carry the time of the fetch besides. */
  readonly at: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** Of OpenTelemetry; null where the service that published the record was not traced. */
  readonly traceId: string | null;
}

const placeOf = (record: ReceivedRecord) => ({
  at: new Date(Number(record.timestamp)).toISOString(),
  topic: record.topic,
  partition: record.partition,
  offset: record.offset,
  traceId: traceIdOf(record) ?? null,
});

/** What one record says of the page; undefined where it is another page's. Throws where it cannot be read. */
function stageOf(record: ReceivedRecord, id: string, names: TopicNames): Stage | undefined {
  const subject = headerText(record.headers, 'ce_subject');
  const code = headerText(record.headers, 'nf_error_code');
  if (code !== undefined) {
    if (subject !== id && record.key?.toString('utf8') !== id) return undefined;
    const reason = `${code}: ${headerText(record.headers, 'nf_error_message') ?? ''}`;
    return { stage: headerText(record.headers, 'nf_group') ?? '', outcome: 'dead-letter', reason, ...placeOf(record) };
  }
  const topic = names.idOf(record.topic);
  if (topic !== 'page-outcome') {
    if (subject !== id) return undefined;
    return { stage: topic ?? record.topic, outcome: 'published', reason: null, ...placeOf(record) };
  }
  // Its subject is the final URL's page: asked for may have been another.
  const { stage, outcome, reason, url } = decodeEvent(record).data as PageOutcome;
  return subject === id || pageId(url) === id ? { stage, outcome, reason, ...placeOf(record) } : undefined;
}

const order = ['fetch-request', 'raw-page', 'scraper', 'article', 'quotation', 'market-quote', 'parser'];
const rank = (stage: string): number => (order.includes(stage) ? order.indexOf(stage) : order.length);

/** Stages of one page, gathered from the records of any topics: what cannot be read is counted and left out. */
export class Stages {
  readonly #found: Stage[] = [];
  unreadable = 0;

  constructor(
    private readonly id: string,
    private readonly names: TopicNames,
  ) {}

  add(record: ReceivedRecord): void {
    try {
      const stage = stageOf(record, this.id, this.names);
      if (stage) this.#found.push(stage);
    } catch {
      this.unreadable += 1;
    }
  }

  /** In the order in which they were published. */
  inOrder(): Stage[] {
    return this.#found.toSorted((a, b) => a.at.localeCompare(b.at) || rank(a.stage) - rank(b.stage));
  }
}
