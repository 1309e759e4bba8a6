import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { topicNames } from '@newsflow/contracts';
import type { FetchedBatch } from '../client.ts';
import type { ReceivedRecord } from '../records.ts';
import { fine, text } from '../rig.ts';
import { noTelemetry } from '../telemetry.ts';
import { Sources } from './recall.ts';
import { Waits } from './waits.ts';
import { work, type WorkOptions } from './work.ts';

const names = topicNames('newsflow');
const group = names.group('parser');
const delayMs = 30;
const topic = names.retry(group, delayMs);

const aYearAhead = (offset: number): ReceivedRecord => ({
  topic,
  partition: 0,
  offset: String(offset),
  timestamp: '0',
  key: null,
  value: Buffer.from(String(offset)),
  headers: {
    nf_original_topic: names.topic('raw-page'),
    nf_original_partition: '0',
    nf_original_offset: String(offset),
    nf_not_before: new Date(Date.now() + 365 * 86_400_000).toISOString(),
  },
});

function aWorker() {
  const seen: string[] = [];
  const done = (): Promise<void> => Promise.resolve();
  const never = new AbortController().signal;
  const handler = (record: ReceivedRecord): Promise<undefined> => {
    seen.push(text(record));
    return fine;
  };
  const options: WorkOptions = {
    group,
    sources: new Sources(names, group, [{ topic: 'raw-page', mode: 'single', handler }], [delayMs]),
    waits: new Waits(),
    delivery: {
      startOf: () => Promise.resolve(0n),
      complete: done,
      assigned: () => undefined,
      offsetReset: () => undefined,
      close: done,
    },
    telemetry: noTelemetry,
    retry: { kind: 'delayed' },
    retryDelaysMs: [delayMs],
    lanes: 1,
    handlerTimeoutMs: 1_000,
    maxBatchRecords: 10,
    heartbeatIntervalMs: 1_000,
    stopping: never,
    abandoned: never,
  };
  return { seen, options };
}

const aBatch = (isLost: boolean): FetchedBatch => ({
  topic,
  partition: 0,
  records: [0, 1, 2].map(aYearAhead),
  lastOffset: '2',
  commit: () => Promise.resolve(),
  advance: () => undefined,
  isLost: () => isLost,
  heartbeat: () => Promise.resolve(),
});

it('leaves a batch that others have by now as it is, without asking where it starts', async () => {
  const { seen, options } = aWorker();
  let asked = 0;
  const startOf = (): Promise<bigint> => {
    asked += 1;
    return Promise.resolve(0n);
  };
  const left = await work(aBatch(true), { ...options, delivery: { ...options.delivery, startOf } });
  expect({ left, asked, seen }).toEqual({ left: { action: 'stop' }, asked: 0, seen: [] });
});

it('hands over what a clock far ahead has put aside after one delay, all that was fetched together', async () => {
  const { seen, options } = aWorker();
  const batch = aBatch(false);
  expect(await work(batch, options)).toMatchObject({ action: 'wait' });
  expect(seen).toEqual([]);
  await wait(delayMs + 5);
  expect(await work(batch, options)).toBeUndefined();
  expect(seen).toEqual(['0', '1', '2']);
});
