import { describe, expect, it } from '@jest/globals';
import type { OutgoingRecord } from '@newsflow/kafka';
import { exitCode } from '../exit.ts';
import { Window, type WindowOptions } from './window.ts';

const record: OutgoingRecord = { key: 'k', value: null };
const records = (count: number): OutgoingRecord[] => Array<OutgoingRecord>(count).fill(record);

/** One partition, and a group that handles `pace` records whenever it is asked how far it is. */
function aTopic({ pace, ...options }: { pace: number } & Partial<WindowOptions>) {
  let [end, committed, most] = [0, 0, 0];
  const window = new Window({
    topic: 'retry',
    group: 'parser',
    limit: 10,
    patienceMs: 60_000,
    signal: new AbortController().signal,
    admin: {
      committedOffsets: () => {
        committed = Math.min(end, committed + pace);
        return Promise.resolve([{ topic: 'retry', partition: 0, offset: String(committed), metadata: '' }]);
      },
    },
    producer: {
      send: (topic, sent) => {
        const positions = sent.map((_, index) => ({ topic, partition: 0, offset: String(end + index) }));
        end += sent.length;
        most = Math.max(most, end - committed);
        return Promise.resolve(positions);
      },
    },
    ...options,
  });
  return { window, ended: () => ({ end, committed, most }) };
}

describe('the window', () => {
  it('never lets more records wait than its limit, however many publish at the same time', async () => {
    const { window, ended } = aTopic({ pace: 10 });
    await Promise.all([6, 4, 6, 4].map((count) => window.send(records(count))));
    await window.passed();
    expect(ended()).toEqual({ end: 20, committed: 20, most: 10 });
  });

  it('gives up where the group stands still', async () => {
    const { window } = aTopic({ pace: 0, patienceMs: 0 });
    await window.send(records(10));
    await expect(window.send(records(1))).rejects.toMatchObject({
      exit: exitCode.partlyDone,
      message: expect.stringContaining('parser has handled none of 10 records') as unknown,
    });
  });

  it('ends when it is told to', async () => {
    const { window } = aTopic({ pace: 0, signal: AbortSignal.abort() });
    await window.send(records(1));
    await expect(window.passed()).rejects.toMatchObject({ exit: exitCode.partlyDone });
  });
});
