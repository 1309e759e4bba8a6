import { describe, expect, it } from '@jest/globals';
import { nextFetch } from './next-fetch.ts';

const now = new Date('2026-11-20T10:00:00Z');
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
/** Of a URL, given the minutes from now to its own time, the end of its host's rest and the end of its host's lease. */
const next = (own: number | null, rest = -1, lease = -1) =>
  nextFetch(
    own === null ? null : inMinutes(own),
    { _id: 'h', restUntil: inMinutes(rest), leaseUntil: inMinutes(lease) },
    now,
  );

describe('the next fetch of a URL', () => {
  it('is at its own time, or after the pause of its host if that is later', () => {
    expect(next(5)).toEqual({ state: 'planned', nextAt: inMinutes(5) });
    expect(next(5, 2, 1)).toEqual({ state: 'planned', nextAt: inMinutes(5) });
    expect(next(5, 60)).toEqual({ state: 'planned', nextAt: inMinutes(60) });
    expect(next(-5, 60)).toEqual({ state: 'waiting for its host', nextAt: inMinutes(60) });
  });

  it('has no time once that has come: others of the host are at work, or a scraper has yet to come', () => {
    expect(next(-5, -1, 1)).toEqual({ state: 'waiting for its host', nextAt: null });
    expect(next(-5)).toEqual({ state: 'due', nextAt: null });
  });

  it('is none where nothing is planned, whatever the host does', () => {
    expect(next(null, 60, 1)).toEqual({ state: null, nextAt: null });
  });
});
