import { describe, expect, it } from '@jest/globals';
import { encodeEvent, pageId, type PageOutcome, topicNames } from '@newsflow/contracts';
import type { ReceivedRecord } from '@newsflow/kafka';
import { Stages } from './stage.ts';

const url = 'https://courier.example/news/ferry';
const id = pageId(url);
const names = topicNames('newsflow');
const fetchedAt = '2026-11-20T10:00:00.000Z';

const aRecord = (fields: Partial<ReceivedRecord>): ReceivedRecord => ({
  topic: names.topic('page-outcome'),
  partition: 0,
  offset: '0',
  timestamp: String(Date.parse(fetchedAt)),
  key: Buffer.from(id),
  value: null,
  headers: {},
  ...fields,
});

function anOutcome(changes: Partial<PageOutcome>, timestamp: number): ReceivedRecord {
  const data: PageOutcome = {
    pageId: id,
    url,
    version: 1,
    stage: 'parser',
    outcome: 'parsed',
    reason: null,
    at: fetchedAt,
    ...changes,
  };
  const { key, value, headers } = encodeEvent({
    type: 'newsflow.page.outcome.v1',
    id: 'e',
    source: '/test',
    time: fetchedAt,
    subject: data.pageId,
    data,
  });
  return aRecord({ key: Buffer.from(key), value, headers, timestamp: String(timestamp) });
}

const stagesOf = (...records: ReceivedRecord[]) => {
  const stages = new Stages(id, names);
  for (const record of records) stages.add(record);
  return stages;
};

describe('the stages of a page', () => {
  it('leave out what cannot be read, and count it', () => {
    const junk = [
      aRecord({ value: Buffer.from('not an event') }),
      aRecord({ value: Buffer.from('{}'), headers: { ce_subject: id } }),
      anOutcome({ pageId: 'f'.repeat(32), url: 'no address' }, 0),
    ];
    const stages = stagesOf(...junk, anOutcome({}, 1000));
    expect(stages.inOrder()).toMatchObject([{ stage: 'parser', outcome: 'parsed' }]);
    expect(stages.unreadable).toBe(junk.length);
  });

  it('stand in the order in which they were published, whatever time their events carry', () => {
    const start = Date.parse(fetchedAt);
    const stages = stagesOf(
      anOutcome({}, start + 900),
      aRecord({ topic: names.topic('raw-page'), headers: { ce_subject: id }, timestamp: String(start + 500) }),
      anOutcome({ stage: 'scraper', outcome: 'fetched' }, start + 500),
    );
    expect(stages.inOrder().map(({ stage, at }) => [stage, at])).toEqual([
      ['raw-page', '2026-11-20T10:00:00.500Z'],
      ['scraper', '2026-11-20T10:00:00.500Z'],
      ['parser', '2026-11-20T10:00:00.900Z'],
    ]);
  });

  it('are those of the page asked for and of the page it led to, of no other', () => {
    const stages = stagesOf(
      anOutcome({ pageId: pageId('https://courier.example/moved'), finalUrl: 'https://courier.example/moved' }, 0),
      anOutcome({ pageId: 'f'.repeat(32), url: 'https://courier.example/other' }, 0),
    );
    expect(stages.inOrder()).toHaveLength(1);
    expect(stages.unreadable).toBe(0);
  });
});
