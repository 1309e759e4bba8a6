import { decodeRawPage, type FetchFacts, InvalidEventError, retryDelaysMs } from '@newsflow/contracts';
import { type Admin, readTopic, type ReceivedRecord, replayRecord } from '@newsflow/kafka';
import type { KafkaConnection } from '../connections.ts';
import { slicesOf } from '../slices.ts';
import { endedEarly, Window } from './window.ts';

export interface Page {
  readonly record: ReceivedRecord;
  readonly facts: FetchFacts;
}

export interface ReplayOptions {
  readonly since: Date;
  readonly until?: Date;
  readonly max?: number;
  readonly dryRun: boolean;
  readonly patienceMs: number;
  /** Those of the pages that are meant. */
  readonly choose: (pages: readonly Page[]) => Promise<readonly Page[]>;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

export interface ReplayedPages {
  /** In this stretch of the log. */
  readonly pages: number;
  readonly replayed: number;
  /** Records that no parser could read; the dead letters tell of them. */
  readonly unreadable: number;
}

const [firstDelayMs = 0] = retryDelaysMs;
/** Few enough that pages that have just been fetched wait for seconds, enough to keep a parser busy. */
const mostWaiting = 200;
/** Of one partition, in memory; all partitions are read at the same time, so that every parser has a share. */
const sliceLimits = { items: 20, bytes: 4 * 1024 * 1024 };

/**
 * Hands raw pages of the log to the parsers once more, by the first retry topic of their group: their positions, and with them the
 * ids of all that comes of them, stay those of the originals, and the parsers' own place in the log is not touched. Resolves when
 * the parsers have passed them all.
 */
export async function replayPages(
  { kafka, names }: KafkaConnection,
  { since, until, max = Infinity, dryRun, patienceMs, choose, onProgress, signal }: ReplayOptions,
): Promise<ReplayedPages> {
  const topic = names.topic('raw-page');
  const group = names.group('parser');
  const admin = kafka.admin();
  const producer = kafka.producer();
  const failed = new AbortController();
  const ending = AbortSignal.any([signal, failed.signal]);
  const retries = { topic: names.retry(group, firstDelayMs), group };
  const window = new Window({ admin, producer, ...retries, limit: mostWaiting, patienceMs, signal: ending });
  const count = { pages: 0, replayed: 0, unreadable: 0 };

  async function replayPartition(partition: number, total: number): Promise<void> {
    const range = { topic, from: since, partitions: [partition], signal: ending, ...(until && { until }) };
    for await (const slice of slicesOf(readTopic(kafka, range), sliceLimits, ({ value }) => value?.length ?? 0)) {
      if (count.replayed >= max) return;
      const pages = slice.flatMap((record) => pageOf(record) ?? []);
      const chosen = (await choose(pages)).slice(0, max - count.replayed);
      count.pages += pages.length;
      count.unreadable += slice.length - pages.length;
      count.replayed += chosen.length;
      if (!dryRun) await window.send(chosen.map(({ record }) => replayRecord(group, record)));
      onProgress(count.pages + count.unreadable, total);
    }
  }

  try {
    const stretches = await stretchesOf(admin, topic, since, until);
    const total = stretches.reduce((sum, { records }) => sum + records, 0);
    await Promise.all(stretches.map(({ partition }) => replayPartition(partition, total)));
    if (signal.aborted) throw endedEarly();
    await window.passed();
    return count;
  } catch (error) {
    failed.abort();
    throw error;
  } finally {
    await producer.close();
  }
}

/** Partitions with records from one time to the other. */
async function stretchesOf(
  admin: Admin,
  topic: string,
  since: Date,
  until: Date | undefined,
): Promise<{ partition: number; records: number }[]> {
  const starts = new Map((await admin.offsetsAt(topic, since)).map(({ partition, offset }) => [partition, offset]));
  const logEnds = async () =>
    (await admin.topicOffsets(topic)).map(({ partition, high }) => ({ partition, offset: high }));
  const ends = until ? await admin.offsetsAt(topic, until) : await logEnds();
  return ends
    .map(({ partition, offset }) => ({ partition, records: Number(offset) - Number(starts.get(partition) ?? offset) }))
    .filter(({ records }) => records > 0);
}

/** undefined for a record that is no raw page: to parse it again would give one more dead letter. */
function pageOf(record: ReceivedRecord): Page | undefined {
  try {
    return { record, facts: decodeRawPage(record).facts };
  } catch (error) {
    if (error instanceof InvalidEventError) return undefined;
    throw error;
  }
}
