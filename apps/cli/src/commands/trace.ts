import {
  decodeEvent,
  headerText,
  InvalidUrlError,
  pageId,
  type PageOutcome,
  type TopicId,
  type TopicNames,
} from '@newsflow/contracts';
import { readTopic, type ReceivedRecord } from '@newsflow/kafka';
import { traceIdOf } from '@newsflow/tracing';
import { openKafka, type GlobalOptions } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { writeList } from '../output.ts';
import { services } from '../services.ts';

interface Stage {
  readonly stage: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly at: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** Of OpenTelemetry; null where the service that published the record was not traced. */
  readonly traceId: string | null;
}

function idOf(urlOrId: string): string {
  if (/^[0-9a-f]{32}$/.test(urlOrId)) return urlOrId;
  try {
    return pageId(urlOrId);
  } catch (error) {
    if (error instanceof InvalidUrlError) throw new CliError(exitCode.usage, `${error.message}, nor is it a page id`);
    throw error;
  }
}

const placeOf = (record: ReceivedRecord) => ({
  topic: record.topic,
  partition: record.partition,
  offset: record.offset,
  traceId: traceIdOf(record) ?? null,
});
const timeOf = (record: ReceivedRecord): string =>
  headerText(record.headers, 'ce_time') ?? new Date(Number(record.timestamp)).toISOString();

/** What one record says of the page; undefined where it is another page's. */
function stageOf(record: ReceivedRecord, id: string, names: TopicNames): Stage | undefined {
  const subject = headerText(record.headers, 'ce_subject');
  const code = headerText(record.headers, 'nf_error_code');
  if (code !== undefined) {
    if (subject !== id && record.key?.toString('utf8') !== id) return undefined;
    const reason = `${code}: ${headerText(record.headers, 'nf_error_message') ?? ''}`;
    return {
      stage: headerText(record.headers, 'nf_group') ?? '',
      outcome: 'dead-letter',
      reason,
      at: new Date(Number(record.timestamp)).toISOString(),
      ...placeOf(record),
    };
  }
  if (subject !== id && names.idOf(record.topic) !== 'page-outcome') return undefined;
  if (names.idOf(record.topic) !== 'page-outcome') {
    return {
      stage: names.idOf(record.topic) ?? record.topic,
      outcome: 'published',
      reason: null,
      at: timeOf(record),
      ...placeOf(record),
    };
  }
  const outcome = decodeEvent(record).data as PageOutcome;
  const isOurs = subject === id || pageId(outcome.url) === id;
  if (!isOurs) return undefined;
  return {
    stage: outcome.stage,
    outcome: outcome.outcome,
    reason: outcome.reason,
    at: outcome.at,
    ...placeOf(record),
  };
}

const order = ['fetch-request', 'raw-page', 'scraper', 'article', 'quotation', 'market-quote', 'parser'];
const rank = (stage: string): number => (order.includes(stage) ? order.indexOf(stage) : order.length);

const tracedTopics: readonly TopicId[] = [
  'fetch-request',
  'raw-page',
  'article',
  'quotation',
  'market-quote',
  'page-outcome',
];

/** `newsflow trace URL|ID`: every stage one page went through, read from the topics. */
export async function trace(urlOrId: string, options: GlobalOptions): Promise<void> {
  const id = idOf(urlOrId);
  const { kafka, names } = await openKafka();
  const deadLetters = services.map((service) => names.deadLetter(names.group(service)));
  const stages: Stage[] = [];
  for (const topic of [...tracedTopics.map(names.topic), ...deadLetters]) {
    for await (const record of readTopic(kafka, { topic, from: 'earliest' })) {
      const stage = stageOf(record, id, names);
      if (stage) stages.push(stage);
    }
  }
  if (stages.length === 0) throw new CliError(exitCode.notFound, `nothing is known of ${urlOrId} (page id ${id})`);
  stages.sort((a, b) => a.at.localeCompare(b.at) || rank(a.stage) - rank(b.stage));
  const traced = stages.some(({ traceId }) => traceId !== null);
  const columns = ['stage', 'outcome', 'reason', 'at', 'topic', 'partition', 'offset'] as const;
  await writeList(stages, traced ? [...columns, 'traceId'] : columns, options.json);
}
