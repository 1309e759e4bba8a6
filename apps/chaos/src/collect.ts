import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { headerText, type TopicId, topicNames } from '@newsflow/contracts';
import { type KafkaClient, type ReceivedRecord, readTopic } from '@newsflow/kafka';
import type { DeadLetter, Seen, SeenEvent } from './check.ts';
import { fetchOf, placeOf } from './load.ts';

const run = promisify(execFile);
const derived: readonly TopicId[] = ['article', 'quotation', 'market-quote', 'page-outcome'];
const maxDumpBytes = 1024 * 1024 * 1024;

async function allOf<T>(kafka: KafkaClient, topic: string, take: (record: ReceivedRecord) => T): Promise<T[]> {
  const taken: T[] = [];
  for await (const record of readTopic(kafka, { topic, from: 'earliest' })) taken.push(take(record));
  return taken;
}

function seenEvent(record: ReceivedRecord, namespace: string): SeenEvent {
  const text = record.value?.toString() ?? '';
  const header = (name: string): string => headerText(record.headers, name) ?? '';
  return {
    topic: record.topic.slice(namespace.length + 1),
    partition: record.partition,
    offset: Number(record.offset),
    key: record.key?.toString() ?? '',
    id: header('ce_id'),
    raw: header('nf_raw'),
    content: createHash('sha256')
      .update(text.replaceAll(`${namespace}.`, ''))
      .digest('hex')
      .slice(0, 16),
  };
}

function deadLetter(record: ReceivedRecord, namespace: string): DeadLetter {
  const header = (name: string): string => headerText(record.headers, name) ?? '';
  const topic = header('nf_original_topic').slice(namespace.length + 1);
  return {
    origin: `${topic}/${header('nf_original_partition')}/${header('nf_original_offset')}`,
    id: header('ce_id'),
  };
}

export interface InputRecord {
  readonly topic: TopicId;
  readonly record: ReceivedRecord;
  readonly place: string;
}

/** What was fetched according to a raw page; undefined where it does not say. */
function fetchedUrl({ headers }: ReceivedRecord): string | undefined {
  try {
    return (JSON.parse(headerText(headers, 'nf_fetch') ?? '') as { url?: string }).url;
  } catch {
    return undefined;
  }
}

/** Places of the log that are taken, and the fetches that have got their page. */
export function inLog(input: readonly InputRecord[]): Set<string> {
  return new Set(
    input.flatMap(({ topic, record, place }) => {
      const url = topic === 'raw-page' ? fetchedUrl(record) : undefined;
      return url === undefined ? [place] : [place, fetchOf(url)];
    }),
  );
}

/** The input as it lies in the log, in order within each partition. */
export async function inputOf(kafka: KafkaClient, namespace: string): Promise<InputRecord[]> {
  const names = topicNames(namespace);
  const read = async (topic: TopicId) => {
    const records = await allOf(kafka, names.topic(topic), (record) => record);
    return records
      .filter(({ headers }) => topic === 'raw-page' || headerText(headers, 'nf_raw') === undefined)
      .map((record) => {
        const id = headerText(record.headers, 'ce_id') ?? '';
        return { topic, record, place: placeOf(`${topic}.v1`, record.partition, record.offset, id) };
      });
  };
  return [...(await read('raw-page')), ...(await read('article'))];
}

export async function seenOf(
  kafka: KafkaClient,
  namespace: string,
  { root, env }: { readonly root: string; readonly env: Readonly<Record<string, string>> },
): Promise<Seen> {
  const names = topicNames(namespace);
  const events: SeenEvent[] = [];
  // What has no raw page was put there by the load.
  for (const topic of derived) {
    const all = await allOf(kafka, names.topic(topic), (record) => seenEvent(record, namespace));
    events.push(...all.filter(({ raw }) => raw !== ''));
  }
  const letters = (service: string): Promise<DeadLetter[]> =>
    allOf(kafka, names.deadLetter(names.group(service)), (record) => deadLetter(record, namespace));
  const { stdout } = await run(process.execPath, [join(root, 'bin', 'newsflow'), 'dump', '--canonical'], {
    env: { ...process.env, ...env },
    maxBuffer: maxDumpBytes,
  });
  return {
    events,
    parserLetters: await letters('parser'),
    storeLetters: await letters('store'),
    scraperLetters: await letters('scraper'),
    dump: stdout.split('\n').filter(Boolean),
  };
}
