import { describe, expect, it } from '@jest/globals';
import type { StoredUrl } from '../frontier/documents.ts';
import { frontierStage } from './frontier-stage.ts';

const now = new Date('2026-11-20T10:00:00Z');
const before = new Date('2026-11-20T09:59:00Z');
const later = new Date('2026-11-20T10:02:00Z');
const host = { _id: 'courier.example', restUntil: before, leaseUntil: before };
const last = { outcome: 'gone', reason: 'http-410', at: before, failures: 2 };
const stageOf = (changes: Partial<StoredUrl>) =>
  frontierStage(
    {
      _id: 'a'.repeat(32),
      kind: 'page',
      url: 'https://courier.example/',
      host: host._id,
      sourceId: null,
      nextAt: later,
      failures: 0,
      failure: null,
      last: null,
      ...changes,
    },
    host,
    now,
  );

describe('the stage of a URL in the frontier', () => {
  it('says which try is next, when, and why the last one failed', () => {
    const failure = { reason: 'http-500', at: before, attempts: 4 };
    expect(stageOf({ failures: 1, failure })).toEqual({
      stage: 'frontier',
      outcome: 'retrying',
      reason: 'attempt 2 of 4: 2026-11-20T10:02:00.000Z; last failure: http-500',
      at: '2026-11-20T09:59:00.000Z',
      topic: null,
      partition: null,
      offset: null,
      traceId: null,
    });
  });

  it('is that it waits, for the first time or since its last outcome', () => {
    expect(stageOf({ nextAt: before })).toMatchObject({ outcome: 'waiting', reason: 'next fetch: due', at: null });
    expect(stageOf({ last })).toMatchObject({
      outcome: 'waiting',
      reason: 'next fetch: 2026-11-20T10:02:00.000Z; last outcome: gone http-410',
      at: '2026-11-20T09:59:00.000Z',
    });
  });

  it('is none where no fetch is planned', () => {
    expect(stageOf({ nextAt: null, last })).toBeUndefined();
  });
});
